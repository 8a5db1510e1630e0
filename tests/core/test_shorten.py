from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrowalk.core.limits import SHORTEST_BOUT
from retrowalk.core.session import Direction, Segment, Session
from retrowalk.core.shorten import SHORTEST, shortened
from retrowalk.core.timeline import begins_last_round
from retrowalk.errors import UsageError
from retrowalk.presets.builder import build
from retrowalk.presets.library import open_line
from tests.strategies import sessions

S, M = timedelta(seconds=1), timedelta(minutes=1)
F, B = Direction.FORWARD, Direction.BACKWARD


LINES = {
    "intervals": "3x(5f 1b) 2f",
    "treadmill": "3f 0:45 s 3x(1b 1m s) 0:45 s 2f",
    "plain": "5f 1b 4f",
}


def preset(name: str) -> Session:
    return build(open_line(LINES[name]), {})


def lengths(session: Session) -> list[tuple[str, float]]:
    return [(str(s.direction)[0], (s.duration or M).total_seconds()) for s in session.segments]


@pytest.mark.parametrize(
    ("name", "minutes", "left"),
    [
        ("intervals", 20, "f300 b60 f300 b60 f300 b60 f120"),
        ("intervals", 25, "f300 b60 f300 b60 f300 b60 f120"),
        ("intervals", 19.5, "f300 b60 f300 b60 f275 b55 f120"),
        ("intervals", 15, "f300 b60 f300 b60 f50 b10 f120"),
        ("intervals", 5, "f150 b30 f120"),
        ("intervals", 14.1, "f300 b60 f300 b60 f120"),
        ("intervals", 8, "f300 b60 f120"),
        ("intervals", 1, "f60"),
        ("treadmill", 10, "f180 s45 b60 s60 b30 s60 s45 f120"),
        ("treadmill", 6, "f180 f120"),
        ("treadmill", 4, "f120 f120"),
        ("treadmill", 1, "f60"),
        ("plain", 6, "f120 f240"),
    ],
)
def test_the_last_rounds_are_shortened_and_the_cool_down_is_kept(name, minutes, left):
    made = shortened(preset(name), minutes * M)
    assert " ".join(f"{way}{length:g}" for way, length in lengths(made)) == left


def test_a_session_of_stands_alone_is_not_left():
    with pytest.raises(UsageError, match="not enough time"):
        shortened(build(open_line("10s s 20s b 40s s"), {}), 15 * S)


def test_the_remaining_rounds_are_renumbered():
    made = shortened(preset("intervals"), 15 * M)
    assert [(s.round, s.rounds) for s in made.segments] == [
        *[(1, 3), (1, 3), (2, 3), (2, 3), (3, 3), (3, 3)],
        (None, None),
    ]
    made = shortened(preset("intervals"), 14 * M)
    assert [(s.round, s.rounds) for s in made.segments[:-1]] == [(1, 2), (1, 2), (2, 2), (2, 2)]
    assert begins_last_round(made, 2)


@given(sessions(may_be_open=False), st.integers(1, 7200))
def test_a_shortened_session_ends_in_time_and_no_bout_becomes_too_short(plan, seconds):
    room = seconds * S
    try:
        made = shortened(plan, room)
    except UsageError:
        assert room < SHORTEST or all((s.duration or M) > room for s in plan.segments)
        return
    assert made.total <= room
    assert made.segments
    if plan.total <= room:
        assert made == plan
    cut = [s for s in made.segments if s not in plan.segments]
    assert all((s.duration or M) >= SHORTEST_BOUT for s in cut)


def test_a_session_with_open_segments_cannot_be_shortened():
    with pytest.raises(UsageError, match="open segments"):
        shortened(Session("o", "O", (Segment(F),)), 5 * M)
    with pytest.raises(UsageError, match="not enough time"):
        shortened(preset("intervals"), 5 * S)
    with pytest.raises(UsageError, match="not enough time"):
        shortened(preset("intervals"), -5 * S)
