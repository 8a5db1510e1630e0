"""A recorded walk as a table, and the words for how walks ended."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from rich.console import Console, ConsoleOptions, RenderResult
from rich.table import Table
from rich.text import Text

from ..core.describe import segment_length
from ..core.events import Outcome
from ..core.session import ZERO
from ..core.summary import Summary
from ..durations import clock_text
from ..sanitize import printable
from ..screen.glyphs import Glyphs, glyphs_for
from ..screen.theme import Theme
from .console import box_for, rich_text
from .dates import day_text
from .summary import comparison

if TYPE_CHECKING:
    from ..history.record import WalkRecord

OUTCOMES = {
    Outcome.COMPLETED: "completed",
    Outcome.ENDED: "ended early",
    Outcome.INTERRUPTED: "interrupted",
    None: "in progress",
}
NO_WALKS = "No walks yet. Start one: retrowalk start-small\n"
NO_MATCH = "No walks match.\n"


def no_walks(*, filtered: bool) -> str:
    """Return what to print instead of an empty list."""
    return NO_MATCH if filtered else NO_WALKS


def walk_title(record: WalkRecord) -> str:
    """Return a walk's ID, session and start in one line."""
    return f"walk {record.id}: {record.session.title}, {_start_text(record.started)}"


@dataclass(frozen=True)
class WalkReport:
    """A walk: planned and walked time as strips and by segment, then other details."""

    record: WalkRecord
    theme: Theme

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Yield the heading, the strips, the table and the details."""
        record, glyphs = self.record, glyphs_for(options.encoding)
        summary = record.as_interrupted().summary
        start, outcome = _start_text(record.started), OUTCOMES[record.outcome]
        yield Text(printable(f"{record.session.title}, {start}, {outcome}"), style="bold")
        for line in comparison(summary, options.max_width, glyphs, self.theme):
            yield rich_text(line)
        yield self._table(summary, glyphs)
        for name, value in _details(record, summary):
            yield Text(f"{name:<12} {printable(value)}")

    def _table(self, summary: Summary, glyphs: Glyphs) -> Table:
        table = Table(box=box_for(glyphs), pad_edge=False, show_edge=False)
        table.add_column("#", justify="right", no_wrap=True)
        table.add_column("", no_wrap=True)
        table.add_column("Planned", justify="right", no_wrap=True)
        table.add_column("Walked", justify="right", no_wrap=True)
        table.add_column("Label")
        for index, segment in enumerate(summary.session.segments):
            arrow = glyphs.arrows[segment.direction]
            table.add_row(
                str(index + 1),
                Text(f"{arrow} {segment.direction}", style=self.theme.ink[segment.direction]),
                segment_length(segment),
                clock_text(summary.by_segment[index]),
                Text(printable(segment.label or "")),
            )
        return table


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
    answers = (
        ("Stumble", feedback.stumble),
        ("Dizziness", feedback.dizziness),
        ("Alarm", feedback.alarm),
    )
    for name, answer in answers:
        if answer is not None:
            yield name, "yes" if answer else "no"
    if feedback.morning_pain is not None:
        yield "Next morning", f"pain {feedback.morning_pain} of 10"
    if feedback.note:
        yield "Note", feedback.note
    yield "Version", record.version


def _start_text(start: datetime) -> str:
    return f"{day_text(start.date())} {start:%H:%M}"
