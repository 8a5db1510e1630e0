import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from retrowalk.core import events
from retrowalk.core.cue_rules import Cue, CueKind
from retrowalk.core.events import EVENT_KINDS, EndReason, Outcome
from retrowalk.core.session import Direction, Segment, Session
from retrowalk.integrations.event_json import event_json

S = timedelta(seconds=1)
CLOCK = datetime(2026, 1, 2, 3, 4, 5, 678901, UTC)
PLAN = Session(
    "p",
    "P",
    (
        Segment(Direction.FORWARD, 300 * S, label="Warm up", note="slow", round=1, rounds=2),
        Segment(Direction.BACKWARD),
    ),
)
WHEN = {"at": 1.5 * S, "now": 2 * S}
CUE = Cue(CueKind.COUNTDOWN, 0, Direction.FORWARD, 3)


@pytest.mark.parametrize(
    ("event", "more"),
    [
        (
            events.SessionStarted(**WHEN),
            {"name": "p", "title": "P", "seconds": 300, "segments": 2},
        ),
        (
            events.SegmentStarted(**WHEN, index=0),
            {"index": 1, "direction": "forward", "seconds": 300}
            | {"label": "Warm up", "note": "slow", "round": 1, "rounds": 2},
        ),
        (
            events.SegmentStarted(**WHEN, index=1),
            {"index": 2, "direction": "backward", "seconds": None}
            | {"label": None, "note": None, "round": None, "rounds": None},
        ),
        (
            events.CueGiven(**WHEN, cue=CUE, late=0.25 * S),
            {"index": 1, "cue": "countdown", "direction": "forward", "count": 3}
            | {"text": "Three.", "late": 0.25},
        ),
        (events.Paused(**WHEN), {}),
        (events.Resumed(**WHEN), {}),
        (events.SkippedOn(**WHEN, index=0), {"index": 1}),
        (events.WentBack(**WHEN, index=1), {"index": 2}),
        (events.Extended(**WHEN, index=0, by=-30 * S), {"index": 1, "seconds": -30}),
        (events.GapFound(**WHEN, length=2.5 * S), {"seconds": 2.5}),
        (
            events.SegmentEnded(**WHEN, index=1, walked=7 * S, reason=EndReason.STOPPED),
            {"index": 2, "direction": "backward", "seconds": 7, "reason": "stopped"},
        ),
        (events.SessionEnded(**WHEN, outcome=Outcome.ENDED), {"outcome": "ended"}),
    ],
)
def test_each_event_has_its_kind_time_and_details(event, more):
    assert event_json(event, PLAN, CLOCK) == {
        "schema": 1,
        "event": event.kind,
        "at": 1.5,
        "clock": "2026-01-02T03:04:05.678+00:00",
        **more,
    }


def test_the_text_of_a_cue_has_the_speed_in_the_chosen_unit():
    plan = Session("p", "P", (Segment(Direction.FORWARD, 60 * S, speed_kmh=3.219),))
    event = events.CueGiven(cue=Cue(CueKind.START, 0, Direction.FORWARD), late=0 * S, **WHEN)
    assert event_json(event, plan, CLOCK, units="mph")["text"].endswith("Speed two.")
    assert event_json(event, plan, CLOCK)["text"].endswith("Speed three point two.")


def test_the_documented_kinds_are_those_of_the_events():
    page = (Path(__file__).parents[2] / "docs" / "events.md").read_text("utf-8")
    rows = [line.split("|")[1] for line in page.splitlines() if line.startswith("| `")]
    assert set(EVENT_KINDS) <= {kind for row in rows for kind in re.findall(r"`([a-z-]+)`", row)}
