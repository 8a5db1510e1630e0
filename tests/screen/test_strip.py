from datetime import timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrowalk.core.session import Direction, Segment, Session
from retrowalk.screen.glyphs import ASCII, UNICODE
from retrowalk.screen.strip import Strip
from retrowalk.screen.strip_scale import spread_evenly
from retrowalk.screen.theme import theme_for
from retrowalk.terminal.lines import plain
from tests.strategies import sessions

THEME = theme_for("default")
S = timedelta(seconds=1)


@given(sessions(), st.integers(1, 200))
def test_a_strip_has_its_width_and_shows_every_direction_of_a_bout(plan, width):
    strip = Strip(plan, width, UNICODE, THEME)
    assert len(plain(strip.band(width // 2))) == width
    assert 0 <= strip.place(len(plan.segments) - 1, timedelta(hours=9)) < width


def rounds(count: int, forward: int, backward: int) -> Session:
    parts = [
        Segment(direction, length * S, round=turn, rounds=count)
        for turn in range(1, count + 1)
        for direction, length in ((Direction.FORWARD, forward), (Direction.BACKWARD, backward))
    ]
    return Session("t", "T", tuple(parts))


def backward_part(strip: Strip) -> float:
    """Return the fraction of the strip's cells that is backward; cells of blocks count by share."""
    parts = [
        cell.share if cell.share is not None else float(cell.direction is Direction.BACKWARD)
        for cell in strip._cells
    ]
    return sum(parts) / len(parts)


@pytest.mark.parametrize("count", [1, 3, 10, 25, 60, 200])
@pytest.mark.parametrize("width", [40, 78, 116])
def test_cells_are_to_scale_whatever_the_number_of_rounds(count, width):
    strip = Strip(rounds(count, 30, 10), width, UNICODE, THEME)
    assert backward_part(strip) == pytest.approx(0.25, abs=0.08)


@given(st.integers(0, 60).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_cells_are_spread_evenly(numbers):
    count, cells = numbers
    chosen = spread_evenly(count, cells)
    assert (len(chosen), sum(chosen)) == (cells, count)
    gaps = [b - a for a, b in pairwise(n for n, is_chosen in enumerate(chosen) if is_chosen)]
    assert not gaps or max(gaps) - min(gaps) <= 1


def test_the_current_round_is_enlarged_in_a_block():
    strip = Strip(rounds(60, 30, 10), 78, UNICODE, THEME, current=40)
    alone = [cell for cell in strip._cells if cell.share is None]
    assert 10 <= len(alone) <= 14
    assert sum(cell.direction is Direction.BACKWARD for cell in alone) in (3, 4)
    assert strip.shows(41)
    assert not strip.shows(42)
    assert strip.place(40, 0 * S) < strip.place(41, 9 * S)


@pytest.mark.parametrize("width", [20, 80])
def test_a_block_without_colours_still_has_the_right_proportion(width):
    shown = plain(Strip(rounds(60, 30, 10), width, ASCII, THEME).band())
    assert shown.count("#") / width == pytest.approx(0.25, abs=0.06)


def test_open_segments_are_equally_wide_and_dashed():
    parts = (
        Segment(Direction.FORWARD, None),
        Segment(Direction.BACKWARD, None, timedelta(minutes=3)),
        Segment(Direction.FORWARD, None),
        Segment(Direction.BACKWARD, None, timedelta(minutes=5)),
    )
    shown = plain(Strip(Session("t", "T", parts), 40, UNICODE, THEME).band())
    assert shown == "▄ ▄ ▄ ▄ ▄ █ █ █ █ █ ▄ ▄ ▄ ▄ ▄ █ █ █ █ █ "
