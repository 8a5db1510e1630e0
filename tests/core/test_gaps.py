from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrowalk.core.commands import Command, State, Verb
from retrowalk.core.events import (
    CueGiven,
    GapFound,
    Outcome,
    Paused,
    Resumed,
    SegmentEnded,
    SegmentStarted,
    SessionEnded,
    SessionStarted,
)
from retrowalk.core.gaps import GapPolicy, OnGap
from retrowalk.core.session import ZERO, Direction, Segment, Session
from retrowalk.core.summary import summarize
from retrowalk.core.view import Progress
from retrowalk.core.walk import Walk
from retrowalk.errors import NotAllowed
from retrowalk.loop import play
from tests.strategies import sessions

S = timedelta(seconds=1)
F, B, T = Direction.FORWARD, Direction.BACKWARD, Direction.STAND
PLAN = Session("p", "P", (Segment(F, 60 * S), Segment(B, 20 * S), Segment(T, 10 * S)))


class Script:
    """A clock and controls that sleep too long at the moments of the script."""

    def __init__(self, *late: float):
        self.seconds, self.late, self.keys = 100.0, list(late), []

    def now(self) -> float:
        return self.seconds

    def wait(self, seconds):
        self.seconds += (seconds or 1.0) + (self.late.pop(0) if self.late else 0)
        return self.keys.pop(0) if self.keys else None


def of(kind: type, events: list) -> list:
    return [event for event in events if isinstance(event, kind)]


def stepped(walk: Walk, start: int, end: int) -> list:
    """Return the events of a walk whose program wakes every second."""
    return [event for now in range(start, end + 1) for event in walk.advance(now * S)]


@pytest.mark.parametrize(
    ("policy", "length", "pauses"),
    [
        (OnGap.ASK, 29, False),
        (OnGap.ASK, 30, True),
        (OnGap.PAUSE, 2, True),
        (OnGap.CONTINUE, 3600, False),
    ],
)
def test_the_policy_says_whether_a_gap_pauses_where_it_began(policy, length, pauses):
    walk = Walk(PLAN, gaps=GapPolicy(policy))
    walk.begin()
    walk.advance(10 * S, 10 * S)
    events = walk.advance((11 + length) * S, 11 * S)
    (gap,) = of(GapFound, events)
    assert (gap.length, gap.at) == (length * S, 11 * S)
    assert bool(of(Paused, events)) is pauses
    if pauses:
        assert walk.view().elapsed == 11 * S
        assert walk.view().paused_for == length * S
        assert of(CueGiven, walk.apply(Command(Verb.RESUME))) == []
        cues = of(CueGiven, stepped(walk, 11 + length, 11 + length + 46))
        assert [cue.cue.count for cue in cues] == [None, 3]  # soon, three
    else:
        assert walk.view().at == min((11 + length) * S, PLAN.total)


def test_a_gap_over_the_end_of_the_last_segment_ends_the_session_on_its_second():
    walk = Walk(PLAN, gaps=GapPolicy(OnGap.PAUSE))
    walk.begin()
    stepped(walk, 0, 89)
    events = walk.advance(500 * S, 90 * S)
    assert of(SessionEnded, events)[0].now == 90 * S


def test_a_gap_is_measured_from_the_planned_wake_up_not_the_next_cue():
    script = Script(0, 0, 20)
    moments = list(play(PLAN, script, script))
    gap = of(GapFound, [event for moment in moments for event in moment.events])
    assert [(g.at, g.length) for g in gap] == [(3 * S, 20 * S)]


def test_a_key_pressed_on_waking_does_not_end_an_unseen_pause():
    script = Script(0, 3600)
    script.keys = [None, Command(Verb.TOGGLE), None, Command(Verb.END)]
    moments = list(play(PLAN, script, script, gaps=GapPolicy(OnGap.ASK)))
    states = [moment.view.state for moment in moments]
    assert states[2] is State.PAUSED
    assert moments[-1].view.outcome is Outcome.ENDED


class Awoken(Script):
    """A script whose keys are already waiting when the program wakes up."""

    def wait(self, seconds):
        return self.keys.pop(0) if self.keys and self.keys[0] else super().wait(seconds)


def test_a_key_that_arrives_just_after_a_gap_does_not_end_its_pause():
    script = Awoken(0, 3600)
    script.keys = [None, None, Command(Verb.TOGGLE), Command(Verb.NEXT), None, Command(Verb.END)]
    moments = list(play(PLAN, script, script, gaps=GapPolicy(OnGap.ASK)))
    states = [moment.view.state for moment in moments]
    assert states[2:5] == [State.PAUSED] * 3
    assert moments[-2].view.index == 0
    assert moments[-1].view.outcome is Outcome.ENDED


@given(
    sessions(may_be_open=False),
    st.lists(st.integers(0, 120), max_size=30),
    st.sampled_from(list(OnGap)),
)
def test_no_time_is_lost_or_gained_with_any_gaps_and_policy(plan, gaps, policy):
    walk = Walk(plan, gaps=GapPolicy(policy))
    events, now = walk.begin(), ZERO
    for late in [*gaps, *[0] * 3000]:
        if walk.over:
            break
        if walk.state is State.PAUSED:
            events += walk.apply(Command(Verb.RESUME))
        awaited = walk.next_due()
        assert awaited is not None
        now = awaited + late * S
        events += walk.advance(now, awaited)
    summary = summarize(plan, events)
    end = of(SessionEnded, events)[-1]
    assert summary.total == plan.total
    assert end.now == plan.total + summary.paused
    assert [e.walked for e in of(SegmentEnded, events)] == [s.duration for s in plan.segments]


@given(sessions(), st.data())
def test_a_resumed_walk_ends_as_if_never_interrupted(plan, data):
    whole = Walk(plan)
    whole.begin()
    stop = data.draw(st.integers(0, 900)) * S
    while not whole.over and whole.view().limit is None:
        whole.apply(Command(Verb.NEXT))
    whole.advance(stop)
    if whole.over:
        return
    view = whole.view()
    here = {F: view.forward, B: view.backward}
    if (direction := plan.segments[view.index].direction) in here:
        here[direction] -= view.elapsed
    walked = {**here, T: view.at - view.elapsed - sum(here.values(), ZERO)}
    progress = Progress(view.index, view.elapsed, view.limit, walked)
    again = Walk(plan, 5 * S, progress=progress)
    again.begin()
    lead_in = again.view()
    assert (lead_in.at, lead_in.following) == (view.at - 5 * S, view.index)
    assert lead_in.expected == view.expected
    events = again.advance(5 * S)
    assert [type(e) for e in events if type(e) in (SessionStarted, SegmentStarted, Resumed)] == [
        SessionStarted,
        Resumed,
        SegmentStarted,
    ]
    now = again.view()
    assert (now.index, now.elapsed, now.limit, now.at) == (
        *(view.index, view.elapsed, view.limit, view.at),
    )
    assert (now.forward, now.backward, now.expected) == (
        *(view.forward, view.backward, view.expected),
    )


def test_a_walk_cannot_resume_in_a_nonexistent_segment():
    with pytest.raises(NotAllowed):
        Walk(PLAN, progress=Progress(3))
