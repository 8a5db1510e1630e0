"""Reports are Rich renderables: any console can print, record or export them."""

from __future__ import annotations

import io

from rich.console import Console

import retrowalk as rw
from retrowalk.core.events import Outcome
from retrowalk.core.summary import summarize
from retrowalk.reports.plan import PlanReport, print_plan
from retrowalk.reports.summary import SummaryReport
from retrowalk.screen.glyphs import UNICODE
from retrowalk.screen.theme import theme_for
from tests.history.walks import go, plan, walked

SESSION = rw.parse("5f, 3x(1b 2f)")
THEME = theme_for("default", None)


def recorded(report: object, width: int = 80) -> str:
    console = Console(record=True, width=width, file=io.StringIO())
    console.print(report)
    return console.export_text()


def test_a_plan_prints_on_any_console_as_the_command_prints_it():
    out = io.StringIO()
    print_plan(out, SESSION, THEME)
    text = recorded(PlanReport(SESSION, THEME, UNICODE))
    assert "▼ backward" in text
    assert text.count("\n") == out.getvalue().count("\n")


def test_a_plan_fits_the_console_that_prints_it():
    for width in (30, 60, 120):
        lines = recorded(PlanReport(SESSION, THEME, UNICODE), width).splitlines()
        assert max(map(len, lines)) <= width


def test_a_summary_can_be_exported_as_a_picture(tmp_path):
    recorder, *_ = walked(tmp_path / "history.db", plan(), [go(5000)])
    recorder.close()
    report = SummaryReport(summarize(plan(), recorder.events), THEME, UNICODE)
    assert report.summary.outcome is Outcome.COMPLETED
    console = Console(record=True, width=80, file=io.StringIO())
    console.print(report)
    assert "Done." in console.export_svg(title="walk").replace("&#160;", " ")
