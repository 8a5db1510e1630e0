"""The history as tables: a list of walks, and one walk."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, TextIO

from rich.table import Table
from rich.text import Text

from ..core.describe import segment_length
from ..core.events import Outcome
from ..core.session import ZERO
from ..core.summary import Summary
from ..durations import clock_text
from ..sanitize import printable
from ..screen.glyphs import glyphs_for
from ..screen.theme import Theme
from .console import box_for, console_for, rich_text
from .summary import comparison

if TYPE_CHECKING:
    from ..history.record import WalkRecord
    from ..history.store import WalkLine

OUTCOMES = {
    Outcome.COMPLETED: "completed",
    Outcome.ENDED: "ended early",
    Outcome.INTERRUPTED: "interrupted",
    None: "in progress",
}


NO_WALKS = "No walks yet. Start one: retrowalk start-small\n"
NO_MATCH = "No walks match.\n"
_MS = timedelta(milliseconds=1)


def no_walks(*, filtered: bool) -> str:
    """Return what to print instead of an empty list."""
    return NO_MATCH if filtered else NO_WALKS


def walk_title(record: WalkRecord) -> str:
    """Return a walk's ID, session and start in one line."""
    return f"walk {record.id}: {record.session.title}, {_start_text(record.started)}"


def print_walks(out: TextIO, lines: Sequence[WalkLine], count: int) -> None:
    """Print walks as a table; `count` is how many there are with those not listed."""
    console = console_for(out)
    table = Table(box=box_for(glyphs_for(out.encoding)), pad_edge=False, show_edge=False)
    table.add_column("ID", justify="right", no_wrap=True)
    table.add_column("Start", justify="right", no_wrap=True)
    table.add_column("Session", overflow="ellipsis", no_wrap=True)
    table.add_column("Walked", justify="right", no_wrap=True)
    table.add_column("Backward", justify="right", no_wrap=True)
    table.add_column("Outcome", no_wrap=True)
    for line in lines:
        table.add_row(
            str(line.id),
            _start_text(line.started),
            Text(printable(line.title)),
            f"{clock_text(line.walked * _MS)} / {clock_text(line.planned * _MS)}",
            clock_text(line.backward * _MS),
            OUTCOMES[line.outcome],
        )
    console.print(table)
    shown = f"; the last {len(lines)} are shown (--all shows all)" if count > len(lines) else ""
    console.print(f"{count:,} walk{'' if count == 1 else 's'}{shown}")


def print_walk(out: TextIO, record: WalkRecord, theme: Theme) -> None:
    """Print a walk: planned and walked time as strips and by segment, then other details."""
    console, glyphs = console_for(out), glyphs_for(out.encoding)
    session, summary = record.session, record.as_interrupted().summary
    heading = f"{session.title}, {_start_text(record.started)}, {OUTCOMES[record.outcome]}"
    console.print(Text(printable(heading), style="bold"))
    for line in comparison(summary, console.width, glyphs, theme):
        console.print(rich_text(line))
    table = Table(box=box_for(glyphs), pad_edge=False, show_edge=False)
    for name, side in (("#", "right"), ("", "left"), ("Planned", "right"), ("Walked", "right")):
        table.add_column(name, justify=side, no_wrap=True)  # type: ignore[arg-type]
    table.add_column("Label")
    for index, segment in enumerate(session.segments):
        arrow = glyphs.arrows[segment.direction]
        table.add_row(
            str(index + 1),
            Text(f"{arrow} {segment.direction}", style=theme.ink[segment.direction]),
            segment_length(segment),
            clock_text(summary.by_segment[index]),
            Text(printable(segment.label or "")),
        )
    console.print(table)
    for name, value in _details(record, summary):
        console.print(Text(f"{name:<12} {printable(value)}"))


def _details(record: WalkRecord, summary: Summary) -> Iterator[tuple[str, str]]:
    feedback = record.feedback
    yield "Walked", f"{clock_text(summary.total)} of {clock_text(record.session.total)}"
    yield "Segments", f"{summary.done} finished, {summary.skipped} skipped"
    if summary.pauses:
        yield "Pauses", f"{summary.pauses} ({clock_text(summary.paused)})"
    for name, lengths in (("Gaps", record.gaps), ("Interrupted", record.breaks)):
        if lengths:
            yield name, f"{len(lengths)} ({clock_text(sum(lengths, ZERO))})"
    for name, number in (("Effort", feedback.effort), ("Pain", feedback.pain)):
        if number is not None:
            yield name, f"{number} of 10"
    if feedback.stumble is not None:
        yield "Stumble", "yes" if feedback.stumble else "no"
    if feedback.note:
        yield "Note", feedback.note
    yield "Version", record.version


def _start_text(start: datetime) -> str:
    return f"{day_text(start.date())} {start:%H:%M}"


def day_text(day: date) -> str:
    """Return a date for people: "21 Sep 2026"."""
    return f"{day.day} {day:%b %Y}"
