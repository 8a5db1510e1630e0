"""Lay out a session over the cells of a strip: lengths, rounds and brackets."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta
from itertools import pairwise

from ..core.session import OPEN_AS, ZERO, Segment, Session

ENLARGED = 12
"""Cells of the current round in a block, if that is at most a third of it."""


def drawn_lengths(session: Session) -> list[timedelta]:
    """Return the drawn length of each segment; open ones get the average of the others."""
    timed = [s.duration for s in session.segments if s.duration is not None]
    average = sum(timed, ZERO) / len(timed) if timed else OPEN_AS
    return [average if s.duration is None else s.duration for s in session.segments]


def sums(lengths: list[timedelta]) -> list[timedelta]:
    """Return zero and the sum up to each length."""
    sums = [ZERO]
    for length in lengths:
        sums.append(sums[-1] + length)
    return sums


def repeats(segments: Sequence[Segment]) -> Iterator[list[int]]:
    """Yield for each repeat the indexes at which its rounds start, and the one after its end."""
    starts: list[int] = []
    before: tuple[int, int] | None = None
    for index, segment in enumerate(segments):
        turn = (segment.round, segment.rounds) if segment.round and segment.rounds else None
        if turn == before:
            continue
        continues = before and turn and turn == (before[0] + 1, before[1])
        if starts and not continues:
            yield [*starts, index]
            starts = []
        if turn and turn[1] > 1:
            starts.append(index)
        before = turn
    if starts:
        yield [*starts, len(segments)]


def enlarge(widths: list[float], block: list[int], current: tuple[int, int]) -> None:
    """Give the current round more of its block, and the other rounds proportionally less."""
    whole = sum(widths[block[0] : block[-1]])
    own = sum(widths[current[0] : current[1]])
    wanted = max(own, min(ENLARGED, whole / 3))
    if whole <= own:
        return
    for index in range(block[0], block[-1]):
        inside = current[0] <= index < current[1]
        widths[index] *= wanted / own if inside else (whole - wanted) / (whole - own)


def spread_evenly(count: int, cells: int) -> list[bool]:
    """Return which of the cells are chosen so that `count` of them are evenly spread."""
    reached = [(2 * cell * count + cells) // (2 * cells or 1) for cell in range(cells + 1)]
    return [after > before for before, after in pairwise(reached)]


def bracket(name: str, width: int, shape: str) -> list[str]:
    """Return a bracket of `width` cells, with its name in the middle if there is room."""
    left, line, right = tuple(shape)
    if width < 2:
        return [line] * width
    inside = f" {name} " if width >= len(name) + 4 else name if width >= len(name) + 2 else ""
    return list(left + inside.center(width - 2, "\0").replace("\0", line) + right)
