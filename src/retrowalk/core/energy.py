"""Estimate the energy used in a walk, for walkers who have given their weight.

MET values forward: 2024 Compendium of Physical Activities (10.1016/j.jshs.2023.10.010).
Backward: 6.0 at 3.5 mph (the same source); at other speeds the Compendium's treadmill values
times 1.25, which is our own estimate. Standing counts as 0.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from .session import KMH_PER_MPH, Direction

FORWARD = ((2.0, 2.3), (2.5, 2.8), (2.8, 3.0), (3.5, 3.8), (4.0, 4.8), (99.0, 5.5))
"""Rows of (speed below which the row applies in mph, MET)."""
TREADMILL = ((1.0, 2.1), (1.2, 2.3), (2.0, 2.8), (2.5, 3.0), (3.0, 3.5), (3.5, 3.8), (99.0, 4.8))
BACKWARD_FACTOR = 1.25
BACKWARD_AT_3_5 = 6.0
USUAL_MPH = {Direction.FORWARD: 3.0, Direction.BACKWARD: 1.0}
"""The speed assumed for a segment without one, in mph."""


def met(direction: Direction, kmh: float | None) -> float:
    """Return the MET of a direction at a speed in km/h; None is the usual speed."""
    if direction is Direction.STAND:
        return 0.0
    mph = USUAL_MPH[direction] if kmh is None else round(kmh / KMH_PER_MPH, 2)
    if direction is Direction.FORWARD:
        return _row(FORWARD, mph)
    return BACKWARD_AT_3_5 if mph == 3.5 else _row(TREADMILL, mph) * BACKWARD_FACTOR


def kilocalories(walked: Mapping[tuple[Direction, float | None], timedelta], kg: float) -> float:
    """Return kcal = MET x kg x hours, summed over the time walked by (direction, km/h)."""
    return sum(
        met(direction, kmh) * kg * time.total_seconds() / 3600
        for (direction, kmh), time in walked.items()
    )


def sentence(kcal: float) -> str:
    """Return the estimate in words: rounded to 5, with a range of 25 % either way."""
    low, middle, high = (5 * round(kcal * part / 5) for part in (0.75, 1.0, 1.25))
    estimate = "a rough estimate, includes resting energy"
    return f"about {middle} kcal ({low} to {high}; {estimate}); less exact from age 60"


def _row(rows: tuple[tuple[float, float], ...], mph: float) -> float:
    return next(value for below, value in rows if mph < below)
