"""Statistics of all walks as text: weeks as bars, days as a calendar, and totals."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from rich.console import Console, ConsoleOptions, RenderResult
from rich.text import Text

from ..core.session import ZERO, Direction
from ..core.stats import STREAK_WALKS, Stats, Week
from ..durations import clock_text
from ..screen.glyphs import Glyphs, glyphs_for
from ..screen.theme import Theme
from .dates import day_text, weekdays

WEEKS_SHOWN = 12
CALENDAR_WEEKS = 26


@dataclass(frozen=True)
class StatsReport:
    """Bars of the weeks, a calendar of the days, and the totals, for any Rich console."""

    stats: Stats
    today: date
    theme: Theme

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Yield the three parts, each in rows."""
        width, glyphs = options.max_width, glyphs_for(options.encoding)
        yield Text("Backward per week", style="bold")
        yield from _bars(self.stats.weeks[-WEEKS_SHOWN:], width, glyphs, self.theme)
        yield Text()
        weeks = min(CALENDAR_WEEKS, max(4, (width - 6) // 2))
        yield Text(f"Days walked, last {weeks} weeks", style="bold")
        yield from _calendar(self.stats, self.today, weeks, glyphs, self.theme)
        yield Text()
        yield from (Text(f"{name:<16} {value}") for name, value in totals(self.stats))


def totals(stats: Stats) -> list[tuple[str, str]]:
    """Return names and values of the totals."""
    longest = clock_text(stats.longest)
    if stats.longest_on is not None:
        longest += f" backward, on {day_text(stats.longest_on)}"
    weeks = "week" if stats.streak == 1 else "weeks"
    streak = f"{stats.streak} {weeks} with {STREAK_WALKS} or more walks"
    return [
        ("walks", f"{stats.walks:,}"),
        ("walked", clock_text(stats.walked)),
        ("forward", clock_text(stats.forward)),
        ("backward", clock_text(stats.backward)),
        ("longest bout", longest),
        ("streak", f"{streak} (best: {stats.best_streak})"),
    ]


def walks_text(count: int) -> str:
    """Return "1 walk", "2 walks"."""
    return f"{count} walk{'' if count == 1 else 's'}"


def _bars(weeks: Sequence[Week], width: int, glyphs: Glyphs, theme: Theme) -> list[Text]:
    """Return a row for each week. Half blocks leave a gap between the bars."""
    longest = max((week.backward for week in weeks), default=ZERO)
    room = max(8, min(40, width - 34))
    rows = []
    for week in weeks:
        size = round(room * (week.backward / longest)) if longest else 0
        size = max(size, 1) if week.backward else 0
        bar = Text(glyphs.lower * size, style=theme.ink[Direction.BACKWARD])
        begin = f"{day_text(week.start):>11}  {clock_text(week.backward):>7} "
        rows.append(Text.assemble(begin, bar, f"  {walks_text(week.walks)}"))
    return rows


def _calendar(stats: Stats, today: date, weeks: int, glyphs: Glyphs, theme: Theme) -> list[Text]:
    """Return a row for each weekday with a column for each week, the last one today's."""
    by_day = {day.day: day for day in stats.days}
    first = stats.week_of(today) - timedelta(weeks=weeks - 1)
    longest = max((day.walked for day in stats.days if day.day >= first), default=ZERO)
    rows = []
    for index, name in enumerate(weekdays(stats.first_weekday)):
        row = Text(f"{name}  ")
        for week in range(weeks):
            day = first + timedelta(weeks=week, days=index)
            found = by_day.get(day)
            if day > today:
                row.append("  ")
            elif found is None:
                row.append(f"{glyphs.dot} ", style="dim")
            else:
                way = Direction.BACKWARD if found.backward else Direction.FORWARD
                shade = shade_of(found.walked, longest, len(_shades(glyphs)))
                row.append(f"{_shades(glyphs)[shade]} ", style=theme.ink[way])
        rows.append(row)
    return rows


def shade_of(length: timedelta, longest: timedelta, shades: int) -> int:
    """Return the shade of a length, from 0 (the lightest) for the shortest to `shades` - 1."""
    return min(shades - 1, int(shades * (length / longest))) if longest else 0


def _shades(glyphs: Glyphs) -> str:
    return "░▒▓█" if glyphs.halves else "-+*#"
