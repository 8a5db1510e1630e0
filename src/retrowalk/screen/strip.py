"""The session as a strip of cells, to scale.

Rounds that would be too narrow share a block that shows their proportion of backward time; the
current round is enlarged in it. Open segments are equally wide and dashed.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta
from itertools import groupby, pairwise
from typing import NamedTuple

from rich.segment import Segment as Span
from rich.style import Style

from ..core.session import ZERO, Direction, Session
from ..terminal.lines import Line, text
from .glyphs import Glyphs
from .strip_scale import bracket, drawn_lengths, enlarge, repeats, spread_evenly, sums
from .theme import BOLD, Theme

NARROWEST_ROUND = 3
"""Cells from which a round is drawn to scale; narrower ones share a block."""
NARROWEST_SEGMENT = 0.5
"""Cells that each segment of such a round must have."""
LEGIBLE = 4
"""Cells from which each round has a bracket of its own; narrower ones share one."""


class Cell(NamedTuple):
    """The content of a cell: a direction, and whether it is a gap in a dashed segment.

    `share` is the fraction of a block that is walked backward; None outside of blocks.
    """

    direction: Direction
    is_gap: bool = False
    share: float | None = None


class Strip:
    """A session drawn over `width` cells. In a block, the round of segment `current` is enlarged.

    The cells of a block show two colours in proportion if the terminal can; a `small` strip
    alternates between them.
    """

    def __init__(
        self,
        session: Session,
        width: int,
        glyphs: Glyphs,
        theme: Theme,
        *,
        current: int | None = None,
        small: bool = False,
    ) -> None:
        self._mixes = bool(glyphs.eighths) and not theme.inverts and not small
        self._glyphs, self._theme = glyphs, theme
        self._segments = session.segments
        self.width = max(0, width)
        self._lengths = drawn_lengths(session)
        self._starts = sums(self._lengths)
        self._repeats = list(repeats(session.segments))
        self._blocks = [each for each in self._repeats if self._is_narrow(each)]
        self._current = current
        self._edges = self._placed()
        self._cells = self._filled() if width > 0 else []

    def shows(self, index: int) -> bool:
        """Return whether the strip still fits when the walk is in segment `index`."""
        return self._enlarged(index) == self._enlarged(self._current)

    def _enlarged(self, index: int | None) -> tuple[int, int] | None:
        """Return the round of a block that holds a segment, as a range of segments."""
        if index is None:
            return None
        rounds = (pair for block in self._blocks for pair in pairwise(block))
        return next(((a, b) for a, b in rounds if a <= index < b), None)

    def _is_narrow(self, repeat: list[int]) -> bool:
        """Return whether some round or segment of a repeat would be too narrow to be seen."""
        scale = self.width / (self._starts[-1] / timedelta(seconds=1))
        narrowest = min(self._lengths[repeat[0] : repeat[-1]]).total_seconds() * scale
        return any(
            (self._starts[b] - self._starts[a]).total_seconds() * scale < NARROWEST_ROUND
            for a, b in pairwise(repeat)
        ) or (narrowest < NARROWEST_SEGMENT)

    def _placed(self) -> list[float]:
        """Return the left edge of each segment in cells, and the end of the last."""
        widths = [self.width * (length / self._starts[-1]) for length in self._lengths]
        current = self._enlarged(self._current)
        if current:
            block = next(each for each in self._blocks if each[0] <= current[0] < each[-1])
            enlarge(widths, block, current)
        edges = [0.0]
        for width in widths:
            edges.append(edges[-1] + width)
        return edges

    def _filled(self) -> list[Cell]:
        """Return the content of each cell."""
        cells: list[Cell] = []
        last = len(self._segments) - 1
        for cell in range(self.width):
            index = min(last, bisect_right(self._edges, cell + 0.5) - 1)
            segment = self._segments[index]
            gap = segment.duration is None and (cell - round(self._edges[index])) % 2 == 1
            cells.append(Cell(segment.direction, gap))
        self._show_backward(cells)
        for block in self._blocks:
            self._mix(cells, block)
        return cells

    def _show_backward(self, cells: list[Cell]) -> None:
        """Give a cell to each backward segment outside blocks that would otherwise be invisible."""
        for index, segment in enumerate(self._segments):
            if any(block[0] <= index < block[-1] for block in self._blocks):
                continue
            middle = min(self.width - 1, int((self._edges[index] + self._edges[index + 1]) / 2))
            if segment.direction is Direction.BACKWARD:
                cells[middle] = Cell(segment.direction, cells[middle].is_gap)

    def _mix(self, cells: list[Cell], block: list[int]) -> None:
        """Show a block's share of backward time in its cells, except in the enlarged round."""
        inside = range(block[0], block[-1])
        backward = sum(
            (self._lengths[i] for i in inside if self._segments[i].direction is Direction.BACKWARD),
            ZERO,
        )
        share = backward / (self._starts[block[-1]] - self._starts[block[0]])
        current = self._enlarged(self._current)
        first, end = round(self._edges[block[0]]), round(self._edges[block[-1]])
        count = round((end - first) * share) or (1 if share else 0)
        for cell, is_backward in enumerate(spread_evenly(count, end - first), first):
            if current and self._edges[current[0]] <= cell + 0.5 < self._edges[current[1]]:
                continue
            direction = Direction.BACKWARD if is_backward else Direction.FORWARD
            cells[cell] = Cell(direction, share=share)

    def place(self, index: int, elapsed: timedelta) -> int:
        """Return the cell of a moment in segment `index`."""
        if index < 0 or not self.width:
            return 0
        part = min(1.0, elapsed / self._lengths[index])
        start, end = self._edges[index : index + 2]
        return min(self.width - 1, int(start + part * (end - start)))

    def rows(
        self, index: int, elapsed: timedelta, height: int, *, off: Style | None = None
    ) -> list[Line]:
        """Return one to three rows with a needle where the walk is; `off` replaces all colours."""
        place = self.place(index, elapsed)
        lines = [self._with_needle(self.band(place, off=off), place)]
        if height >= 3:
            lines.insert(0, self._with_needle(self._above(place, off), place))
        if height >= 2:
            lines.append(self.rounds())
        return lines

    def band(self, past: int = 0, *, off: Style | None = None) -> Line:
        """Return the strip; its first `past` cells are dim."""
        return self._row(
            (self._shape(cell), off or self._style(cell, is_past=place < past))
            for place, cell in enumerate(self._cells)
        )

    def _above(self, past: int, off: Style | None) -> Line:
        """Return the row above the strip, into which only backward segments reach."""
        return self._row(
            (
                self._shape(cell)
                if cell.direction is Direction.BACKWARD and not cell.share
                else " ",
                off or self._style(cell, is_past=place < past),
            )
            for place, cell in enumerate(self._cells)
        )

    def _row(self, cells: Iterable[tuple[str, Style]]) -> Line:
        return [
            Span("".join(shape for shape, _ in run), style)
            for style, run in groupby(cells, key=lambda cell: cell[1])
        ]

    def _shape(self, cell: Cell) -> str:
        if cell.is_gap:
            return " "
        if cell.share is not None and self._mixes:
            return self._glyphs.eighths[round(cell.share * (len(self._glyphs.eighths) - 1))]
        return self._glyphs.strip[cell.direction]

    def _style(self, cell: Cell, *, is_past: bool) -> Style:
        styles = self._theme.past if is_past else self._theme.ink
        if cell.share is not None and self._mixes:
            low, high = styles[Direction.FORWARD], styles[Direction.BACKWARD]
            return Style(color=high.color, bgcolor=low.color)
        return styles[cell.direction]

    def _with_needle(self, line: Line, place: int) -> Line:
        before, _, after = Span.divide(line, [place, place + 1, self.width])
        return [*before, Span(self._glyphs.place, BOLD), *after]

    def rounds(self) -> Line:
        """Return the line below the strip that brackets the rounds; empty if there are none."""
        row = [" "] * self.width
        for first_segment, end_segment, name in self._bracketed():
            first = round(self._edges[first_segment])
            last = max(first, round(self._edges[end_segment]) - 1)
            row[first : last + 1] = bracket(name, last + 1 - first, self._glyphs.bracket)
        joined = "".join(row).rstrip()
        return text(joined, self._theme.quiet) if joined else []

    def brackets(self) -> Iterator[tuple[timedelta, timedelta, str]]:
        """Yield start, end and name of each round, or of all rounds together if they are narrow."""
        for first, end, name in self._bracketed():
            yield self._starts[first], self._starts[end], name

    def _bracketed(self) -> Iterator[tuple[int, int, str]]:
        """Yield the first segment, the one after the last, and the name of each bracket."""
        for repeat in self._repeats if self.width else []:
            count = len(repeat) - 1
            span = self._edges[repeat[-1]] - self._edges[repeat[0]]
            if span / count >= LEGIBLE and repeat not in self._blocks:
                for turn, (start, end) in enumerate(pairwise(repeat), 1):
                    yield start, end, str(turn)
            elif span >= 2:
                yield repeat[0], repeat[-1], f"{count} rounds"

    def walked(self, by_segment: Sequence[timedelta]) -> Line:
        """Return a strip of the time walked, each segment in its planned place, the rest empty."""
        return self._row(self._walked_cells(by_segment))

    def _walked_cells(self, by_segment: Sequence[timedelta]) -> Iterator[tuple[str, Style]]:
        last = len(self._segments) - 1
        for place, cell in enumerate(self._cells):
            index = min(last, bisect_right(self._edges, place + 0.5) - 1)
            start, end = self._edges[index : index + 2]
            part = (place + 0.5 - start) / (end - start)
            if self._lengths[index] * part < by_segment[index]:
                yield self._shape(cell), self._style(cell, is_past=False)
            else:
                yield self._glyphs.empty, self._theme.quiet
