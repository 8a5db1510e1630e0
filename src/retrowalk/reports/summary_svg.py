"""A walk's summary as a picture (SVG) that holds everything it shows, its letters too."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from html import escape

from ..core.session import ZERO, Direction
from ..core.summary import Summary
from ..durations import clock_text
from ..screen.glyphs import UNICODE
from ..screen.strip import OPEN_AS, Strip
from ..screen.theme import PALETTES, theme_for
from .next_step import advice
from .stroke_font import strokes
from .summary import HEADLINES, totals_line

WIDTH, HEIGHT = 960, 540
EDGE = 56
PAPER, FRAME, EMPTY = "#101418", "#2a3138", "#262d34"
INK, QUIET = "#f2f2f2", "#a3acb5"
COLOURS = dict(zip(Direction, PALETTES["default"].bright, strict=True))
TALL = {Direction.FORWARD: 0.5, Direction.BACKWARD: 1.0, Direction.STAND: 0.14}
"""How high each direction stands in a strip, as in the terminal."""


def summary_svg(summary: Summary) -> str:
    """The picture as text."""
    said = f"{HEADLINES[summary.outcome]} {summary.session.title}"
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" '
        f'width="{WIDTH}" height="{HEIGHT}" role="img" aria-labelledby="title desc">',
        f'<title id="title">{escape(said)}</title>',
        f'<desc id="desc">{escape(_described(summary))}</desc>',
        f'<rect width="{WIDTH}" height="{HEIGHT}" rx="18" fill="{PAPER}"/>',
        f'<rect x="0.5" y="0.5" width="{WIDTH - 1}" height="{HEIGHT - 1}" rx="18" fill="none" '
        f'stroke="{FRAME}"/>',
        *_head(summary),
        *_times(summary),
        *_strips(summary),
        *_foot(summary),
    ]
    return "\n".join([*parts, "</svg>", ""])


def _described(summary: Summary) -> str:
    walked = ", ".join(
        f"{clock_text(summary.walked[d])} {d} of {clock_text(summary.session.time(d))}"
        for d in Direction
        if summary.walked[d] or summary.session.time(d)
    )
    return f"{walked}. {totals_line(summary)}. {advice(summary)}"


def _head(summary: Summary) -> Iterator[str]:
    yield _text(HEADLINES[summary.outcome], EDGE, 58, 22, QUIET)
    yield _text("retrowalk", WIDTH - EDGE - 84, 58, 18, QUIET)
    yield _text(summary.session.title, EDGE, 92, 44, INK, weight=1.3, most=WIDTH - 2 * EDGE)


def _times(summary: Summary) -> Iterator[str]:
    """Forward and backward minutes, each with its arrow."""
    place = float(EDGE)
    for direction in (Direction.FORWARD, Direction.BACKWARD, Direction.STAND):
        walked, planned = summary.walked[direction], summary.session.time(direction)
        if not walked and not planned:
            continue
        colour = COLOURS[direction]
        yield _arrow(direction, place, 184, 26, colour)
        yield _text(clock_text(walked), place + 40, 178, 46, colour, weight=1.4)
        yield _text(f"{direction} of {clock_text(planned)}", place + 40, 240, 18, QUIET)
        place += 290


def _strips(summary: Summary) -> Iterator[str]:
    """Planned above walked, each segment to scale."""
    width = WIDTH - 2 * EDGE
    lengths = [segment.limit or OPEN_AS for segment in summary.session.segments]
    total = sum(lengths, ZERO)
    for name, top, by_segment in (
        ("planned", 290, lengths),
        ("walked", 358, list(summary.by_segment)),
    ):
        yield _text(name, EDGE, top, 14, QUIET)
        at = ZERO
        for segment, length, done in zip(
            summary.session.segments, lengths, by_segment, strict=True
        ):
            x = EDGE + at / total * width
            yield _block(segment.direction, x, top + 20, length / total * width, EMPTY)
            part = min(done, length) / total * width
            yield _block(segment.direction, x, top + 20, part, COLOURS[segment.direction])
            at += length
    yield from _rounds(summary, width, total)


def _rounds(summary: Summary, width: float, total: timedelta) -> Iterator[str]:
    """A bracket below each round."""
    for start, end, name in Strip(summary.session, 100, UNICODE, theme_for("default")).brackets():
        left, right = (EDGE + at / total * width for at in (start, end))
        yield (
            f'<path d="M{left + 2:.1f} 422v7h{right - left - 4:.1f}v-7" fill="none" '
            f'stroke="{QUIET}" stroke-opacity=".6"/>'
        )
        yield _text(name, (left + right) / 2, 434, 12, QUIET, middle=True)


def _foot(summary: Summary) -> Iterator[str]:
    yield _text(totals_line(summary), EDGE, 462, 16, INK, most=WIDTH - 2 * EDGE)
    yield _text(advice(summary), EDGE, 490, 14, QUIET, most=WIDTH - 2 * EDGE)


def _block(direction: Direction, x: float, y: float, width: float, colour: str) -> str:
    """A stretch of a strip, standing on its line."""
    if width <= 0:
        return ""
    height = 36 * TALL[direction]
    return (
        f'<rect x="{x:.1f}" y="{y + 36 - height:.1f}" width="{width:.1f}" '
        f'height="{height:.1f}" fill="{colour}"/>'
    )


def _arrow(direction: Direction, x: float, y: float, size: float, colour: str) -> str:
    path = {
        Direction.FORWARD: f"M{x} {y + size}h{size}l{-size / 2} {-size}z",
        Direction.BACKWARD: f"M{x} {y}h{size}l{-size / 2} {size}z",
        Direction.STAND: f"M{x + 3} {y + 3}h{size - 6}v{size - 6}h{6 - size}z",
    }[direction]
    return f'<path d="{path}" fill="{colour}"/>'


def _text(
    text: str,
    x: float,
    y: float,
    size: float,
    colour: str,
    *,
    weight: float = 1.0,
    most: float = WIDTH,
    middle: bool = False,
) -> str:
    """A line of text whose capitals are about `size` high; narrower where it is too long."""
    drawn, width = strokes(text)
    scale = size / 12.5
    if width * scale > most:
        scale = most / width
    left = x - width * scale / 2 if middle else x
    parts = [
        f'<path transform="translate({stroke.x:g} {stroke.y:g})" d="{stroke.path}"/>'
        if stroke.path
        else f'<text x="{stroke.x:g}" y="9" font-size="11" font-family="sans-serif" '
        f'fill="{colour}" stroke="none">{escape(stroke.letter)}</text>'
        for stroke in drawn
    ]
    return (
        f'<g transform="translate({left:.1f} {y}) scale({scale:.4f})" fill="none" '
        f'stroke="{colour}" stroke-width="{weight:g}" stroke-linecap="round" '
        f'stroke-linejoin="round" aria-hidden="true">{"".join(parts)}</g>'
    )
