"""A session's timeline in rows, for the menu."""

from __future__ import annotations

from ..core.describe import round_text, segment_details, segment_length
from ..core.session import Session
from ..core.timeline import starts
from ..durations import clock_text
from ..terminal.lines import Line, text
from .glyphs import Glyphs
from .theme import BOLD, Theme


def plan_rows(session: Session, glyphs: Glyphs, theme: Theme, units: str) -> list[Line]:
    """Return a row for each segment: number, start, direction, length, round and details."""
    rows: list[Line] = []
    timed = zip(session.segments, starts(session), strict=True)
    for index, (segment, start) in enumerate(timed, 1):
        arrow, word = glyphs.arrows[segment.direction], str(segment.direction)
        begins = "" if start is None else clock_text(start)
        rows.append(
            [
                *text(f"{index:>3}  {begins:>7}  ", theme.quiet),
                *text(f"{arrow} {word:<8}", theme.ink[segment.direction]),
                *text(f"  {segment_length(segment):>6}  ", BOLD),
                *text(f"{round_text(segment):<9}", theme.quiet),
                *text(f" {glyphs.dot} ".join(segment_details(segment, units))),
            ]
        )
    return rows
