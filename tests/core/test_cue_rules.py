from datetime import timedelta
from itertools import pairwise

import pytest
from hypothesis import given

from retrowalk.core.cue_rules import (
    LATEST_SOON,
    SHORTEST_ANNOUNCED,
    CueKind,
    Due,
    cues_within,
)
from retrowalk.core.session import (
    ZERO,
    Direction,
    Segment,
    Session,
    with_time_left,
)
from retrowalk.core.view import LEAD_IN
from tests.strategies import sessions

S = timedelta(seconds=1)
F, B, T = Direction.FORWARD, Direction.BACKWARD, Direction.STAND


def cues_of(*segments: Segment) -> list[Due]:
    return cues_within(Session("t", "T", segments), 0, 1, segments[0].limit)


def at(due: list[Due], kind: CueKind) -> list[float]:
    return [d.offset.total_seconds() for d in due if d.cue.kind is kind]


def segment(direction: Direction, seconds: float) -> Segment:
    return Segment(direction, seconds * S)


@given(sessions())
def test_cues_are_inside_their_segment_in_order_and_distinct(session):
    for index, part in enumerate(session.segments):
        due = cues_within(session, index, index + 1, part.limit)
        offsets = [d.offset for d in due]
        assert offsets == sorted(offsets)
        assert all(offset > ZERO for offset in offsets)
        assert part.limit is None or all(offset < part.limit for offset in offsets)
        assert len({d.cue for d in due}) == len(due)


@given(sessions())
def test_every_change_of_direction_is_announced_at_least_five_seconds_before(session):
    for index, part in enumerate(session.segments):
        if part.limit is None or part.limit < SHORTEST_ANNOUNCED:
            continue
        later = session.segments[index + 1 :]
        to = later[0].direction if later else T
        due = cues_within(session, index, index + 1, part.limit)
        announced = [d for d in due if d.cue.kind is CueKind.SOON]
        assert [d.cue.direction for d in announced] == ([] if to is part.direction else [to])
        assert all(d.offset <= part.limit - LATEST_SOON for d in announced)


@pytest.mark.parametrize(
    ("before", "after", "seconds"),
    [(F, B, 15), (B, F, 10), (F, T, 10), (B, T, 10), (T, F, 10), (T, B, 10), (B, None, 10)],
)
def test_backward_is_announced_15_seconds_before_it_follows_forward_others_10(
    before, after, seconds
):
    following = [segment(after, 60)] if after else []
    due = cues_of(segment(before, 60), *following)
    assert at(due, CueKind.SOON) == [60 - seconds]


@pytest.mark.parametrize(("length", "offset"), [(12, 2), (8, 2), (6.5, 1.5)])
def test_in_a_short_segment_the_announcement_is_later_but_never_later_than_5_seconds(
    length, offset
):
    assert at(cues_of(segment(F, length), segment(B, 60)), CueKind.SOON) == [offset]


@pytest.mark.parametrize(
    ("seconds", "times"),
    [(60, []), (300, [60, 120, 180, 240]), (125, [35, 65]), (134, [44, 74]), (150, [30, 90])],
)
def test_the_time_left_is_said_every_minute_of_a_long_segment(seconds, times):
    due = cues_of(segment(F, seconds), segment(B, 60))
    assert at(due, CueKind.TIME_LEFT) == times
    assert at(due, CueKind.MIDPOINT) == []


def test_a_shorter_segment_that_would_be_silent_for_long_has_a_midpoint():
    assert at(cues_of(segment(F, 90), segment(B, 60)), CueKind.MIDPOINT) == [45]
    assert at(cues_of(segment(F, 75), segment(B, 60)), CueKind.MIDPOINT) == []


@pytest.mark.parametrize(
    ("seconds", "checks", "midpoints"),
    [(20, [], []), (45, [], [15]), (60, [], [30]), (90, [30, 60], [45]), (100, [70], [40])],
)
def test_backward_segments_remind_to_check_behind_every_30_seconds(seconds, checks, midpoints):
    due = cues_of(segment(B, seconds), segment(F, 60))
    assert at(due, CueKind.MIDPOINT) == midpoints
    assert [c for c in at(due, CueKind.CHECK) if c > 20] == checks


def test_in_ten_minutes_backward_no_30_seconds_pass_without_a_cue():
    offsets = [d.offset for d in cues_of(segment(B, 600), segment(F, 60))]
    assert max(b - a for a, b in pairwise([ZERO, *offsets])) == 30 * S


def test_an_open_segment_says_how_long_it_has_been():
    due = cues_of(Segment(F), segment(B, 60))
    assert at(due, CueKind.ELAPSED)[:3] == [60, 120, 180]
    assert {d.cue.kind for d in due} == {CueKind.ELAPSED}
    backward = cues_of(Segment(B))
    assert at(backward, CueKind.CHECK)[:3] == [30, 90, 150]


def test_the_time_left_is_said_at_the_chosen_interval_or_never():
    long = Session("t", "T", (segment(F, 300), segment(B, 200)))
    often = with_time_left(long, 100 * S)
    never = with_time_left(long, ZERO)
    assert at(cues_within(often, 0, 1, 300 * S), CueKind.TIME_LEFT) == [100, 200]
    for index in (0, 1):
        found = {d.cue.kind for d in cues_within(never, index, index + 1, 200 * S)}
        assert not found & {CueKind.TIME_LEFT, CueKind.MIDPOINT}
    assert at(cues_within(never, 1, 2, 200 * S), CueKind.CHECK)


def test_the_lead_in_says_what_comes_first():
    session = Session("t", "T", (segment(B, 60),))
    five, twenty, two = (cues_within(session, LEAD_IN, 0, n * S) for n in (5, 20, 2))
    assert [d.cue.kind for d in five] == [CueKind.READY, *[CueKind.COUNTDOWN] * 3]
    assert five[0].cue.direction is B
    assert at(twenty, CueKind.SOON) == [10]
    assert [d.cue.kind for d in two] == [CueKind.COUNTDOWN]
