import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrowalk.exports.repeats import Run, find_repeats


@pytest.mark.parametrize(
    ("steps", "longest", "runs"),
    [
        ("", 9, []),
        ("abc", 9, [Run(1, 1)] * 3),
        ("ababab", 9, [Run(2, 3)]),
        ("xababab", 9, [Run(1, 1), Run(2, 3)]),
        ("abcabc", 2, [Run(1, 1)] * 6),
    ],
)
def test_repeats_are_found_up_to_the_longest_block(steps, longest, runs):
    assert find_repeats(steps, longest) == runs


@given(st.lists(st.integers(0, 2), max_size=30))
def test_folding_keeps_every_step_and_never_needs_more(steps):
    runs = find_repeats(steps, 49)
    place, unfolded, cost = 0, [], 0
    for run in runs:
        unfolded += steps[place : place + run.size] * run.times
        place += run.size * run.times
        cost += run.size + (run.times > 1)
    assert unfolded == steps
    assert cost <= len(steps)
