import io
from datetime import date, timedelta

from retrowalk.core.stats import Day, stats
from retrowalk.reports.console import write_report
from retrowalk.reports.stats import StatsReport, shade_of
from retrowalk.screen.theme import theme_for

TODAY = date(2026, 9, 23)
MINUTE = timedelta(minutes=1)


class Output(io.StringIO):
    encoding = "utf-8"


def printed(*days: Day) -> list[str]:
    out = Output()
    write_report(out, StatsReport(stats(days, TODAY), TODAY, theme_for("default")))
    return out.getvalue().splitlines()


def test_weeks_totals_and_dates_are_written_for_people():
    lines = printed(
        Day(date(2026, 9, 14), 1, 13 * MINUTE, 10 * MINUTE, 3 * MINUTE, MINUTE),
        Day(date(2026, 9, 22), 2, 30 * MINUTE, 24 * MINUTE, 6 * MINUTE, 2 * MINUTE),
    )
    assert lines[1].split() == ["14", "Sep", "2026", "3:00", "▄" * 20, "1", "walk"]
    assert lines[2].split() == ["21", "Sep", "2026", "6:00", "▄" * 40, "2", "walks"]
    assert "longest bout     2:00 backward, on 22 Sep 2026" in lines
    tuesday = next(line for line in lines if line.startswith("Tue"))
    assert tuesday.rstrip().endswith("█")
    monday = next(line for line in lines if line.startswith("Mon"))
    assert monday.rstrip().endswith("▒ ·")


def test_shades_divide_the_longest_day_evenly():
    shades = [shade_of(n * MINUTE, 100 * MINUTE, 4) for n in (0, 24, 25, 74, 75, 100)]
    assert shades == [0, 0, 1, 2, 3, 3]
    assert shade_of(timedelta(), timedelta(), 4) == 0
