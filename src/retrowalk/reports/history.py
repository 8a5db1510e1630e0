"""The history as tables: a list of walks, and one walk."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import NamedTuple, TextIO

from rich.table import Table
from rich.text import Text

from ..core.describe import segment_length
from ..core.events import Outcome
from ..core.summary import Summary
from ..durations import clock_text
from ..screen.glyphs import glyphs_for
from ..screen.theme import Theme
from .console import box_for, console_for, rich_text
from .summary import comparison

OUTCOMES = {
    Outcome.COMPLETED: "completed",
    Outcome.ENDED: "ended early",
    Outcome.INTERRUPTED: "interrupted",
    None: "in progress",
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
    """Print walks as a table, in the given order."""
    console = console_for(out)
    table = Table(box=box_for(glyphs_for(out.encoding)), pad_edge=False, show_edge=False)
    table.add_column("id", justify="right", no_wrap=True)
    table.add_column("date", justify="right", no_wrap=True)
    table.add_column("session", overflow="ellipsis", no_wrap=True)
    table.add_column("walked", justify="right", no_wrap=True)
    table.add_column("backward", justify="right", no_wrap=True)
    table.add_column("outcome", no_wrap=True)
    for row in rows:
        table.add_row(
            str(row.id),
            f"{day_text(row.started.date())} {row.started:%H:%M}",
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
    """Print one walk: planned against walked as strips and by segment, then its details."""
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


def day_text(day: date) -> str:
    """Return a date for people: "21 Sep 2026"."""
    return f"{day.day} {day:%b %Y}"
