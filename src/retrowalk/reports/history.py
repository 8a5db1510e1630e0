"""The history as tables: a list of walks, and one walk."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, TextIO

from rich.cells import cell_len, set_cell_size
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
GAP = "   "
"""What separates the columns of the list."""
MIN_TITLE, MIN_COLUMNS = 10, 3
"""What is left of the list in a narrow terminal: cells of a title, and columns."""


def no_walks(*, filtered: bool) -> str:
    """Return what to print instead of an empty list."""
    return NO_MATCH if filtered else NO_WALKS


def walk_title(record: WalkRecord) -> str:
    """Return a walk's ID, session and start in one line."""
    return f"walk {record.id}: {record.session.title}, {_start_text(record.started)}"


def print_walks(out: TextIO, lines: Sequence[WalkLine], count: int) -> None:
    """Print walks as a table; `count` is how many there are with those not listed.

    Rich's tables take minutes for a hundred thousand rows, so the rows are laid out here.
    """
    console, glyphs = console_for(out), glyphs_for(out.encoding)
    columns = _fitting(_columns(lines), console.width)
    head = GAP.join(column.cell(column.heading) for column in columns)
    console.print(Text(head.rstrip(), style="bold"), overflow="crop", no_wrap=True)
    console.print(("─" if glyphs.halves else "-") * min(len(head), console.width))
    out.writelines(
        GAP.join(column.cell(column.content(line)) for column in columns).rstrip() + "\n"
        for line in lines
    )
    shown = f"; the last {len(lines)} are shown (--all shows all)" if count > len(lines) else ""
    console.print(f"{count:,} walk{'' if count == 1 else 's'}{shown}")


@dataclass(frozen=True)
class _Column:
    heading: str
    width: int
    content: Callable[[WalkLine], str]
    right: bool = True

    def cell(self, text: str) -> str:
        """Return the text at the column's width; what is too long ends in an ellipsis."""
        room = self.width - (len(text) if text.isascii() else cell_len(text))
        if room < 0:
            return set_cell_size(text, self.width - 1) + "…"
        return " " * room + text if self.right else text + " " * room


def _columns(lines: Sequence[WalkLine]) -> list[_Column]:
    def longest(length: Callable[[WalkLine], int]) -> str:
        return _clock(max(map(length, lines), default=0))

    def walked(line: WalkLine) -> str:
        return f"{_clock(line.walked)} / {_clock(line.planned)}"

    widest = f"{longest(lambda line: line.walked)} / {longest(lambda line: line.planned)}"
    titles = [cell_len(printable(title)) for title in {line.title for line in lines}]
    outcomes = max(len(text) for text in OUTCOMES.values())
    return [
        _Column("ID", len(str(max((n.id for n in lines), default=0))) + 1, lambda n: str(n.id)),
        _Column("Start", len("21 Sep 2026 18:30"), lambda n: _start_text(n.started)),
        _Column("Session", max(7, *titles), lambda n: printable(n.title), right=False),
        _Column("Walked", max(6, len(widest)), walked),
        _Column("Backward", 8, lambda n: _clock(n.backward)),
        _Column("Outcome", outcomes, lambda n: OUTCOMES[n.outcome], right=False),
    ]


def _fitting(columns: list[_Column], width: int) -> list[_Column]:
    """Return the columns that fit: the title gets shorter, then the last ones are left out."""
    while True:
        others = sum(c.width for c in columns if c.heading != "Session")
        room = width - others - len(GAP) * (len(columns) - 1)
        if room >= MIN_TITLE or len(columns) <= MIN_COLUMNS:
            break
        columns = columns[:-1]
    return [
        replace(c, width=max(1, min(c.width, room))) if c.heading == "Session" else c
        for c in columns
    ]


def _clock(milliseconds: int) -> str:
    return clock_text(milliseconds * _MS)


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
