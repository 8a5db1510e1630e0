from datetime import timedelta

from retrowalk.core.plan_json import plan_json
from retrowalk.core.session import Direction, Segment, Session

S = timedelta(seconds=1)


def test_a_plan_has_its_cues_with_the_keys_of_the_event_stream():
    parts = (Segment(Direction.FORWARD, 20 * S), Segment(Direction.BACKWARD, 10 * S))
    cues = plan_json(Session("t", "T", parts))["cues"]
    assert [(cue["at"], cue["cue"], cue["count"]) for cue in cues] == [
        *((0, "start", None), (5, "soon", None)),
        *((17, "countdown", 3), (18, "countdown", 2), (19, "countdown", 1)),
        *((20, "start", None), (22, "soon", None)),
        *((27, "countdown", 3), (28, "countdown", 2), (29, "countdown", 1), (30, "done", None)),
    ]
    assert cues[1] == {
        "index": 1,
        "at": 5,
        "cue": "soon",
        "direction": "backward",
        "count": None,
    }


def test_an_open_segment_has_no_planned_cues():
    cues = plan_json(Session("t", "T", (Segment(Direction.FORWARD),)))["cues"]
    assert [cue["cue"] for cue in cues] == ["start", "done"]
