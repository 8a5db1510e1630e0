"""`.md`: the session as a table to print."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from ..core.describe import (
    ARROWS,
    round_text,
    segment_details,
    segment_length,
    session_totals,
)
from ..core.session import Segment, Session
from ..core.timeline import starts
from ..cues.safety_text import SAFETY_LINE
from ..durations import clock_text
from ..sanitize import printable
from .formats import Options, OutputFile, file_with

HEAD = ("#", "start", "direction", "length", "round", "label and note")
RULE = ("--:", "--:", ":--", "--:", ":--", ":--")
_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~&!])")


def files(session: Session, path: Path, options: Options) -> Iterable[OutputFile]:
    """Return one file."""
    return [file_with(path, page(session, options.units))]


def page(session: Session, units: str) -> str:
    """Return the file's content."""
    rows = [HEAD, RULE]
    for index, (segment, start) in enumerate(
        zip(session.segments, starts(session), strict=True), 1
    ):
        at = "" if start is None else clock_text(start)
        rows.append((str(index), at, *_cells(segment, units)))
    table = "\n".join(f"| {' | '.join(row)} |" for row in rows)
    title = plain(printable(session.title))
    return f"# {title}\n\n{table}\n\n{session_totals(session)}\n\n{SAFETY_LINE}\n"


def plain(text: str) -> str:
    """Return the text with all Markdown syntax escaped."""
    return _SPECIAL.sub(r"\\\1", text)


def _cells(segment: Segment, units: str) -> tuple[str, str, str, str]:
    details = " · ".join(plain(text) for text in segment_details(segment, units))
    direction = f"{ARROWS[segment.direction]} {segment.direction}"
    return direction, segment_length(segment), round_text(segment), details
