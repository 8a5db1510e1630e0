"""`.svg`: a picture of the session: its segments to scale, and a list of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from ..core.describe import ARROWS, segment_details, segment_length, segment_name, session_totals
from ..core.session import ZERO, Direction, Segment, Session
from ..core.timeline import starts
from ..cues.safety_text import SAFETY_LINE
from ..durations import clock_text
from ..svg import CHARACTER, HEIGHTS, bar, clipped, document, element, text
from .formats import Options, OutputFile, file_with

WIDTH, EDGE = 960, 32
ROW, TOP, BAND = 26, 118, 96
SMALL = 14
"""The font size of everything but the title, in pixels."""
ONE_COLUMN = 24
"""The maximum number of segments listed in one column, with full width for labels and notes."""
MAX_ROWS = 240
"""Maximum number of segments in the list; the strip shows all."""


def files(session: Session, path: Path, options: Options) -> Iterable[OutputFile]:
    """Return one file."""
    return [file_with(path, picture(session, options.units))]


def picture(session: Session, units: str) -> str:
    """Return the file's content."""
    listed = session.segments[:MAX_ROWS]
    rows = len(listed) if len(listed) <= ONE_COLUMN else -(-len(listed) // 2)
    height = TOP + BAND + 100 + rows * ROW + EDGE
    hidden = len(session.segments) - len(listed)
    totals = session_totals(session)
    body = [
        text(EDGE, 54, clipped(session.title, 28, WIDTH - 2 * EDGE), "title"),
        text(EDGE, 82, totals, "soft"),
        *_strip(session, units),
        *_list(session, listed, rows, units),
    ]
    ending = f"and {hidden:,} more. {SAFETY_LINE}" if hidden else SAFETY_LINE
    body.append(text(EDGE, height - EDGE + 4, ending, "soft"))
    return document(WIDTH, height, session.title, totals, body)


def _strip(session: Session, units: str) -> Iterator[str]:
    """Yield the segments to scale, and the start of each if there is room for it."""
    lengths = [segment.drawn_length for segment in session.segments]
    whole = sum(lengths, ZERO)
    at, free = ZERO, 0.0
    for segment, start, length in zip(session.segments, starts(session), lengths, strict=True):
        x = EDGE + (WIDTH - 2 * EDGE) * (at / whole)
        yield from _block(segment, x, (WIDTH - 2 * EDGE) * (length / whole), units)
        if start is not None and x >= free:
            shown = clock_text(start)
            yield _tick(x, shown, "soft")
            free = x + _width(shown) + 10
        at += length
    shown = clock_text(session.total)
    if not session.has_open and WIDTH - EDGE - _width(shown) >= free:
        yield _tick(WIDTH - EDGE, shown, "soft end")


def _block(segment: Segment, x: float, width: float, units: str) -> Iterator[str]:
    height = BAND * HEIGHTS[segment.direction]
    gap = 1.5 if width > 6 else 0
    title = " · ".join([segment_name(segment), *segment_details(segment, units)])
    kind, top = str(segment.direction), TOP + BAND - height
    yield bar(kind, x, top, max(0.4, width - gap), height, title, rx=2 if gap else None)
    shown = segment_length(segment)
    if width > _width(shown) + 6 and segment.direction is not Direction.STAND:
        yield text(x + (width - gap) / 2, TOP + BAND - height / 2 + 5, shown, "on strong middle")


def _tick(x: float, shown: str, class_: str) -> str:
    y = TOP + BAND
    return element("path", class_="line", d=f"M{x:.1f} {y + 4}v6") + text(x, y + 26, shown, class_)


def _list(session: Session, listed: tuple[Segment, ...], rows: int, units: str) -> Iterator[str]:
    """Yield every segment with its start, label and note, in one or two columns."""
    room = (WIDTH - 2 * EDGE) / (1 if rows == len(listed) else 2)
    for index, (segment, start) in enumerate(zip(listed, starts(session), strict=False)):
        x = EDGE + (index // rows) * room
        y = TOP + BAND + 68 + (index % rows) * ROW
        details = " · ".join(segment_details(segment, units))
        yield text(x + 52, y, "" if start is None else clock_text(start), "soft end")
        name = f"{ARROWS[segment.direction]} {segment_name(segment)}"
        yield text(x + 66, y, name, f"{segment.direction} strong")
        yield text(x + 216, y, clipped(details, SMALL, room - 226))


def _width(shown: str) -> float:
    return len(shown) * SMALL * CHARACTER
