"""The session as a band, its segments to scale."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from datetime import timedelta
from itertools import groupby

from ..core.session import ZERO, Direction, Session
from ..core.summary import Summary
from .lines import Line
from .look import DIM, FAINT, INK, Glyphs

OPEN_AS = timedelta(minutes=1)
"""How long an open segment is drawn that has no limit."""


class Strip:
    """A session drawn over `width` cells."""

    def __init__(self, session: Session, width: int, glyphs: Glyphs) -> None:
        self._glyphs = glyphs
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
                middle = start + self._lengths[index] / 2
                cells[min(self.width - 1, int(middle / total * self.width))] = Direction.BACKWARD
        return cells

    def place(self, index: int, elapsed: timedelta) -> int:
        """The cell in which the walk stands."""
        if index < 0 or not self.width:
            return 0
        inside = min(elapsed, self._lengths[index])
        return min(
            self.width - 1, int((self._starts[index] + inside) / self._starts[-1] * self.width)
        )

    def band(self, past: int = 0) -> Line:
        """The band; the first `past` cells are dim."""
        line: Line = []
        for styles, start, end in ((FAINT, 0, past), (INK, past, self.width)):
            for direction, run in groupby(self._cells[start:end]):
                line.append((self._glyphs.strip[direction] * len(list(run)), styles[direction]))
        return line

    def walked(self, by_segment: Sequence[timedelta]) -> Line:
        """A band of what was walked, each segment in its planned place, the rest empty."""
        line: Line = []
        total = self._starts[-1]
        for cell, direction in enumerate(self._cells):
            middle = total * (2 * cell + 1) / (2 * self.width)
            index = bisect_right(self._starts, middle) - 1
            if middle - self._starts[index] < by_segment[index]:
                line.append((self._glyphs.strip[direction], INK[direction]))
            else:
                line.append((self._glyphs.empty, DIM))
        return line

    def pointer(self, place: int) -> str:
        """The line below the band, which marks a place in it."""
        return " " * place + self._glyphs.place + " " * (self.width - place - 1)


def comparison(summary: Summary, width: int, glyphs: Glyphs) -> list[Line]:
    """Planned against walked: the session's strip, and below it what of each segment was walked."""
    strip = Strip(summary.session, width, glyphs)
    return [strip.band(), strip.walked(summary.by_segment)]
