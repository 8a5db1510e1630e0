from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from retrowalk.core.commands import Verb
from retrowalk.core.events import Outcome
from retrowalk.core.gaps import GapPolicy, OnGap
from retrowalk.core.session import ZERO, Direction
from retrowalk.history.record import MS
from tests.history.walks import VERSION, S, go, listed, plan, recorded, walked
from tests.strategies import commands, sessions

WHOLE = [go(5000)]


@pytest.fixture
def path(tmp_path):
    return tmp_path / "data" / "history.db"


def test_a_walk_is_recorded_with_every_segment_pause_and_skip(path):
    script = [
        *(go(30, Verb.PAUSE), go(15, Verb.RESUME), go(60, Verb.EXTEND, by=30 * S)),
        *(go(5, Verb.NEXT), go(20, Verb.PREVIOUS), *WHOLE),
    ]
    recorder, summary, _ = walked(path, plan(), script)
    assert recorder.close() == []
    found = recorded(path)
    assert found.summary == summary
    assert found.session == plan()
    assert (found.version, found.outcome) == (VERSION, Outcome.COMPLETED)
    assert [(h.kind, h.moment, h.at, h.length) for h in found.log] == [
        ("pause", 30_000, 30_000, None),
        ("resume", 45_000, 30_000, None),
        ("extend", 105_000, 90_000, 30_000),
        ("skip", 110_000, 95_000, None),
        ("back", 130_000, 115_000, None),
    ]
    assert [(v.segment, v.walked, v.reason) for v in found.visits[:3]] == [
        (0, 95_000, "skipped"),
        (1, 20_000, "restarted"),
        (1, 60_000, "done"),
    ]
    assert found.checkpoint is None


def test_a_gap_is_recorded(path):
    policy = GapPolicy(OnGap.CONTINUE)
    recorder, _, _ = walked(path, plan("2f"), [go(5), (41, "sleeps"), *WHOLE], gaps=policy)
    recorder.close()
    assert recorded(path).gaps == [40 * S]


def test_the_lead_in_is_not_recorded(path):
    recorder, _, _ = walked(path, plan(), [go(3)], lead_in=5)
    assert recorder.close() == []
    assert listed(path) == []


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25)
@given(st.integers(0, 1199), st.booleans())
def test_a_power_cut_loses_less_than_a_second_and_the_walk_can_be_resumed(
    tmp_path_factory, second, in_pause
):
    path = tmp_path_factory.mktemp("cut") / "history.db"
    script = [go(second + 0.5, Verb.PAUSE), go(7)] if in_pause else [go(second + 0.5)]
    recorder, _, _ = walked(path, plan(), script, lead_in=3)
    recorder.close()  # ends the thread; the record has no end
    if second < 3:
        assert listed(path) == []
        return
    found = recorded(path)
    assert found.outcome is Outcome.INTERRUPTED
    lost = (second - 3 + 0.5) * S - found.summary.total
    assert ZERO <= lost <= S
    assert found.progress.total == found.summary.total
    recorder, _, _ = walked(path, found.session, WHOLE, lead_in=5, resumed_from=found)
    assert recorder.close() == []
    whole = recorded(path)
    assert whole.id == found.id
    assert whole.outcome is Outcome.COMPLETED
    assert whole.summary.total == plan().total
    assert whole.summary.by_segment == tuple(s.duration for s in plan().segments)
    assert len(whole.breaks) == 1
    assert whole.summary.pauses == in_pause


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25)
@given(
    sessions(most=5),
    st.lists(st.tuples(st.integers(0, 90), st.none() | commands), max_size=12),
    st.lists(st.tuples(st.integers(0, 90), st.none() | commands), max_size=12),
)
def test_a_record_matches_the_events_for_any_key_presses(tmp_path_factory, session, script, later):
    path = tmp_path_factory.mktemp("any") / "history.db"
    recorder, summary, _ = walked(path, session, [*script, go(1, Verb.END)])
    assert recorder.close() == []
    if (found := recorded(path) if listed(path) else None) is None:
        return
    assert close(found.summary.by_segment, summary.by_segment)
    assert (found.summary.skipped, found.summary.pauses) == (summary.skipped, summary.pauses)
    assert found.outcome is summary.outcome
    if not found.can_resume:
        return
    recorder, more, _ = walked(path, session, [*later, go(1, Verb.END)], resumed_from=found)
    recorder.close()
    again = recorded(path)
    assert again.outcome is more.outcome
    before = found.reopened().summary.total
    assert abs(again.summary.total - before - more.total) < 40 * MS


def close(some, others) -> bool:
    return all(abs(a - b) < 20 * MS for a, b in zip(some, others, strict=True))


def test_a_record_has_the_options_of_its_session(path):
    session = plan('{title="Own"} 30s f {label="a", note="b", say="go"} 1b {cadence=80}')
    recorder, _, _ = walked(path, session, [go(10)])
    recorder.close()
    found = recorded(path)
    assert found.session == session
    assert found.progress.walked[Direction.FORWARD] == ZERO
    assert found.progress.offset == 10 * S


def test_recorded_times_continue_after_an_interruption(path):
    recorder, _, _ = walked(path, plan(), [go(20, Verb.PAUSE), go(100)])
    recorder.close()
    found = recorded(path)
    assert found.checkpoint.moment == 120_000
    recorder, _, _ = walked(
        path, plan(), [go(10, Verb.PAUSE), go(30, Verb.RESUME), *WHOLE], resumed_from=found
    )
    recorder.close()
    whole = recorded(path)
    assert whole.summary.pauses == 2
    assert whole.summary.paused == 130 * S
    assert timedelta(milliseconds=whole.visits[0].ended) == (300 + 130) * S
