from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrowalk.core.commands import Command, Verb
from retrowalk.core.cue_rules import CueKind
from retrowalk.core.events import (
    CueGiven,
    EndReason,
    Extended,
    GapFound,
    Outcome,
    Paused,
    Resumed,
    SegmentEnded,
    SegmentStarted,
    SessionEnded,
    SkippedOn,
    WentBack,
)
from retrowalk.core.session import ZERO, Direction, Segment, Session
from retrowalk.core.summary import summarize
from retrowalk.core.timeline import timeline
from retrowalk.core.walk import Walk
from retrowalk.errors import NotAllowed
from tests.strategies import sessions, steps, waits

S = timedelta(seconds=1)


def session(*lengths: tuple[str, int | None]) -> Session:
    parts = [Segment(Direction(d), None if n is None else n * S) for d, n in lengths]
    return Session("test", "Test", tuple(parts))


SHORT = session(("forward", 60), ("backward", 20), ("stand", 10))


def begun(of: Session = SHORT, lead_in: int = 0) -> Walk:
    walk = Walk(of, lead_in * S)
    walk.begin()
    return walk


def at(walk: Walk, now: timedelta, command: Command) -> list:
    return walk.advance(now) + walk.apply(command)


def of(kind: type, events: list) -> list:
    return [event for event in events if isinstance(event, kind)]


@given(sessions(may_be_open=False), st.lists(waits, min_size=1), st.integers(0, 20))
def test_every_cue_is_given_once_and_in_order_however_late_the_program_wakes(plan, naps, lead_in):
    walk = Walk(plan, lead_in * S)
    events, now, turn = walk.begin(), ZERO, 0
    while not walk.over:
        now += naps[turn % len(naps)] or S
        turn += 1
        events += walk.advance(now)
    given_cues = [(e.at, e.cue) for e in of(CueGiven, events) if e.at >= ZERO]
    assert given_cues == [(mark.at, mark.cue) for mark in timeline(plan)]
    assert of(SessionEnded, events)[0].now == lead_in * S + plan.total
    assert [e.walked for e in of(SegmentEnded, events)] == [s.duration for s in plan.segments]


@given(sessions(), steps, st.integers(0, 10))
def test_keys_and_late_wake_ups_never_lose_or_gain_time(plan, script, lead_in):
    walk = Walk(plan, lead_in * S)
    events, now = walk.begin(), ZERO
    for wait, command in script:
        now += wait
        events += walk.advance(now)
        if command and walk.allows(command):
            events += walk.apply(command)
        view = walk.view(now)
        assert view.remaining is None or view.remaining >= ZERO
        assert view.elapsed >= ZERO
    if not walk.over:
        events += walk.apply(Command(Verb.END))
    end = of(SessionEnded, events)[-1]
    walked = sum((e.walked for e in of(SegmentEnded, events)), ZERO)
    assert all(e.walked >= ZERO for e in of(SegmentEnded, events))
    first = of(SegmentStarted, events)
    if first:
        paused = pause_time([e for e in events if e.now >= first[0].now], first[0].now, events)
        assert walked + paused == end.now - first[0].now
        assert end.at == walked
    times = [event.now for event in events]
    assert times == sorted(times)
    assert all(e.late >= ZERO for e in of(CueGiven, events))
    summary = summarize(plan, events)
    assert summary.total == walked
    assert summary.done + summary.skipped <= len(plan.segments)


def pause_time(events: list, start: timedelta, everything: list) -> timedelta:
    """Return the time paused after `start`, even if the pause began in the lead-in."""
    total, since = ZERO, None
    for event in everything:
        if isinstance(event, Paused):
            since = event.now
        elif isinstance(event, (Resumed, SessionEnded)) and since is not None:
            total += max(ZERO, event.now - max(since, start))
            since = None
    return total


@given(sessions(), steps)
def test_no_cue_is_heard_twice_in_one_visit_unless_the_segment_changed(plan, script):
    walk = Walk(plan)
    events, now = walk.begin(), ZERO
    for wait, command in script:
        now += wait
        events += walk.advance(now)
        if command and walk.allows(command):
            events += walk.apply(command)
    heard: set = set()
    paused = False  # a backward segment continues after a countdown
    for event in events:
        paused = isinstance(event, Paused) or (paused and not isinstance(event, Resumed))
        if isinstance(event, (SegmentStarted, Extended)):
            heard = set()
        elif isinstance(event, CueGiven) and not paused:
            assert event.cue not in heard or event.cue.kind is CueKind.MIDPOINT
            heard.add(event.cue)


def test_a_walk_begins_once():
    with pytest.raises(NotAllowed):
        begun().begin()


def test_a_session_without_segments_cannot_be_walked():
    with pytest.raises(NotAllowed):
        Walk(Session("empty", "Empty", ()))


def test_a_pause_stops_the_time_and_the_cues():
    walk = begun()
    at(walk, 56 * S, Command(Verb.PAUSE))
    assert walk.advance(500 * S) == []
    assert walk.view(500 * S).remaining == 4 * S
    assert walk.view(500 * S).paused_for == 444 * S
    at(walk, 500 * S, Command(Verb.RESUME))
    counted = [e.cue.count for e in of(CueGiven, walk.advance(503 * S))]
    assert counted == [3, 2, 1]


def test_a_pause_in_a_backward_segment_ends_with_a_countdown():
    walk = begun()
    at(walk, 70 * S, Command(Verb.PAUSE))
    first = at(walk, 100 * S, Command(Verb.RESUME))
    assert [e.cue.count for e in of(CueGiven, first)] == [3]
    assert walk.view().resumes_in == 3 * S
    assert [e.cue.count for e in of(CueGiven, walk.advance(102 * S))] == [2, 1]
    assert walk.view(102.5 * S).remaining == 10 * S
    (resumed,) = of(Resumed, walk.advance(104 * S))
    assert (resumed.now, resumed.at) == (103 * S, 70 * S)
    assert walk.view().remaining == 9 * S


def test_a_countdown_after_a_pause_can_be_stopped_or_skipped():
    stopped, skipped = begun(), begun()
    for walk in (stopped, skipped):
        at(walk, 70 * S, Command(Verb.PAUSE))
        at(walk, 100 * S, Command(Verb.TOGGLE))
    again = at(stopped, 101 * S, Command(Verb.TOGGLE))
    assert [type(event) for event in again[-2:]] == [Resumed, Paused]
    assert stopped.advance(200 * S) == []
    assert of(SegmentStarted, at(skipped, 101 * S, Command(Verb.NEXT)))[0].index == 2
    assert skipped.view().remaining == 10 * S


def test_previous_restarts_the_segment_and_again_goes_one_back():
    walk = begun()
    walk.advance(65 * S)
    first = at(walk, 65 * S, Command(Verb.PREVIOUS))
    assert of(WentBack, first)[0].index == 1
    assert of(SegmentEnded, first)[0].reason is EndReason.RESTARTED
    assert walk.view().remaining == 20 * S
    second = at(walk, 66 * S, Command(Verb.PREVIOUS))
    assert of(WentBack, second)[0].index == 0
    assert walk.view().remaining == 60 * S


def test_next_in_a_timed_segment_skips_it_and_in_an_open_one_ends_it():
    walk = begun(session(("forward", None), ("backward", 20)))
    done = at(walk, 7 * S, Command(Verb.NEXT))
    assert of(SegmentEnded, done)[0].reason is EndReason.DONE
    assert not of(SkippedOn, done)
    skipped = at(walk, 9 * S, Command(Verb.NEXT))
    assert of(SegmentEnded, skipped)[0].reason is EndReason.SKIPPED
    assert of(SessionEnded, skipped)[0].outcome is Outcome.COMPLETED


def test_an_open_segment_with_a_limit_ends_by_itself():
    plan = Session("o", "O", (Segment(Direction.BACKWARD, at_most=30 * S),))
    walk = begun(plan)
    assert of(SessionEnded, walk.advance(30 * S))[0].at == 30 * S


def test_extending_moves_the_countdown_and_a_second_one_is_heard_for_the_new_end():
    walk = begun()
    walk.advance(58 * S)
    at(walk, 58 * S, Command(Verb.EXTEND, by=30 * S))
    assert [e.cue.count for e in of(CueGiven, walk.advance(70 * S))] == []
    cues = of(CueGiven, walk.advance(89 * S))
    assert [e.cue.kind for e in cues] == [CueKind.SOON, *[CueKind.COUNTDOWN] * 3]
    assert walk.view().remaining == S


def test_shortening_leaves_time_for_the_countdown():
    walk = begun()
    shortened = at(walk, 10 * S, Command(Verb.EXTEND, by=-60 * S))
    assert of(Extended, shortened)[0].by == -47 * S
    assert walk.view().remaining == 3 * S
    assert not walk.allows(Command(Verb.EXTEND, by=-30 * S))


def test_a_backward_bout_is_never_extended_past_fifteen_minutes():
    walk = begun(session(("backward", 880), ("stand", 10)))
    longer = at(walk, S, Command(Verb.EXTEND, by=30 * S))
    assert of(Extended, longer)[0].by == 20 * S
    assert not walk.allows(Command(Verb.EXTEND, by=30 * S))


def test_adjacent_backward_segments_are_one_bout():
    halves = session(("backward", 400), ("backward", 400), ("stand", 10), ("backward", 60))
    walk = begun(halves)
    long = Command(Verb.EXTEND, by=600 * S)
    assert of(Extended, at(walk, S, long))[0].by == 100 * S
    walk.apply(Command(Verb.NEXT))
    assert of(Extended, at(walk, 2 * S, long))[0].by == 499 * S
    walk.apply(Command(Verb.NEXT))
    walk.apply(Command(Verb.NEXT))
    assert of(Extended, at(walk, 3 * S, long))[0].by == 600 * S


def test_the_lead_in_counts_down_and_next_ends_it():
    walk = Walk(SHORT, 5 * S)
    assert walk.begin() == []
    assert walk.view().at == -5 * S
    cues = [(e.cue.kind, e.cue.count) for e in of(CueGiven, walk.advance(3 * S))]
    assert cues == [(CueKind.READY, None), (CueKind.COUNTDOWN, 3), (CueKind.COUNTDOWN, 2)]
    started = at(walk, 3 * S, Command(Verb.NEXT))
    assert of(SegmentStarted, started)[0].at == ZERO
    assert walk.view().at == ZERO


def test_ending_in_the_lead_in_walks_nothing():
    walk = begun(lead_in=5)
    events = at(walk, S, Command(Verb.END))
    assert summarize(SHORT, events).total == ZERO
    assert of(SessionEnded, events)[0].outcome is Outcome.ENDED


def test_waking_up_much_too_late_is_a_gap_of_that_length():
    walk = begun()
    assert of(GapFound, walk.advance(45 * S + S)) == []  # due at 45 s: one second late
    gap = of(GapFound, walk.advance(75 * S))
    assert [event.length for event in gap] == [18 * S]


def test_a_frame_is_due_at_each_change_of_a_shown_second():
    walk = begun(session(("forward", 10)))
    walk.advance(timedelta(seconds=2.25))
    assert walk.next_second() == 3 * S
    at(walk, timedelta(seconds=2.25), Command(Verb.PAUSE))
    walk.advance(timedelta(seconds=2.5))
    assert walk.next_second() == timedelta(seconds=3.25)


def test_the_expected_total_follows_skips_and_extensions():
    walk = begun()
    assert walk.view().expected == 90 * S
    at(walk, 10 * S, Command(Verb.EXTEND, by=30 * S))
    assert walk.view().expected == 120 * S
    at(walk, 20 * S, Command(Verb.NEXT))
    assert walk.view().expected == 50 * S
