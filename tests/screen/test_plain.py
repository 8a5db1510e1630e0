import io
import re
from datetime import timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retrowalk.core.session import Direction, Segment, Session
from retrowalk.core.walk import Walk
from retrowalk.loop import Moment
from retrowalk.screen.plain import PlainLines
from retrowalk.screen.ui_state import Ui
from tests.strategies import sessions

S = timedelta(seconds=1)


def told(plan: Session, naps: list[timedelta]) -> list[str]:
    """What is written through a whole session, looked at after each nap."""
    out = io.StringIO()
    lines = PlainLines(out, plan, Ui())
    walk, now, turn = Walk(plan), timedelta(0), 0
    lines.show(Moment(tuple(walk.begin()), walk.view()))
    while not walk.over:
        now += naps[turn % len(naps)]
        turn += 1
        lines.show(Moment(tuple(walk.advance(now)), walk.view()))
    return out.getvalue().splitlines()


def seconds(line: str) -> int:
    *hours, minutes, rest = (int(n) for n in re.match(r"[\d:]+", line)[0].split(":"))
    return sum(hours) * 3600 + minutes * 60 + rest


def test_a_session_is_told_by_its_changes_and_milestones():
    parts = (Segment(Direction.FORWARD, 300 * S), Segment(Direction.BACKWARD, 60 * S))
    assert told(Session("t", "T", parts), [S])[1:] == [
        "0:00 Forward 5:00.",
        "2:30 Half. 2:30 left.",
        "4:00 One minute left.",
        "4:50 Ten seconds left. Backward soon. Slow down.",
        "5:00 Backward 1:00.",
        "5:30 Half. 0:30 left. Stand tall. Check behind.",
        "5:50 Ten seconds left.",
        "6:00 Done.",
    ]


@settings(max_examples=30)
@given(sessions(may_be_open=False, most=3))
def test_there_is_never_a_line_for_every_second(plan):
    lines = told(plan, [S])
    changes = len(plan.segments)
    assert len(lines) <= 2 + changes * 4
    long = all(segment.duration >= 20 * S for segment in plan.segments)
    if long and all(s.duration % (2 * S) == timedelta(0) for s in plan.segments):
        at = [seconds(line) for line in lines[1:]]
        assert all(later - earlier >= 4 for earlier, later in pairwise(at))


@settings(max_examples=50)
@given(
    sessions(may_be_open=False, most=3),
    st.lists(st.integers(700, 1900).map(lambda ms: timedelta(milliseconds=ms)), min_size=1),
)
def test_a_change_is_told_also_when_the_program_wakes_late_and_nothing_steers_a_terminal(
    plan, naps
):
    lines = told(plan, naps)
    assert sum(bool(re.match(r"[\d:]+ (Forward|Backward|Stand) \d", x)) for x in lines) == len(
        plan.segments
    )
    assert all(line.isprintable() for line in lines)


@pytest.mark.parametrize("length", [10, 19, 20, 39, 40, 89, 90, 120, 300])
def test_milestones_are_those_that_a_segment_is_long_enough_for(length):
    lines = told(Session("t", "T", (Segment(Direction.FORWARD, length * S),)), [S])
    text = "\n".join(lines)
    assert ("Half" in text) == (length >= 40)
    assert ("One minute left" in text) == (length >= 140 or 90 <= length <= 100)
    assert ("Ten seconds" in text) == (length >= 20)
