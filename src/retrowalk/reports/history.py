"""The history as tables: a list of walks, and one walk."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, TextIO

from rich.cells import cell_len, set_cell_size
from rich.console import Console
from rich.table import Table
from rich.text import Text

from ..core.describe import segment_length
from ..core.events import Outcome
from ..core.session import ZERO
from ..core.summary import Summary
from ..durations import clock_text
from ..sanitize import printable
from ..screen.glyphs import Glyphs, glyphs_for
from ..screen.strip import Strip
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
GAP = "  "
"""What separates the columns of the list."""
TITLE, MIN_TITLE, STRIP = "Session", 10, 10
"""The column that gets shorter, and widths in cells."""
DROPPED = (3, 6, 7, 5, 4)
"""Columns that are left out in a narrow terminal, in this order."""


def no_walks(*, filtered: bool) -> str:
    """Return what to print instead of an empty list."""
    return NO_MATCH if filtered else NO_WALKS


def walk_title(record: WalkRecord) -> str:
    """Return a walk's ID, session and start in one line."""
    return f"walk {record.id}: {record.session.title}, {_start_text(record.started)}"


def print_walks(
    out: TextIO, lines: Sequence[WalkLine], count: int, theme: Theme, today: date
) -> None:
    """Print walks as a table; `count` is how many there are with those not listed.

    Rich's tables take minutes for a hundred thousand rows, so the rows are laid out here.
    """
    console, glyphs = console_for(out), glyphs_for(out.encoding)
    strips = _Strips(console, glyphs, theme)
    columns = _fitting(_columns(lines, today, strips), console.width)
    head = GAP.join(column.cell(column.heading) for column in columns)
    console.print(Text(head.rstrip(), style="bold"), overflow="crop", no_wrap=True)
    console.print(("─" if glyphs.halves else "-") * min(cell_len(head), console.width))
    out.writelines(
        GAP.join(column.cell(column.content(line)) for column in columns).rstrip() + "\n"
        for line in lines
    )
    shown = f"; the last {len(lines)} are shown (--all shows all)" if count > len(lines) else ""
    console.print(f"{count:,} walk{'' if count == 1 else 's'}{shown}")


class _Strips:
    """Draw the plan of each walk as a small strip, equal plans once."""

    def __init__(self, console: Console, glyphs: Glyphs, theme: Theme) -> None:
        self._console, self._glyphs, self._theme = console, glyphs, theme
        self._drawn: dict[int, str] = {}

    def of(self, line: WalkLine) -> str:
        """Return the strip with its colours; spaces if the plan is damaged."""
        session = line.session
        if session is None:
            return " " * STRIP
        if id(session) not in self._drawn:
            band = Strip(session, STRIP, self._glyphs, self._theme).band()
            with self._console.capture() as captured:
                self._console.print(rich_text(band), end="")
            self._drawn[id(session)] = captured.get()
        return self._drawn[id(session)]


@dataclass(frozen=True)
class _Column:
    """A column; `drawn` content has its width already, and colours that do not count for it."""

    heading: str
    width: int
    content: Callable[[WalkLine], str]
    right: bool = True
    drawn: bool = False

    def cell(self, text: str) -> str:
        """Return the text at the column's width; what is too long ends in an ellipsis."""
        if self.drawn and text:
            return text
        room = self.width - (len(text) if text.isascii() else cell_len(text))
        if room < 0:
            return set_cell_size(text, self.width - 1) + "…"
        return " " * room + text if self.right else text + " " * room


def _columns(lines: Sequence[WalkLine], today: date, strips: _Strips) -> list[_Column]:
    def longest(texts: Iterable[str], heading: str) -> int:
        return max(len(heading), *map(cell_len, texts))

    def start(line: WalkLine) -> str:
        day = line.started.date()
        time = f" {line.started:%H:%M}" if day.year == today.year else ""
        return short_day_text(day, today) + time

    walked = (_clock(max(n.walked for n in lines)), _clock(max(n.backward for n in lines)))
    titles = longest({printable(title) for title in {n.title for n in lines}}, TITLE)
    return [
        _Column("ID", longest((str(max(n.id for n in lines)),), "ID"), lambda n: str(n.id)),
        _Column("Start", len("21 Sep 18:30"), start),
        _Column(TITLE, titles, lambda n: printable(n.title), right=False),
        _Column("", STRIP, strips.of, drawn=True),
        _Column("Walked", longest(walked[:1], "Walked"), lambda n: _clock(n.walked)),
        _Column("Backward", longest(walked[1:], "Backward"), lambda n: _clock(n.backward)),
        _Column("Effort", 6, lambda n: "" if n.effort is None else str(n.effort)),
        _Column("", longest(map(_unusual, lines), ""), _unusual, right=False),
    ]


def _unusual(line: WalkLine) -> str:
    """Return a walk's remarks: how it ended unless it was completed, and a stumble."""
    marks = [] if line.outcome is Outcome.COMPLETED else [OUTCOMES[line.outcome]]
    return ", ".join(["stumbled", *marks] if line.stumble else marks)


def _fitting(columns: list[_Column], width: int) -> list[_Column]:
    """Return the columns that fit: shorten the title, then drop the less important columns."""

    def room() -> int:
        others = sum(column.width for column in shown if column.heading != TITLE)
        return width - others - len(GAP) * (len(shown) - 1)

    shown = [column for column in columns if column.width]
    for dropped in (c for n in DROPPED for c in columns[n : n + 1]):
        if room() >= MIN_TITLE:
            break
        shown = [column for column in shown if column is not dropped]
    return [
        replace(c, width=max(1, min(c.width, room()))) if c.heading == TITLE else c for c in shown
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
    said = (
        ("Stumble", feedback.stumble),
        ("Dizziness", feedback.dizziness),
        ("Alarm", feedback.alarm),
    )
    for name, answer in said:
        if answer is not None:
            yield name, "yes" if answer else "no"
    if feedback.morning_pain is not None:
        yield "Next morning", f"pain {feedback.morning_pain} of 10"
    if feedback.note:
        yield "Note", feedback.note
    yield "Version", record.version


def _start_text(start: datetime) -> str:
    return f"{day_text(start.date())} {start:%H:%M}"


def short_day_text(day: date, today: date) -> str:
    """Return a human-readable date, without the year if it is the current one: "21 Sep"."""
    return f"{day.day} {day:%b}" if day.year == today.year else day_text(day)


def day_text(day: date) -> str:
    """Return a human-readable date: "21 Sep 2026"."""
    return f"{day.day} {day:%b %Y}"
