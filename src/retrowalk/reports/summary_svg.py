"""The summary of a walk as an SVG picture."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta
from textwrap import wrap

from ..core.session import ZERO, Direction
from ..core.summary import Summary
from ..durations import clock_text
from ..screen.glyphs import UNICODE
from ..screen.strip import Strip
from ..screen.theme import theme_for
from ..svg import CHARACTER, HEIGHTS, bar, clipped, document, element, text
from .next_step import advice
from .summary import HEADLINES, counts_line

WIDTH, HEIGHT, EDGE = 960, 540, 56
INSIDE = WIDTH - 2 * EDGE
STRIP = 40
"""The height of a strip."""


def summary_svg(summary: Summary) -> str:
    """Return planned and walked times, both strips, and what to walk next."""
    title = f"{HEADLINES[summary.outcome]} {summary.session.title}"
    body = [
        text(EDGE, 74, HEADLINES[summary.outcome], "soft", 22),
        text(WIDTH - EDGE, 74, "retrowalk", "soft end", 18),
        text(EDGE, 128, clipped(summary.session.title, 44, INSIDE), "strong", 44),
        *_times(summary),
        *_strips(summary),
        text(EDGE, 474, counts_line(summary), None, 18),
        *_advice(summary),
    ]
    return document(WIDTH, HEIGHT, title, _description(summary), body)


def _description(summary: Summary) -> str:
    walked = ", ".join(
        f"{clock_text(summary.walked[d])} {d} of {clock_text(summary.session.time(d))}"
        for d in Direction
        if summary.walked[d] or summary.session.time(d)
    )
    return f"{walked}. {counts_line(summary)}. {advice(summary)}"


def _times(summary: Summary) -> Iterator[str]:
    """Yield the time walked in each direction, beside its arrow."""
    x = EDGE
    for direction in Direction:
        walked, planned = summary.walked[direction], summary.session.time(direction)
        if walked or planned:
            yield _arrow(direction, x, 180, 28)
            yield text(x + 42, 212, clock_text(walked), f"{direction} strong", 46)
            yield text(x + 42, 244, f"{direction} of {clock_text(planned)}", "soft", 18)
            x += 290


def _strips(summary: Summary) -> Iterator[str]:
    """Yield the planned strip above the walked one, each segment to scale."""
    lengths = [segment.drawn_length for segment in summary.session.segments]
    total = sum(lengths, ZERO)
    walked = [min(part, length) for part, length in zip(summary.by_segment, lengths, strict=True)]
    yield text(EDGE, 284, "planned", "soft")
    yield from _strip(summary, 294, lengths, lengths)
    yield text(EDGE, 360, "walked", "soft")
    yield from _strip(summary, 370, lengths, walked)
    strip = Strip(summary.session, 100, UNICODE, theme_for("default"))
    for start, end, name in strip.brackets():
        left, right = (EDGE + at / total * INSIDE for at in (start, end))
        path = f"M{left + 2:.1f} 416v7h{right - left - 4:.1f}v-7"
        yield element("path", class_="line", d=path)
        yield text((left + right) / 2, 440, name, "soft middle", 12)


def _strip(
    summary: Summary, y: float, lengths: Sequence[timedelta], walked: Sequence[timedelta]
) -> Iterator[str]:
    total, at = sum(lengths, ZERO), ZERO
    for segment, length, part in zip(summary.session.segments, lengths, walked, strict=True):
        x, height = EDGE + at / total * INSIDE, STRIP * HEIGHTS[segment.direction]
        top = y + STRIP - height
        if part < length:
            yield bar("empty", x, top, length / total * INSIDE, height)
        if part:
            yield bar(str(segment.direction), x, top, part / total * INSIDE, height)
        at += length


def _advice(summary: Summary) -> Iterator[str]:
    size = 15
    for index, line in enumerate(wrap(advice(summary), int(INSIDE / size / CHARACTER))):
        yield text(EDGE, 500 + 20 * index, line, "soft", size)


def _arrow(direction: Direction, x: float, y: float, size: float) -> str:
    path = {
        Direction.FORWARD: f"M{x} {y + size}h{size}l{-size / 2} {-size}z",
        Direction.BACKWARD: f"M{x} {y}h{size}l{-size / 2} {size}z",
        Direction.STAND: f"M{x + 3} {y + 3}h{size - 6}v{size - 6}h{6 - size}z",
    }[direction]
    return element("path", class_=str(direction), d=path)
