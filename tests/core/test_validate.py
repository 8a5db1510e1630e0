import json
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrowalk.core.session import CueSettings, Direction, Segment, Session
from retrowalk.core.validate import check_session, read_plan
from retrowalk.errors import InvalidSession
from retrowalk.history.session_json import plan_data
from tests.strategies import sessions

MINUTE = timedelta(minutes=1)
WALK = Segment(Direction.FORWARD, MINUTE)
FINE = Session("x", "X", (WALK,))
PLAN = plan_data(FINE)


def with_segment(**changes: object) -> dict:
    return PLAN | {"segments": [PLAN["segments"][0] | changes]}


@given(sessions())
def test_a_stored_plan_reads_back_as_the_same_session(session):
    assert read_plan(json.loads(json.dumps(plan_data(session)))) == session


@pytest.mark.parametrize(
    ("session", "message"),
    [
        (replace(FINE, name=""), "the session's name is empty"),
        (replace(FINE, title="a\nb"), "the session's title must be one line"),
        (replace(FINE, title="a" * 201), "the session's title is longer than 200 characters"),
        (replace(FINE, segments=()), "a session has 1 to 20,000 segments, not 0"),
        (replace(FINE, segments=(WALK,) * 20_001), "not 20,001"),
        (replace(FINE, segments=(replace(WALK, duration=timedelta(hours=13)),) * 2), "24 hours"),
        (replace(FINE, cues=CueSettings(every=timedelta(seconds=-1))), "at least 10 seconds"),
        (replace(FINE, cues=CueSettings(midpoint=1)), "'midpoint' must be true or false"),  # type: ignore[arg-type]
    ],
)
def test_a_session_out_of_range_is_refused(session, message):
    with pytest.raises(InvalidSession, match=message):
        check_session(session)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"duration": timedelta(0)}, "'duration' must be from 1 second to 24 hours"),
        ({"duration": timedelta(hours=25)}, "'duration' must be from 1 second to 24 hours"),
        ({"duration": 5}, "'duration' must be from 1 second"),
        ({"at_most": MINUTE}, "'at_most' is only for open forward or backward segments"),
        ({"label": "\ud800"}, "label must be one line of plain text"),
        ({"say": 5}, "say must be text"),
        ({"speed_kmh": 25.1}, "the speed must be more than 0 and at most 25 km/h"),
        ({"speed_kmh": float("nan")}, "the speed must be"),
        ({"speed_kmh": True}, "the speed must be"),
        ({"cadence": 999_999}, "the cadence must be 40 to 130 steps a minute"),
        ({"cadence": 80.5}, "the cadence must be"),
        ({"round": 3, "rounds": 2}, "'round' must be a whole number from 1 to 'rounds'"),
        ({"round": 1}, "'round' must be"),
        ({"rounds": 10**18, "round": 1}, "'round' must be"),
    ],
)
def test_a_segment_out_of_range_is_refused_with_its_number(changes, message):
    segments = (WALK, replace(WALK, **changes))
    with pytest.raises(InvalidSession, match=f"^segment 2: {message}"):
        check_session(replace(FINE, segments=segments))


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (None, "the plan is not an object"),
        ([], "the plan is not an object"),
        ({}, "the plan has no list of segments"),
        (PLAN | {"segments": {}}, "the plan has no list of segments"),
        (PLAN | {"segments": [1] * 20_001}, "more than 20,000 segments"),
        (PLAN | {"segments": [[]]}, "segment 1 is not an object"),
        (PLAN | {"name": None}, "the session's name must be text"),
        (PLAN | {"cues": {"every": -1}}, "'every' must be seconds"),
        (PLAN | {"cues": [1]}, "'cues' is not an object"),
        (with_segment(direction="up"), "segment 1: 'direction' must be one of forward, backward"),
        (with_segment(direction=["forward"]), "'direction' must be one of"),
        (with_segment(seconds="9" * 2_000_000), "segment 1: 'seconds' must be seconds"),
        (with_segment(seconds=2**53), "'seconds' must be seconds, from 1 to 86400"),
        (with_segment(seconds=float("inf")), "'seconds' must be seconds"),
        (with_segment(seconds=True), "'seconds' must be seconds"),
        (with_segment(seconds=0.2), "'duration' must be from 1 second"),
    ],
)
def test_data_that_is_not_a_plan_is_refused(data, message):
    with pytest.raises(InvalidSession, match=message):
        read_plan(data)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=5,
)


@given(
    st.sampled_from(["direction", "seconds", "at_most", "label", "speed_kmh", "cadence", "round"]),
    JSON,
)
def test_any_value_in_a_segment_is_read_or_refused(key, value):
    try:
        session = read_plan(with_segment(**{key: value}))
    except InvalidSession as error:
        assert str(error)
    else:
        assert check_session(session) is session
