import io
import re
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from retrowalk.core.gaps import NEVER_PAUSE, GapPolicy
from retrowalk.core.session import CueSettings, Direction, Segment, Session
from retrowalk.core.walk import Walk
from retrowalk.loop import Moment
from retrowalk.screen.plain import PlainLines
from retrowalk.screen.ui_state import Ui
from tests.strategies import sessions

S = timedelta(seconds=1)


def lines_written(plan: Session, naps: list[timedelta], gaps: GapPolicy = NEVER_PAUSE) -> list[str]:
    """Return the lines of a whole session, advanced by each of `naps` in turn."""
    out = io.StringIO()
    lines = PlainLines(out, plan, Ui())
    walk, now, turn = Walk(plan, timedelta(0), gaps), timedelta(0), 0
    lines.show(Moment(tuple(walk.begin()), walk.view()))
    while not walk.over:
        now += naps[turn % len(naps)]
        turn += 1
        lines.show(Moment(tuple(walk.advance(now)), walk.view()))
    return out.getvalue().splitlines()


def seconds(line: str) -> int:
    *hours, minutes, rest = (int(n) for n in re.match(r"[\d:]+", line)[0].split(":"))
    return sum(hours) * 3600 + minutes * 60 + rest


def test_the_first_line_has_the_length_of_the_session():
    walked = Segment(Direction.FORWARD, 180 * S)
    for segments, length in (((walked,), "3:00"), ((walked, Segment(Direction.BACKWARD)), "3:00+")):
        out = io.StringIO()
        lines = PlainLines(out, Session("t", "T", segments), Ui())
        lines.show(Moment((), Walk(Session("t", "T", segments)).view()))
        assert out.getvalue().startswith(f"T: {length}. ")


def test_a_session_prints_its_changes_and_milestones():
    parts = (Segment(Direction.FORWARD, 180 * S), Segment(Direction.BACKWARD, 60 * S))
    assert lines_written(Session("t", "T", (*parts, parts[0])), [S])[1:8] == [
        "0:00 Forward 3:00.",
        "1:00 Two minutes to go.",
        "2:00 One minute to go.",
        "2:45 Fifteen seconds to go. Backward soon. Slow down.",
        "3:00 Backward 1:00.",
        "3:30 Thirty seconds to go. Check behind.",
        "3:50 Ten seconds to go. Forward soon. Stop, then turn.",
    ]


@settings(max_examples=30)
@given(sessions(may_be_open=False, most=3))
def test_there_is_never_a_line_for_every_second(plan):
    plan = replace(plan, cues=CueSettings())  # the time left can be said every ten seconds
    lines = lines_written(plan, [S])
    assert len(lines) <= 2 + sum(8 + segment.duration // (30 * S) for segment in plan.segments)
    if all(segment.duration >= 30 * S for segment in plan.segments):
        at = [seconds(line) for line in lines[1:]]
        assert all(later - earlier >= 4 for earlier, later in pairwise(at))


@settings(max_examples=50)
@given(
    sessions(may_be_open=False, most=3),
    st.lists(st.integers(700, 60_000).map(lambda ms: timedelta(milliseconds=ms)), min_size=1),
)
def test_a_fast_rehearsal_that_wakes_up_late_prints_the_same(plan, naps):
    at_speed = GapPolicy(noticed=timedelta(hours=1))
    assert lines_written(plan, naps, at_speed) == lines_written(plan, [S])


@settings(max_examples=50)
@given(
    sessions(may_be_open=False, most=3),
    st.lists(st.integers(700, 1900).map(lambda ms: timedelta(milliseconds=ms)), min_size=1),
)
def test_a_late_wake_up_still_prints_the_change_without_escapes(plan, naps):
    lines = lines_written(plan, naps)
    assert sum(bool(re.match(r"[\d:]+ (Forward|Backward|Stand) \d", x)) for x in lines) == len(
        plan.segments
    )
    assert all(line.isprintable() for line in lines)
