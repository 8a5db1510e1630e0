from datetime import timedelta

from hypothesis import given

from retrowalk.core.cue_rules import CueKind
from retrowalk.core.session import Direction, Segment, Session
from retrowalk.core.timeline import starts, timeline
from tests.strategies import sessions

S = timedelta(seconds=1)


def plan(*segments: Segment) -> Session:
    return Session("t", "T", segments)


def kinds(session: Session) -> list[tuple[float, str]]:
    return [(m.at.total_seconds(), str(m.cue.kind)) for m in timeline(session) if m.at is not None]


def test_the_cues_of_a_backward_minute_after_a_forward_one():
    session = plan(Segment(Direction.FORWARD, 60 * S), Segment(Direction.BACKWARD, 60 * S))
    assert kinds(session) == [
        *((0, "start"), (45, "soon"), (57, "countdown"), (58, "countdown"), (59, "countdown")),
        *((60, "start"), (90, "midpoint"), (110, "soon")),
        *((117, "countdown"), (118, "countdown"), (119, "countdown"), (120, "done")),
    ]


def test_times_after_an_open_segment_are_unknown():
    session = plan(Segment(Direction.FORWARD), Segment(Direction.BACKWARD, 9 * S))
    assert starts(session) == [timedelta(0), None]
    later = [mark for mark in timeline(session) if mark.cue.segment == 1]
    assert later
    assert all(mark.at is None for mark in later)


@given(sessions(may_be_open=False))
def test_a_timeline_starts_each_segment_once_and_is_done_at_the_end(session):
    marks = list(timeline(session))
    started = [m.cue.segment for m in marks if m.cue.kind is CueKind.START]
    assert started == list(range(len(session.segments)))
    assert (marks[-1].at, marks[-1].cue.kind) == (session.total, CueKind.DONE)
    assert [m.at for m in marks] == sorted(m.at for m in marks)
