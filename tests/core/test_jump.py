"""Jumping to a segment or round, and marking laps."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

import retrowalk as rw
from retrowalk.core.commands import Command, State, Verb
from retrowalk.core.events import (
    LapMarked,
    Repeated,
    SegmentEnded,
    SegmentStarted,
    SkippedOn,
    WentBack,
)
from retrowalk.core.session import start_of_round
from retrowalk.core.walk import Walk
from retrowalk.errors import NotAllowed
from tests.strategies import sessions

S = timedelta(seconds=1)
SESSION = rw.parse("1m f, 3x(20s b, 40s f), open f, 2x(10s s, 20s b)")


def walking(session: rw.Session = SESSION, at: int = 5) -> Walk:
    walk = Walk(session)
    walk.begin()
    walk.advance(at * S)
    return walk


def test_a_jump_ahead_skips_and_a_jump_back_restarts():
    walk = walking()
    events = walk.apply(Command(Verb.JUMP, index=3))
    assert [type(e) for e in events[:3]] == [SkippedOn, SegmentEnded, SegmentStarted]
    ended = events[1]
    assert isinstance(ended, SegmentEnded)
    assert (ended.walked, ended.reason) == (5 * S, "skipped")
    assert walk.index == 3
    walk.advance(12 * S)
    events = walk.apply(Command(Verb.JUMP, index=1))
    assert [type(e) for e in events[:2]] == [WentBack, SegmentEnded]
    assert walk.view().elapsed == timedelta(0)


@pytest.mark.parametrize("index", [-1, len(SESSION.segments), 10**6])
def test_a_jump_to_a_nonexistent_segment_changes_nothing(index):
    walk = walking()
    before = walk.view()
    with pytest.raises(NotAllowed):
        walk.apply(Command(Verb.JUMP, index=index))
    assert walk.view() == before


def test_jumping_is_not_possible_in_the_lead_in():
    walk = Walk(SESSION, lead_in=10 * S)
    walk.begin()
    assert not walk.allows(Command(Verb.JUMP, index=2))


def test_a_paused_walk_stays_paused_where_it_jumps_to():
    walk = walking()
    walk.apply(Command(Verb.PAUSE))
    walk.apply(Command(Verb.JUMP, index=2))
    assert (walk.state, walk.index) == (State.PAUSED, 2)


def test_a_lap_is_marked_in_an_open_segment_only():
    walk = walking()
    assert not walk.allows(Command(Verb.LAP))
    walk.apply(Command(Verb.JUMP, index=7))
    walk.advance(20 * S)
    (lap,) = walk.apply(Command(Verb.LAP))
    assert isinstance(lap, LapMarked)
    assert (lap.index, lap.now) == (7, 20 * S)


@pytest.mark.parametrize(
    ("number", "near", "index"),
    [
        (1, 0, 1),
        (2, 0, 3),
        (3, 1, 5),
        (1, 5, 1),
        (2, 8, 10),
        (1, 11, 8),
        (4, 0, None),
        (0, 0, None),
    ],
)
def test_a_round_number_refers_to_the_nearest_repeat(number, near, index):
    assert start_of_round(SESSION, number, near) == index


@given(sessions(may_be_open=False), st.lists(st.tuples(st.integers(0, 90), st.integers(0, 12))))
def test_jumps_never_lose_time(session, jumps):
    walk, now = Walk(session), timedelta(0)
    walk.begin()
    for wait, target in jumps:
        now += wait * S
        walk.advance(now)
        command = Command(Verb.JUMP, index=target)
        if walk.allows(command):
            walk.apply(command)
            assert walk.index == target
    view = walk.view()
    assert view.at <= now
    if walk.state is State.WALKING:
        assert view.at == now


def test_repeating_changes_nothing_and_is_not_possible_in_the_lead_in():
    walk = walking()
    before = walk.view()
    (repeated,) = walk.apply(Command(Verb.REPEAT))
    assert isinstance(repeated, Repeated)
    assert repeated.index == walk.index
    assert walk.view() == before
    walk = Walk(walk.session, 5 * S)
    walk.begin()
    assert not walk.allows(Command(Verb.REPEAT))
