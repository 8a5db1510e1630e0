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
    for index in range(count - 1, -1, -1):
        cost[index] = 1 + cost[index + 1]
        for size in range(1, min(longest, count - 1 - index) + 1):
            same = steps[index] == steps[index + size]
            equal[size] = equal[size] + 1 if same else 0
            times = equal[size] // size + 1
            with_repeat = size + 1 + cost[index + size * times]
            limit = cost[index] + (best[index].times == 1)  # at equal cost prefer a repeat
            if times > 1 and with_repeat < limit:
                cost[index], best[index] = with_repeat, Run(size, times)
    runs, index = [], 0
    while index < count:
        runs.append(best[index])
        index += best[index].size * best[index].times
    return runs
