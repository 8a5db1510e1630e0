"""Tables of a session's plan and of the presets."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from rich.console import Console, ConsoleOptions, JustifyMethod, RenderResult
from rich.table import Table
from rich.text import Text

from ..core.describe import (
    round_text,
    segment_details,
    segment_length,
    session_totals,
    total_length,
)
from ..core.session import Direction, Segment, Session
from ..core.timeline import starts
from ..durations import clock_text
from ..screen.glyphs import Glyphs, glyphs_for
from ..screen.strip import Strip
from ..screen.theme import Theme
from .console import box_for, rich_text
from .summary import MAX_STRIP

LABEL = "label and note"
PLAN_COLUMNS: tuple[tuple[str, JustifyMethod, int], ...] = (
    ("#", "right", 58),
    ("start", "right", 0),
    ("", "left", 0),
    ("length", "right", 0),
    ("round", "left", 58),
    (LABEL, "left", 46),
)
"""Each column's heading, its alignment, and the width in cells from which it is shown."""
WORDS_FROM = 30
"""The width in cells from which directions have a word beside their arrow."""


@dataclass(frozen=True)
class PlanReport:
    """A session's strip and its timeline as a table, for any Rich console."""

    session: Session
    theme: Theme
    units: str = "km/h"

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Yield the title, the strip, the table and the totals."""
        width, glyphs = options.max_width, glyphs_for(options.encoding)
        session = glyphs.session(self.session)
        yield Text(session.title, style="bold")
        strip = Strip(session, min(width, MAX_STRIP), glyphs, self.theme)
        yield rich_text(strip.band())
        if brackets := strip.rounds():
            yield rich_text(brackets)
        yield Text()
        yield self._table(session, width, glyphs)
        yield Text(session_totals(session))

    def _table(self, session: Session, width: int, glyphs: Glyphs) -> Table:
        """Return the timeline; narrow terminals keep the times and the direction."""
        table = Table(box=box_for(glyphs), pad_edge=False, show_edge=False)
        shown = [place for place, (_, _, least) in enumerate(PLAN_COLUMNS) if width >= least]
        for place in shown:
            heading, side, _ = PLAN_COLUMNS[place]
            table.add_column(heading, justify=side, no_wrap=heading != LABEL)
        for index, (segment, start) in enumerate(
            zip(session.segments, starts(session), strict=True), 1
        ):
            row = _plan_row(index, segment, start, glyphs, self.theme, self.units)
            if width < WORDS_FROM:
                ink = self.theme.ink[segment.direction]
                row[2] = Text(glyphs.arrows[segment.direction], style=ink)
            table.add_row(*(row[place] for place in shown))
        return table


def _plan_row(
    index: int,
    segment: Segment,
    start: timedelta | None,
    glyphs: Glyphs,
    theme: Theme,
    units: str,
) -> list[Text]:
    arrow = glyphs.arrows[segment.direction]
    return [
        Text(str(index)),
        Text("" if start is None else clock_text(start)),
        Text(f"{arrow} {segment.direction}", style=theme.ink[segment.direction]),
        Text(segment_length(segment)),
        Text(round_text(segment)),
        Text(f" {glyphs.dot} ".join(segment_details(segment, units))),
    ]


@dataclass(frozen=True)
class PresetsReport:
    """Presets as a table of name, summary, total time and backward time."""

    entries: Sequence[tuple[str, str, Session]]

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Yield the table."""
        box = box_for(glyphs_for(options.encoding))
        table = Table(box=box, pad_edge=False, show_edge=False)
        table.add_column("name", no_wrap=True)
        table.add_column("summary")
        table.add_column("total", justify="right", no_wrap=True)
        table.add_column("backward", justify="right", no_wrap=True)
        for name, summary, session in self.entries:
            total, backward = total_length(session), total_length(session, Direction.BACKWARD)
            table.add_row(Text(name, style="bold"), Text(summary), total, backward)
        yield table
