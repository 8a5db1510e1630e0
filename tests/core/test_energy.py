from datetime import timedelta

import pytest

from retrowalk.core import energy
from retrowalk.core.session import KMH_PER_MPH, Direction

Walked = dict[tuple[Direction, float | None], timedelta]
F, B = Direction.FORWARD, Direction.BACKWARD


def test_energy_of_17_minutes_forward_and_3_backward_at_70_kg():
    forward: Walked = {(F, None): timedelta(minutes=17)}
    backward: Walked = {(B, 1.609344): timedelta(minutes=3)}
    assert energy.kilocalories(forward, 70) == pytest.approx(75.4, abs=0.05)
    assert energy.kilocalories(backward, 70) == pytest.approx(10.1, abs=0.05)
    assert energy.kilocalories(forward | backward, 70) == pytest.approx(85.4, abs=0.06)


@pytest.mark.parametrize(
    ("direction", "mph", "met"),
    [
        (F, 1.9, 2.3),
        (F, 2.0, 2.8),
        (F, 2.7, 3.0),
        (F, 3.0, 3.8),
        (F, 3.9, 4.8),
        (F, 4.2, 5.5),
        (B, 0.8, 2.625),
        (B, 1.0, 2.875),
        (B, 1.5, 3.5),
        (B, 3.5, 6.0),
    ],
)
def test_met_values_match_the_published_tables(direction, mph, met):
    assert energy.met(direction, mph * KMH_PER_MPH) == pytest.approx(met)


def test_standing_uses_no_energy():
    assert energy.met(Direction.STAND, None) == 0
