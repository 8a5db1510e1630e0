"""The session as a band, its segments to scale."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from datetime import timedelta
from itertools import groupby, pairwise

from rich.segment import Segment

from ..core.session import ZERO, Direction, Session
from ..terminal.lines import Line, text
from .glyphs import Glyphs
from .theme import BOLD, Theme

OPEN_AS = timedelta(minutes=1)
"""How long an open segment is drawn that has no limit."""
LEGIBLE = 4
"""Cells from which each round has a bracket of its own; narrower ones share one."""


class Strip:
    """A session drawn over `width` cells."""

    def __init__(self, session: Session, width: int, glyphs: Glyphs, theme: Theme) -> None:
        self._glyphs, self._theme = glyphs, theme
        self._session = session
        self._lengths = [segment.limit or OPEN_AS for segment in session.segments]
        self._starts = [ZERO]
        for length in self._lengths:
            self._starts.append(self._starts[-1] + length)
        self.width = max(0, width)
        self._cells = self._fill(session) if width > 0 else []

    def _fill(self, session: Session) -> list[Direction]:
        """Each cell's direction: of what fills most of it, though no segment that fits is lost."""
        total = self._starts[-1]
        cells = []
        index = 0
        for cell in range(self.width):
            middle = total * (2 * cell + 1) / (2 * self.width)
            while self._starts[index + 1] <= middle:
                index += 1
            cells.append(session.segments[index].direction)
        for index, start in enumerate(self._starts[:-1]):
            if session.segments[index].direction is Direction.BACKWARD:
                cells[self._cell(start + self._lengths[index] / 2)] = Direction.BACKWARD
        return cells

    def _cell(self, at: timedelta) -> int:
        """The cell in which a moment lies."""
        return min(self.width - 1, int(at / self._starts[-1] * self.width))

    def place(self, index: int, elapsed: timedelta) -> int:
        """The cell in which the walk stands."""
        if index < 0 or not self.width:
            return 0
        return self._cell(self._starts[index] + min(elapsed, self._lengths[index]))

    def band(self, past: int = 0) -> Line:
        """The band; the first `past` cells are dim."""
        return self._row(past, self._glyphs.strip)

    def marked(self, place: int) -> Line:
        """The band with a place in it: what lies before it is dim, and a needle stands there."""
        return self._with_needle(self.band(place), place)

    def _with_needle(self, line: Line, place: int) -> Line:
        spans: Line = []
        at = 0
        for content, style, _ in line:
            inside = place - at
            at += len(content)
            if 0 <= inside < len(content):
                spans += [Segment(content[:inside], style), Segment(self._glyphs.place, BOLD)]
                spans.append(Segment(content[inside + 1 :], style))
            else:
                spans.append(Segment(content, style))
        return [span for span in spans if span.text]

    def above(self, place: int) -> Line:
        """A second row for large windows, over the marked band: only backward reaches up to it."""
        full = self._glyphs.full
        shapes = dict.fromkeys(Direction, " ") | {Direction.BACKWARD: full}
        return self._with_needle(self._row(place, shapes), place)

    def _row(self, past: int, shapes: dict[Direction, str]) -> Line:
        line: Line = []
        for styles, start, end in (
            (self._theme.past, 0, past),
            (self._theme.ink, past, self.width),
        ):
            for direction, run in groupby(self._cells[start:end]):
                line.append(Segment(shapes[direction] * len(list(run)), styles[direction]))
        return line

    def rounds(self) -> Line:
        """The line below the band that brackets the rounds; empty where there are none."""
        row = [" "] * self.width
        for start, end, name in self.brackets():
            first, last = self._cell(start), max(self._cell(start), self._cell(end) - 1)
            if end == self._starts[-1]:
                last = self.width - 1
            row[first : last + 1] = _bracket(name, last + 1 - first, self._glyphs.bracket)
        joined = "".join(row).rstrip()
        return text(joined, self._theme.quiet) if joined else []

    def brackets(self) -> Iterator[tuple[timedelta, timedelta, str]]:
        """Start, end and name of each round, or of all together where they are narrow."""
        if not self.width:
            return
        for repeat in self._repeats():
            rounds = len(repeat) - 1
            span = (repeat[-1] - repeat[0]) / self._starts[-1] * self.width
            if span / rounds >= LEGIBLE:
                for turn, (start, end) in enumerate(pairwise(repeat), 1):
                    yield start, end, str(turn)
            elif span >= 2:
                yield repeat[0], repeat[-1], f"{rounds} rounds"

    def _repeats(self) -> Iterator[list[timedelta]]:
        """For each repeat the moments at which its rounds begin, and its end."""
        begun: list[timedelta] = []
        before: tuple[int, int] | None = None
        for index, segment in enumerate(self._session.segments):
            turn = (segment.round, segment.rounds) if segment.round and segment.rounds else None
            if turn == before:
                continue
            goes_on = before and turn and turn == (before[0] + 1, before[1])
            if begun and not goes_on:
                yield [*begun, self._starts[index]]
                begun = []
            if turn and turn[1] > 1:
                begun.append(self._starts[index])
            before = turn
        if begun:
            yield [*begun, self._starts[-1]]

    def walked(self, by_segment: Sequence[timedelta]) -> Line:
        """A band of what was walked, each segment in its planned place, the rest empty."""
        line: Line = []
        total = self._starts[-1]
        for cell, direction in enumerate(self._cells):
            middle = total * (2 * cell + 1) / (2 * self.width)
            index = bisect_right(self._starts, middle) - 1
            if middle - self._starts[index] < by_segment[index]:
                line.append(Segment(self._glyphs.strip[direction], self._theme.ink[direction]))
            else:
                line.append(Segment(self._glyphs.empty, self._theme.quiet))
        return list(Segment.simplify(line))


def _bracket(name: str, width: int, shape: str) -> list[str]:
    """A bracket of so many cells with its name in the middle, as far as there is room."""
    left, line, right = tuple(shape)
    if width < 2:
        return [line] * width
    inside = f" {name} " if width >= len(name) + 4 else name if width >= len(name) + 2 else ""
    return list(left + inside.center(width - 2, "\0").replace("\0", line) + right)
