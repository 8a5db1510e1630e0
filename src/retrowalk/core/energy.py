"""A rough figure of the energy a walk took, for walkers who have given their weight.

Forward by the 2024 Compendium of Physical Activities (10.1016/j.jshs.2023.10.010); backward at
3.5 mph as measured, other speeds the Compendium's treadmill rows times 1.25, which is this
program's own estimate. Checkpoint counts nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from .session import KMH_PER_MPH, Direction

FORWARD = ((2.0, 2.3), (2.5, 2.8), (2.8, 3.0), (3.5, 3.8), (4.0, 4.8), (99.0, 5.5))
"""Rows of (below this many mph, MET)."""
TREADMILL = ((1.0, 2.1), (1.2, 2.3), (2.0, 2.8), (2.5, 3.0), (3.0, 3.5), (3.5, 3.8), (99.0, 4.8))
BACKWARD_FACTOR = 1.25
BACKWARD_AT_3_5 = 6.0
USUAL_MPH = {Direction.FORWARD: 3.0, Direction.BACKWARD: 1.0}
"""Speeds taken where a segment gives none."""


def met(direction: Direction, kmh: float | None) -> float:
    """The MET of walking in a direction at a speed in km/h, None for a usual one."""
    if direction is Direction.STAND:
        return 0.0
    mph = USUAL_MPH[direction] if kmh is None else round(kmh / KMH_PER_MPH, 2)
    if direction is Direction.FORWARD:
        return _row(FORWARD, mph)
    return BACKWARD_AT_3_5 if mph == 3.5 else _row(TREADMILL, mph) * BACKWARD_FACTOR


def kilocalories(walked: Mapping[tuple[Direction, float | None], timedelta], kg: float) -> float:
    """kcal = MET x kg x hours, added up over (direction, km/h) and the time walked so."""
    return sum(
        met(direction, kmh) * kg * time.total_seconds() / 3600
        for (direction, kmh), time in walked.items()
    )


def sentence(kcal: float) -> str:
    """The figure as a walker is told it: rounded to 5, with its range."""
    low, middle, high = (5 * round(kcal * part / 5) for part in (0.75, 1.0, 1.25))
    estimate = "a rough estimate, includes resting energy"
    return f"about {middle} kcal ({low} to {high}; {estimate}); from 60 years on rougher still"


def _row(rows: tuple[tuple[float, float], ...], mph: float) -> float:
    return next(value for below, value in rows if mph < below)
