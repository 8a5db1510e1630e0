"""Finds repeats of one level in a list of steps."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import NamedTuple


class Run(NamedTuple):
    """So many steps in a row, walked so many times."""

    size: int
    times: int


def find_repeats(steps: Sequence[Hashable], longest: int) -> list[Run]:
    """The steps cut into runs, so that the fewest have to be written; a repeat counts as one more.

    A repeat holds at most `longest` steps.
    """
    count = len(steps)
    cost = [0] * (count + 1)
    best = [Run(1, 1)] * count
    alike = [0] * (longest + 1)  # by size: how many steps from here on are as those `size` later
    for place in range(count - 1, -1, -1):
        cost[place] = 1 + cost[place + 1]
        for size in range(1, min(longest, count - 1 - place) + 1):
            same = steps[place] == steps[place + size]
            alike[size] = alike[size] + 1 if same else 0
            times = alike[size] // size + 1
            together = size + 1 + cost[place + size * times]
            worth = cost[place] + (best[place].times == 1)  # at the same cost a repeat is clearer
            if times > 1 and together < worth:
                cost[place], best[place] = together, Run(size, times)
    runs, place = [], 0
    while place < count:
        runs.append(best[place])
        place += best[place].size * best[place].times
    return runs
