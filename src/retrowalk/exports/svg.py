"""`.svg`: the session as a band to scale, with its times and labels."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import timedelta
from html import escape
from pathlib import Path

from ..core.describe import (
    ARROWS,
    segment_details,
    segment_length,
    segment_name,
    session_totals,
)
from ..core.session import ZERO, Direction, Segment, Session
from ..core.timeline import starts
from ..cues.wording import SAFETY_LINE
from ..durations import clock_text
from ..sanitize import printable
from .formats import Options, Part, whole

WIDTH, EDGE = 960, 32
ROW, TOP, BAND = 26, 118, 96
ONE_COLUMN = 24
"""Segments up to which each has the whole width for its label and note."""
MOST_ROWS = 240
"""Segments that are listed; the band shows all."""
OPEN_AS = timedelta(minutes=1)
"""How long an open segment is drawn that has no limit."""
CHARACTER = 7.2
"""The width of a small character, roughly."""
HEIGHTS = {Direction.FORWARD: 0.55, Direction.BACKWARD: 1.0, Direction.STAND: 0.2}
"""Of the band, as on the terminal: a direction is told by shape and colour."""
STYLE = """
svg { font-family: system-ui, -apple-system, "Segoe UI", sans-serif; font-size: 14px }
.ground { fill: #fff } text { fill: #1c1c1c } .soft { fill: #5c5c5c } .line { stroke: #b8b8b8 }
.forward { fill: #005a8c } .backward { fill: #8f4700 } .stand { fill: #4a4a4a }
.title { font-size: 28px; font-weight: 700 } .end { text-anchor: end }
.middle { text-anchor: middle } .on { fill: #fff; font-weight: 600 }
.open { fill-opacity: .8; stroke: currentColor; stroke-dasharray: 4 4 }
text.forward, text.backward, text.stand { font-weight: 600 }
@media (prefers-color-scheme: dark) {
  .ground { fill: #101214 } text { fill: #f2f2f2 } .soft { fill: #a8a8a8 }
  .line { stroke: #54585c }
  .forward { fill: #56b4e9 } .backward { fill: #e69f00 } .stand { fill: #c8c8c8 }
  .on { fill: #000 }
}
"""


def parts(session: Session, path: Path, options: Options) -> Iterable[Part]:
    """One file."""
    return [whole(path, picture(session, options.units))]


def picture(session: Session, units: str) -> str:
    """The whole picture."""
    listed = session.segments[:MOST_ROWS]
    rows = len(listed) if len(listed) <= ONE_COLUMN else -(-len(listed) // 2)
    height = TOP + BAND + 100 + rows * ROW + EDGE
    more = len(session.segments) - len(listed)
    title, totals = _safe(session.title), _safe(session_totals(session))
    body = [
        f'<rect class="ground" width="{WIDTH}" height="{height}" rx="12"/>',
        f'<text class="title" x="{EDGE}" y="54">{title}</text>',
        f'<text class="soft" x="{EDGE}" y="82">{totals}</text>',
        *_band(session),
        *_list(session, listed, rows, units),
    ]
    ending = f"and {more:,} more. {SAFETY_LINE}" if more else SAFETY_LINE
    body.append(f'<text class="soft" x="{EDGE}" y="{height - EDGE + 4}">{ending}</text>')
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}"'
        f' width="{WIDTH}" height="{height}" role="img" aria-labelledby="title what">'
        f'<title id="title">{title}</title><desc id="what">{totals}</desc>'
        f"<style>{STYLE}</style>\n" + "\n".join(body) + "\n</svg>\n"
    )


def _band(session: Session) -> Iterator[str]:
    """The segments to scale, each time at which one starts where there is room for it."""
    lengths = [segment.limit or OPEN_AS for segment in session.segments]
    whole_length = sum(lengths, ZERO)
    at, free = ZERO, 0.0
    for segment, start, length in zip(session.segments, starts(session), lengths, strict=True):
        x = EDGE + (WIDTH - 2 * EDGE) * (at / whole_length)
        width = (WIDTH - 2 * EDGE) * (length / whole_length)
        yield from _block(segment, x, width)
        if start is not None and x >= free:
            shown = clock_text(start)
            yield _tick(x, shown, "")
            free = x + len(shown) * CHARACTER + 10
        at += length
    if not session.has_open:
        shown = clock_text(session.total)
        if WIDTH - EDGE - len(shown) * CHARACTER >= free:
            yield _tick(WIDTH - EDGE, shown, " end")


def _block(segment: Segment, x: float, width: float) -> Iterator[str]:
    title = " · ".join([segment_name(segment), *segment_details(segment)])
    tall = BAND * HEIGHTS[segment.direction]
    gap = 1.5 if width > 6 else 0
    kind = f"{segment.direction}{' open' if segment.duration is None else ''}"
    yield (
        f'<rect class="{kind}" x="{x:.2f}" y="{TOP + BAND - tall:.1f}"'
        f' width="{max(0.4, width - gap):.2f}" height="{tall:.1f}" rx="{2 if gap else 0}">'
        f"<title>{_safe(title)}</title>"
        "</rect>"
    )
    shown, middle = segment_length(segment), x + (width - gap) / 2
    if width > len(shown) * CHARACTER + 6 and segment.direction is not Direction.STAND:
        yield (
            f'<text class="on middle" x="{middle:.1f}" y="{TOP + BAND - tall / 2 + 5:.1f}">'
            f"{shown}</text>"
        )


def _tick(x: float, shown: str, side: str) -> str:
    y = TOP + BAND
    return (
        f'<path class="line" d="M{x:.1f} {y + 4}v6"/>'
        f'<text class="soft{side}" x="{x:.1f}" y="{y + 26}">{shown}</text>'
    )


def _list(session: Session, listed: tuple[Segment, ...], rows: int, units: str) -> Iterator[str]:
    """Every segment with its time and label, in columns."""
    room = (WIDTH - 2 * EDGE) / (1 if rows == len(listed) else 2)
    times = starts(session)
    for place, segment in enumerate(listed):
        x = EDGE + (place // rows) * room
        y = TOP + BAND + 68 + (place % rows) * ROW
        start = times[place]
        yield (
            f'<text class="soft end" x="{x + 52:.0f}" y="{y}">'
            f"{'' if start is None else clock_text(start)}</text>"
            f'<text class="{segment.direction}" x="{x + 66:.0f}" y="{y}">'
            f"{ARROWS[segment.direction]} {segment_name(segment)}</text>"
            f'<text x="{x + 216:.0f}" y="{y}">{_safe(_fitting(segment, units, room - 226))}</text>'
        )


def _fitting(segment: Segment, units: str, room: float) -> str:
    """A segment's label and note, cut to the room there is."""
    words, most = " · ".join(segment_details(segment, units)), int(room / CHARACTER)
    return words if len(words) <= most else words[: most - 1] + "…"


def _safe(text: str) -> str:
    return escape(printable(text))
