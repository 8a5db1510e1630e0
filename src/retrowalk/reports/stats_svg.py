"""Statistics of all walks as an SVG picture."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from ..core.session import ZERO
from ..core.stats import Stats
from ..durations import clock_text
from ..svg import bar, document, element, text
from .dates import day_text, weekdays
from .stats import CALENDAR_WEEKS, shade_of, totals, walks_text

WIDTH, EDGE, LEFT = 960, 32, 76
COLUMN = (WIDTH - EDGE - LEFT) / CALENDAR_WEEKS
BARS_TOP, BARS_HEIGHT = 76, 160
DAYS_TOP, CELL = 326, 20
TOTALS_TOP, ROW = 504, 24
SMALL = 10
SHADES = (0.4, 0.6, 0.8, 1.0)
"""Opacity of a day by its share of the longest day, in quarters."""


def stats_svg(stats: Stats, today: date) -> str:
    """Return a bar for each week's backward time, a square for each day, and the totals."""
    last = stats.week_of(today)
    starts = [last - timedelta(weeks=n) for n in reversed(range(CALENDAR_WEEKS))]
    body = [
        text(EDGE, 44, "Backward per week", "strong", 18),
        *_bars(stats, starts),
        text(EDGE, DAYS_TOP - 20, "Days walked", "strong", 18),
        *_days(stats, starts, today),
    ]
    for index, (name, value) in enumerate(totals(stats)):
        y = TOTALS_TOP + ROW * index
        body += [text(EDGE, y, name, "soft"), text(EDGE + 140, y, value, "strong")]
    height = TOTALS_TOP + ROW * len(totals(stats)) + 16
    described = f"{walks_text(stats.walks)}, {clock_text(stats.backward)} backward"
    return document(WIDTH, height, "Walks", described, body)


def _bars(stats: Stats, starts: list[date]) -> Iterator[str]:
    by_start = {week.start: week for week in stats.weeks}
    longest = max((by_start[m].backward for m in starts if m in by_start), default=ZERO)
    bottom = BARS_TOP + BARS_HEIGHT
    yield element("path", class_="line", d=f"M{LEFT} {bottom}H{WIDTH - EDGE}")
    for index, start in enumerate(starts):
        x, week = LEFT + COLUMN * index, by_start.get(start)
        if week and week.backward:
            shown = clock_text(week.backward)
            size = max(1.0, BARS_HEIGHT * (week.backward / longest))
            title = f"Week of {day_text(start)}: {shown} backward, {walks_text(week.walks)}"
            yield bar("backward", x + 3, bottom - size, COLUMN - 6, size, title)
            yield text(x + COLUMN / 2, bottom - size - 5, shown, "middle", SMALL)
        if index % 4 == 0:
            yield text(x + 3, bottom + 17, f"{start.day} {start:%b}", "soft", SMALL)


def _days(stats: Stats, starts: list[date], today: date) -> Iterator[str]:
    by_day = {day.day: day for day in stats.days}
    longest = max((day.walked for day in stats.days if day.day >= starts[0]), default=ZERO)
    for row, name in enumerate(weekdays(stats.first_weekday)):
        y = DAYS_TOP + row * CELL
        yield text(EDGE, y + 14, name, "soft")
        for column, start in enumerate(starts):
            day = start + timedelta(days=row)
            found = by_day.get(day)
            if day > today:
                continue
            walked = f"{clock_text(found.walked)} walked" if found else "no walk"
            title = f"{day_text(day)}: {walked}"
            kind = ("backward" if found.backward else "forward") if found else "empty"
            opacity = SHADES[shade_of(found.walked, longest, len(SHADES))] if found else None
            x = LEFT + column * COLUMN + 3
            yield bar(kind, x, y, COLUMN - 6, CELL - 3, title, rx=2, fill_opacity=opacity)
