import io

import retrowalk as rw
from retrowalk.reports.console import write_report
from retrowalk.reports.plan import PlanReport, PresetsReport
from retrowalk.screen.theme import theme_for
from tests.reports.recorded import recorded

SESSION = rw.parse("5f, 3x(1b 2f)")
THEME = theme_for("default", None)


def test_a_plan_prints_on_any_console_as_the_command_prints_it():
    out = io.StringIO()
    write_report(out, PlanReport(SESSION, THEME))
    text = recorded(PlanReport(SESSION, THEME))
    assert [row.rstrip() for row in text.splitlines()] == [
        row.rstrip() for row in out.getvalue().splitlines()
    ]


def test_a_plan_has_a_row_for_each_segment_with_its_start():
    rows = [row.split() for row in recorded(PlanReport(SESSION, THEME)).splitlines()]
    assert ["2", "5:00", "▼", "backward", "1:00", "1", "of", "3"] in rows
    assert ["7", "12:00", "▲", "forward", "2:00", "3", "of", "3"] in rows


def test_a_plan_fits_the_console_that_prints_it():
    for width in (30, 60, 120):
        lines = recorded(PlanReport(SESSION, THEME), width).splitlines()
        assert max(map(len, lines)) <= width


def test_presets_are_listed_with_their_total_and_backward_time():
    text = recorded(PresetsReport([("hill", "Up and down", SESSION)]))
    assert text.splitlines()[-1].split() == ["hill", "Up", "and", "down", "14:00", "3:00"]
