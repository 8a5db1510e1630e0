import importlib.util
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrowalk.core.commands import AUTOMATIC, TRANSITIONS, Command, State, Verb
from retrowalk.core.gaps import GapPolicy, OnGap
from retrowalk.core.session import Direction, Segment, Session
from retrowalk.core.walk import Walk
from retrowalk.errors import NotAllowed
from tests.strategies import sessions, steps

S = timedelta(seconds=1)
ROOT = Path(__file__).parents[2]
SHORT = Session("s", "S", tuple(Segment(d, 20 * S) for d in Direction))


def test_the_diagrams_in_the_docs_are_current():
    spec = importlib.util.spec_from_file_location(
        "make_diagrams", ROOT / "scripts/make_diagrams.py"
    )
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    assert module.PAGE.read_text() == module.page(), "run scripts/make_diagrams.py"


def reached_in_time(state: State) -> set[State]:
    """Return the states that a walk can reach without a command."""
    return {state}.union(*(reached_in_time(to) for to in AUTOMATIC[state].values()))


@given(sessions(), steps, st.sampled_from(OnGap))
def test_a_walk_changes_state_only_as_the_tables_allow(plan, script, on_gap):
    walk, now = Walk(plan, 3 * S, GapPolicy(on_gap)), timedelta(0)
    walk.begin()
    for wait, command in script:
        before, now = walk.state, now + wait
        walk.advance(now, now - wait + S)
        assert walk.state in reached_in_time(before)
        if command and walk.allows(command):
            before = walk.state
            walk.apply(command)
            assert walk.state in TRANSITIONS[before][command.verb]


@pytest.mark.parametrize("state", list(State))
@pytest.mark.parametrize("verb", list(Verb))
def test_a_command_that_is_not_allowed_raises_and_changes_nothing(state, verb):
    walk = Walk(SHORT)
    if state is not State.READY:
        walk.begin()
    if state in (State.PAUSED, State.RESUMING):
        walk.apply(Command(Verb.NEXT))  # to the backward segment
        walk.apply(Command(Verb.PAUSE))
    if state is State.RESUMING:
        walk.apply(Command(Verb.RESUME))
    if state is State.OVER:
        walk.apply(Command(Verb.END))
    before = walk.view()
    command = Command(verb, by=30 * S)
    if verb in TRANSITIONS[state] and verb is not Verb.LAP:  # a lap needs an open segment
        assert walk.apply(command)
    else:
        with pytest.raises(NotAllowed):
            walk.apply(command)
        assert walk.view() == before
