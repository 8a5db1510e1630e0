"""Find repeats in a list of steps."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import NamedTuple


class Run(NamedTuple):
    """A block of `size` steps, done `times` times."""

    size: int
    times: int


def find_repeats(steps: Sequence[Hashable], longest: int) -> list[Run]:
    """Split the steps into the runs that need the fewest steps to write.

    A repeat costs one step more than its block, which has at most `longest` steps. Repeats are
    not nested.
    """
    count = len(steps)
    cost = [0] * (count + 1)
    best = [Run(1, 1)] * count
    equal = [0] * (longest + 1)  # by size: how many steps from here equal those `size` later
    for place in range(count - 1, -1, -1):
        cost[place] = 1 + cost[place + 1]
        for size in range(1, min(longest, count - 1 - place) + 1):
            same = steps[place] == steps[place + size]
            equal[size] = equal[size] + 1 if same else 0
            times = equal[size] // size + 1
            with_repeat = size + 1 + cost[place + size * times]
            limit = cost[place] + (best[place].times == 1)  # at equal cost prefer a repeat
            if times > 1 and with_repeat < limit:
                cost[place], best[place] = with_repeat, Run(size, times)
    runs, place = [], 0
    while place < count:
        runs.append(best[place])
        place += best[place].size * best[place].times
    return runs
