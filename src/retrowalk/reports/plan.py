"""Tables of a session's plan and of the presets."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import TextIO

from rich.console import JustifyMethod
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
from ..screen.theme import WORDS, Theme
from .console import box_for, console_for, rich_text
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
"""The width in cells from which directions are named as well as shown by an arrow."""


def print_plan(out: TextIO, session: Session, theme: Theme, units: str = "km/h") -> None:
    """Print the session's strip and its timeline as a table."""
    console, glyphs = console_for(out), glyphs_for(out.encoding)
    console.print(Text(session.title, style="bold"))
    strip = Strip(session, min(console.width, MAX_STRIP), glyphs, theme)
    console.print(rich_text(strip.band()))
    if brackets := strip.rounds():
        console.print(rich_text(brackets))
    console.print()
    table = Table(box=box_for(glyphs), pad_edge=False, show_edge=False)
    # narrow terminals keep the times and the direction
    shown = [place for place, (_, _, least) in enumerate(PLAN_COLUMNS) if console.width >= least]
    for place in shown:
        heading, side, _ = PLAN_COLUMNS[place]
        table.add_column(heading, justify=side, no_wrap=heading != LABEL)
    for index, (segment, start) in enumerate(
        zip(session.segments, starts(session), strict=True), 1
    ):
        row = _plan_row(index, segment, start, glyphs, theme, units)
        if console.width < WORDS_FROM:
            row[2] = Text(glyphs.arrows[segment.direction], style=theme.ink[segment.direction])
        table.add_row(*(row[place] for place in shown))
    console.print(table)
    console.print(session_totals(session))


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
        Text(f"{arrow} {WORDS[segment.direction].lower()}", style=theme.ink[segment.direction]),
        Text(segment_length(segment)),
        Text(round_text(segment)),
        Text(f" {glyphs.dot} ".join(segment_details(segment, units))),
    ]


def print_presets(out: TextIO, entries: Iterable[tuple[str, str, Session]]) -> None:
    """Print the presets as a table of name, summary, total time and backward time."""
    console, glyphs = console_for(out), glyphs_for(out.encoding)
    table = Table(box=box_for(glyphs), pad_edge=False, show_edge=False)
    table.add_column("name", no_wrap=True)
    table.add_column("summary")
    table.add_column("total", justify="right", no_wrap=True)
    table.add_column("backward", justify="right", no_wrap=True)
    for name, summary, session in entries:
        total, backward = total_length(session), total_length(session, Direction.BACKWARD)
        table.add_row(Text(name, style="bold"), Text(summary), total, backward)
    console.print(table)
