"""The loop: what is done at the start of a walk."""

from datetime import timedelta

import pytest

from retrowalk.core.commands import Command, Verb
from retrowalk.core.events import Outcome, Paused, SessionStarted
from retrowalk.core.session import Direction, Segment, Session
from retrowalk.loop import play

S = timedelta(seconds=1)
PLAN = Session("t", "T", (Segment(Direction.FORWARD, 30 * S),))


class Stopped:
    """A clock that stands still, and controls that no one uses."""

    def now(self) -> float:
        return 7.0

    def wait(self, seconds):
        return None


@pytest.mark.parametrize("lead_in", [0, 5])
def test_a_command_given_before_the_walk_is_carried_out_as_it_begins(lead_in):
    first = next(play(PLAN, Stopped(), Stopped(), lead_in=lead_in * S, command=Command(Verb.PAUSE)))
    assert isinstance(first.events[-1], Paused)
    assert first.view.elapsed == 0 * S
    assert any(isinstance(event, SessionStarted) for event in first.events) == (lead_in == 0)


def test_a_walk_can_be_ended_before_it_begins():
    moments = list(play(PLAN, Stopped(), Stopped(), lead_in=5 * S, command=Command(Verb.END)))
    assert [moment.view.outcome for moment in moments] == [Outcome.ENDED]


def test_a_command_that_is_not_possible_yet_is_ignored():
    first = next(play(PLAN, Stopped(), Stopped(), lead_in=5 * S, command=Command(Verb.LAP)))
    assert first.events == ()
