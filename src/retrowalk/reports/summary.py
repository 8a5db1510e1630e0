"""The summary of a walk: planned against walked, and what to walk next."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from rich.console import Console, ConsoleOptions, RenderResult
from rich.style import Style
from rich.table import Table
from rich.text import Text

from ..core import energy
from ..core.describe import planned_text, segment_length
from ..core.events import Outcome
from ..core.session import Direction
from ..core.summary import Summary
from ..durations import clock_text
from ..sanitize import printable
from ..screen.glyphs import Glyphs, glyphs_for
from ..screen.strip import Strip
from ..screen.theme import BOLD, Theme
from ..terminal.lines import Line, text
from .console import box_for, rich_text
from .next_step import advice

if TYPE_CHECKING:
    from ..history.record import Feedback

HEADLINES: dict[Outcome | None, str] = {
    Outcome.COMPLETED: "Done.",
    Outcome.ENDED: "Ended early.",
    Outcome.INTERRUPTED: "Interrupted.",
    None: "Interrupted.",
}
MAX_STRIP = 100
"""The widest strip, in cells."""
SHORT_SESSION, MOST_LISTED = 8, 12
"""A session of up to 8 segments is listed completely, of a longer one at most 12 segments."""


@dataclass(frozen=True)
class SummaryReport:
    """Planned and walked time, and what to walk next, for any Rich console.

    With a weight in kg it includes the energy. `bare` leaves out strips, for screen readers. The
    advice depends on the walker's `feedback`.
    """

    summary: Summary
    theme: Theme
    weight: float | None = None
    bare: bool = False
    feedback: Feedback | None = None

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Yield the headline, the strips, the table, the counts and the advice."""
        summary, bare, glyphs = self.summary, self.bare, glyphs_for(options.encoding)
        summary = replace(summary, session=glyphs.session(summary.session))
        title = printable(summary.session.title)
        yield Text(f"{HEADLINES[summary.outcome]} {title}", style="bold")
        if not bare:
            width = min(options.max_width, MAX_STRIP)
            lines = comparison(summary, width, glyphs, self.theme)
            yield Text("\n").join(rich_text(line) for line in ([], *lines, []))
        yield _table(summary, glyphs, self.theme, bare=bare)
        yield Text(counts_line(summary, ", " if bare else f" {glyphs.dot} "))
        if self.weight is not None:
            yield Text(energy.sentence(energy.kilocalories(summary.by_speed, self.weight)))
        if words := advice(summary, self.feedback):
            if not bare:
                yield Text()
            yield Text(words)


def _table(summary: Summary, glyphs: Glyphs, theme: Theme, *, bare: bool) -> Table:
    table = Table(box=None if bare else box_for(glyphs), pad_edge=False, show_edge=False)
    table.add_column("")
    table.add_column("planned", justify="right")
    table.add_column("walked", justify="right")
    for index in _listed(summary):
        segment = summary.session.segments[index]
        label = f", {glyphs.words(printable(segment.label))}" if segment.label else ""
        name = f"{index + 1} {segment.direction}{label}"
        walked = clock_text(summary.by_segment[index])
        style = theme.ink[segment.direction]
        table.add_row(Text(name, style=style), segment_length(segment), Text(walked, style=style))
    if table.rows and not bare:
        table.add_section()
    for name, style, planned, walked in _totals(summary, theme):
        table.add_row(Text(name, style=style), planned, Text(walked, style=style))
    return table


def _listed(summary: Summary) -> list[int]:
    """Return the segments to list: all of a short session, else those not walked as planned."""
    segments = summary.session.segments
    if len(segments) <= SHORT_SESSION:
        return list(range(len(segments)))
    changed = [
        index
        for index, (segment, walked) in enumerate(zip(segments, summary.by_segment, strict=True))
        if segment.duration is None or abs(walked - segment.duration) >= timedelta(seconds=1)
    ]
    return changed[:MOST_LISTED]


def _totals(summary: Summary, theme: Theme) -> Iterator[tuple[str, Style, str, str]]:
    """Yield name, style, planned and walked time of everything and of each direction."""
    session = summary.session
    names: list[tuple[str, Style]] = [("total", BOLD)]
    names += [(str(direction), theme.ink[direction]) for direction in Direction]
    planned = [session.total, *(session.time(direction) for direction in Direction)]
    walked = [summary.total, *(summary.walked[direction] for direction in Direction)]
    for (name, style), plan, walk in zip(names, planned, walked, strict=True):
        has_open = session.has_open and name in ("total", *session.open_directions)
        if plan or walk or has_open:
            yield name, style, planned_text(plan, has_open=has_open), clock_text(walk)


def counts_line(summary: Summary, separator: str = " · ") -> str:
    """Return "2 of 3 segments finished · 1 skipped · paused 0:01", without zero counts."""
    parts = [f"{summary.done} of {len(summary.session.segments)} segments finished"]
    if summary.skipped:
        parts.append(f"{summary.skipped} skipped")
    if summary.pauses:
        parts.append(f"paused {clock_text(summary.paused)}")
    return separator.join(parts)


def comparison(summary: Summary, width: int, glyphs: Glyphs, theme: Theme) -> list[Line]:
    """Return the session's strip, and below it a strip of the time walked in each segment.

    From 40 cells on, the strips have names before them.
    """
    names = ("planned  ", "", "walked   ", " " * 9) if width >= 40 else ("",) * 4
    strip = Strip(summary.session, width - len(names[0]), glyphs, theme)
    lines = [strip.band(), [], strip.walked(summary.by_segment)]
    if brackets := strip.rounds():
        lines.append(brackets)
    return [[*text(name, theme.quiet), *line] for name, line in zip(names, lines, strict=False)]
