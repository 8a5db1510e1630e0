"""The history as it is printed: the list of walks, one walk, the figures of all."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import NamedTuple, TextIO

from rich.table import Table
from rich.text import Text

from ..core.describe import segment_length
from ..core.events import Outcome
from ..core.session import ZERO, Direction
from ..core.stats import WALKS_A_WEEK, Day, Stats, Week, monday_of
from ..core.summary import Summary
from ..durations import clock_text
from ..screen.glyphs import Glyphs, glyphs_for
from ..screen.theme import Theme
from .console import box_for, console_for, rich_text
from .summary import comparison

WEEKS_SHOWN = 12
CALENDAR_WEEKS = 26
OUTCOMES = {
    Outcome.COMPLETED: "completed",
    Outcome.ENDED: "ended early",
    Outcome.INTERRUPTED: "interrupted",
    None: "under way",
}


class Row(NamedTuple):
    """A walk in the list."""

    id: int
    started: datetime
    title: str
    walked: timedelta
    planned: timedelta
    backward: timedelta
    outcome: Outcome | None


def print_walks(out: TextIO, rows: Iterable[Row], footer: str) -> None:
    """The walks as a table, the newest first."""
    console = console_for(out)
    table = Table(box=box_for(glyphs_for(out.encoding)), pad_edge=False, show_edge=False)
    table.add_column("id", justify="right", no_wrap=True)
    table.add_column("date", no_wrap=True)
    table.add_column("session", overflow="ellipsis", no_wrap=True)
    table.add_column("walked", justify="right", no_wrap=True)
    table.add_column("backward", justify="right", no_wrap=True)
    table.add_column("outcome", no_wrap=True)
    for row in rows:
        table.add_row(
            str(row.id),
            f"{row.started:%Y-%m-%d %H:%M}",
            Text(row.title),
            f"{clock_text(row.walked)} / {clock_text(row.planned)}",
            clock_text(row.backward),
            OUTCOMES[row.outcome],
        )
    console.print(table)
    console.print(footer)


def print_walk(
    out: TextIO,
    heading: str,
    summary: Summary,
    details: Sequence[tuple[str, str]],
    theme: Theme,
) -> None:
    """One walk: planned against walked as strips and segment by segment, then its details."""
    console, glyphs = console_for(out), glyphs_for(out.encoding)
    console.print(Text(heading, style="bold"))
    for line in comparison(summary, console.width, glyphs, theme):
        console.print(rich_text(line))
    table = Table(box=box_for(glyphs), pad_edge=False, show_edge=False)
    for name, side in (("#", "right"), ("", "left"), ("planned", "right"), ("walked", "right")):
        table.add_column(name, justify=side, no_wrap=True)  # type: ignore[arg-type]
    table.add_column("label")
    for index, segment in enumerate(summary.session.segments):
        arrow = glyphs.arrows[segment.direction]
        table.add_row(
            str(index + 1),
            Text(f"{arrow} {segment.direction}", style=theme.ink[segment.direction]),
            segment_length(segment),
            clock_text(summary.by_segment[index]),
            Text(segment.label or ""),
        )
    console.print(table)
    for name, value in details:
        console.print(Text(f"{name:<10} {value}"))


def print_stats(out: TextIO, stats: Stats, today: date, theme: Theme) -> None:
    """Bars of the weeks, a calendar of the days, and the totals."""
    console, glyphs = console_for(out), glyphs_for(out.encoding)
    console.print(Text("Backward minutes a week", style="bold"))
    for line in _bars(stats.weeks[-WEEKS_SHOWN:], console.width, glyphs, theme):
        console.print(line)
    console.print()
    weeks = min(CALENDAR_WEEKS, max(4, (console.width - 6) // 2))
    console.print(Text(f"Days walked, the last {weeks} weeks", style="bold"))
    for row in _calendar(stats.days, today, weeks, glyphs, theme):
        console.print(row)
    console.print()
    for name, value in totals(stats):
        console.print(Text(f"{name:<16} {value}"))


def totals(stats: Stats) -> list[tuple[str, str]]:
    """The figures in words."""
    longest = clock_text(stats.longest)
    if stats.longest_on is not None:
        longest += f" backward, on {stats.longest_on.isoformat()}"
    weeks = "week" if stats.streak == 1 else "weeks"
    return [
        ("walks", f"{stats.walks:,}"),
        ("walked", clock_text(stats.walked)),
        ("forward", clock_text(stats.forward)),
        ("backward", clock_text(stats.backward)),
        ("longest bout", longest),
        (
            "streak",
            f"{stats.streak} {weeks} with {WALKS_A_WEEK} walks or more (best: {stats.best_streak})",
        ),
    ]


def minutes(length: timedelta) -> float:
    """A length in minutes, to a tenth."""
    return round(length.total_seconds() / 60, 1)


def _bars(weeks: Sequence[Week], width: int, glyphs: Glyphs, theme: Theme) -> list[Text]:
    most = max((week.backward for week in weeks), default=ZERO)
    room = max(8, min(40, width - 34))
    rows = []
    for week in weeks:
        size = round(room * (week.backward / most)) if most else 0
        size = max(size, 1) if week.backward else 0
        bar = Text(glyphs.full * size, style=theme.ink[Direction.BACKWARD])
        walks = f"{week.walks} walk{'' if week.walks == 1 else 's'}"
        rows.append(
            Text.assemble(
                f"{week.monday.isoformat()}  {minutes(week.backward):>6.1f} ",
                bar,
                f"  {walks}",
            )
        )
    return rows


def _calendar(
    days: Sequence[Day], today: date, weeks: int, glyphs: Glyphs, theme: Theme
) -> list[Text]:
    """A row for each day of the week, a column for each week up to today's."""
    by_day = {day.day: day for day in days}
    first = monday_of(today) - timedelta(weeks=weeks - 1)
    rows = []
    for place, name in enumerate(("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")):
        row = Text(f"{name}  ")
        for week in range(weeks):
            day = first + timedelta(weeks=week, days=place)
            found = by_day.get(day)
            if day > today:
                row.append("  ")
            elif found is None:
                row.append(f"{glyphs.dot} ", style="dim")
            else:
                way = Direction.BACKWARD if found.backward else Direction.FORWARD
                row.append(f"{glyphs.full} ", style=theme.ink[way])
        rows.append(row)
    return rows
