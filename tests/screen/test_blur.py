import pytest

from tests.screen.blur import OTHER_SIZES, THEMES, distances
from tests.screen.states import SIZES

LEAST = 20
"""Of 441. Before, paused and walking backward were 2 apart, the lead-in and forward 9."""


@pytest.mark.parametrize("size", [*SIZES, *OTHER_SIZES])
@pytest.mark.parametrize("theme", THEMES)
def test_blurred_states_are_easy_to_distinguish(theme, size):
    apart = distances(theme, size)
    assert apart[0][0] >= LEAST, apart[:5]
