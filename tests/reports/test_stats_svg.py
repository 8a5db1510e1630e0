import xml.etree.ElementTree as ET
from datetime import date, timedelta

import pytest

from retrowalk.core.stats import Day, stats
from retrowalk.reports.stats_svg import stats_svg

SVG = "{http://www.w3.org/2000/svg}"
TODAY = date(2026, 9, 23)


def day(day: date, backward: int, forward: int = 10) -> Day:
    """A day with one walk; lengths in minutes."""
    b, f = timedelta(minutes=backward), timedelta(minutes=forward)
    return Day(day, 1, b + f, f, b, b)


def bars(days: list[Day]) -> list[ET.Element]:
    root = ET.fromstring(stats_svg(stats(days, TODAY), TODAY))
    return [r for r in root.iter(f"{SVG}rect") if r.find(f"{SVG}title") is not None]


def titles(days: list[Day]) -> list[str]:
    return [bar.find(f"{SVG}title").text for bar in bars(days)]


def test_a_week_has_a_bar_with_its_time_as_minutes_and_seconds():
    days = [day(date(2026, 9, 14), 3), day(date(2026, 9, 21), 6)]
    shown = titles(days)
    assert "Week of 14 Sep 2026: 3:00 backward, 1 walk" in shown
    assert "Week of 21 Sep 2026: 6:00 backward, 1 walk" in shown
    heights = [float(bar.get("height")) for bar in bars(days)[:2]]
    assert heights[0] == pytest.approx(heights[1] / 2)


def test_days_are_shaded_by_how_long_was_walked():
    days = [day(date(2026, 9, 21), 0, 2), day(date(2026, 9, 22), 0, 20)]
    squares = [bar for bar in bars(days) if bar.get("class") == "forward"]
    assert [square.get("fill-opacity") for square in squares] == ["0.4", "1"]
    assert "22 Sep 2026: 20:00 walked" in titles(days)


def test_days_after_today_are_left_out():
    assert "23 Sep 2026: no walk" in titles([])
    assert "24 Sep 2026: no walk" not in titles([])
