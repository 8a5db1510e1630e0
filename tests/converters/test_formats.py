"""Workout files of other timers: an example of each format, and damaged files."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrowalk.converters import fit_workout, formats
from retrowalk.converters.workout import Role, role_of, to_session
from retrowalk.core.session import Direction
from retrowalk.errors import RetrowalkError

F, B, S = Direction.FORWARD, Direction.BACKWARD, Direction.STAND

ZWO = b"""<?xml version="1.0"?>
<workout_file>
  <name>Hill</name>
  <description>Up and down.</description>
  <workout>
    <Warmup Duration="300" PowerLow="0.25" PowerHigh="0.75"/>
    <IntervalsT Repeat="3" OnDuration="60" OffDuration="120" OnPower="1" OffPower="0.5">
      <textevent timeoffset="0" message="Small steps"/>
      <textevent timeoffset="30" message="Stand tall"/>
    </IntervalsT>
    <SteadyState Duration="90" Power="0.6"/>
    <FreeRide Duration="60" FlatRoad="1"/>
    <Cooldown Duration="120" PowerLow="0.5" PowerHigh="0.25"/>
  </workout>
</workout_file>
"""
ICU = b"""Warmup
- 5m ramp 50-60% 90rpm

Main set 3x
- Backward 1m 60%
- Recovery 1m30 40% HR

Cooldown
- 2m 50%
"""
JAWT = json.dumps(
    {
        "title": "Legs",
        "version": 2,
        "sets": [
            {"id": "a", "repetitions": 1, "exercises": [{"name": "Warm up", "duration": 120}]},
            {
                "id": "b",
                "repetitions": 2,
                "exercises": [
                    {"name": "Lunges", "duration": 40},
                    {"name": "Rest", "duration": 20},
                ],
            },
        ],
    }
).encode()
OPENHIIT = json.dumps(
    {
        "name": "Mine",
        "activeIntervals": 2,
        "restarts": 1,
        "activities": ["Backward", "Lunges"],
        "timeSettings": {
            "workTime": 30,
            "restTime": 15,
            "breakTime": 60,
            "warmupTime": 90,
            "cooldownTime": 0,
            "getReadyTime": 10,
        },
    }
).encode()


def runnerup_step(kind: str, order: int, **more: object) -> dict[str, object]:
    return {"stepTypeKey": kind, "stepOrder": order, "endConditionTypeKey": "time"} | more


RUNNERUP = json.dumps(
    {
        "com.garmin.connect.workout.json.UserWorkoutJson": {
            "workoutSteps": [
                runnerup_step("warmup", 1, endConditionTypeKey="lap.button", groupId=1),
                runnerup_step("repeat", 2, groupId=2, endConditionValue=4),
                runnerup_step(
                    "interval",
                    3,
                    parentGroupId=2,
                    endConditionValue=240000,
                    endConditionUnitKey="ms",
                    targetTypeKey="heart.rate.zone",
                ),
                runnerup_step(
                    "recovery", 4, parentGroupId=2, endConditionValue=180, endConditionUnitKey="s"
                ),
            ]
        }
    }
).encode()
QINTERVALS = b"""title: Steps
intervals:
  - {type: warmup, name: Easy, length: 2m}
  - block:
      repeats: 2
      intervals:
        - {type: work, name: Hard, length: 30s}
        - {type: rest, name: Rest, length: 1m}
"""
CSV = b"name;seconds;direction\nWarm up;120;\nBack;0:30;backward\nWait;20;stand\n"


def shape(data: bytes, name: str = "auto") -> list[tuple[Direction, float | None]]:
    session = to_session(formats.read(data, name), "walk")
    return [(s.direction, s.duration and s.duration.total_seconds()) for s in session.segments]


@pytest.mark.parametrize(
    ("name", "data", "expected"),
    [
        ("zwo", ZWO, [(F, 300), *[(B, 60), (F, 120)] * 3, (B, 90), (F, 60), (F, 120)]),
        ("intervals-icu", ICU, [(F, 300), *[(B, 60), (F, 90)] * 3, (F, 120)]),
        ("jawt", JAWT, [(F, 120), *[(B, 40), (F, 20)] * 2]),
        (
            "openhiit",
            OPENHIIT,
            [(F, 90), (B, 30), (F, 15), (B, 30), (F, 60), (B, 30), (F, 15), (B, 30)],
        ),
        ("runnerup", RUNNERUP, [(F, None), *[(B, 240), (F, 180)] * 4]),
        ("qintervals", QINTERVALS, [(F, 120), *[(B, 30), (F, 60)] * 2]),
        ("csv", CSV, [(F, 120), (B, 30), (S, 20)]),
        ("csv", b"# my plan\nforward, 60\n  # back\nbackward, 20.5\n", [(F, 60), (B, 20.5)]),
        ("csv", b"forward, 60\nbackward, 20\n", [(F, 60), (B, 20)]),
        ("json", b'[["forward", 60], {"name": "x", "seconds": "1m"}]', [(F, 60), (B, 60)]),
        ("yaml", b"- {name: Forward, seconds: 60}\n- [Backward, 20]\n", [(F, 60), (B, 20)]),
    ],
)
def test_each_format_is_recognized_and_keeps_its_steps(name, data, expected):
    assert formats.recognize(data) == name
    assert shape(data) == shape(data, name) == expected


def test_a_name_keeps_its_joiners_and_loses_control_characters():
    name = "می\u200cروم\x1b[2J 👩\u200d🦯"
    session = to_session(formats.read(f"{name},60\n".encode(), "csv"), "walk")
    assert session.segments[0].label == "می\u200cروم [2J 👩\u200d🦯"


def test_rounds_are_those_of_the_repeat():
    session = to_session(formats.read(ZWO), "walk")
    assert [(s.round, s.rounds) for s in session.segments[1:4]] == [(1, 3), (1, 3), (2, 3)]
    assert session.title == "Hill"
    assert session.segments[1].note == "Small steps"


@pytest.mark.parametrize(
    ("data", "named"),
    [
        (ZWO, ["PowerLow", "OnPower", "text event", "Up and down."]),
        (
            b"- 9m Z2 press lap\n- Go 33^ Now<!> 60^ On<!> 5m Z2\n",
            ["the lap button", "a step (2 times)"],
        ),
        (ZWO.replace(b"Up and", b"Up\nand"), ["Up and down."]),
        (ICU, ["power target", "cadence target", "heart rate target"]),
        (OPENHIIT, ["--lead-in 10"]),
        (RUNNERUP, ["heart.rate.zone"]),
        (b"name,seconds,reps\nx,30,12\n", ["'reps'"]),
    ],
)
def test_unsupported_features_are_named(data, named):
    remarks = "\n".join(formats.read(data).remarks)
    assert all(word in remarks for word in named), remarks


def test_a_fit_repeat_without_a_number_is_named(monkeypatch):
    steps = [{"duration_type": "time", "duration_time": 60.0, "intensity": "active"},
             {"duration_type": "repeat_until_time", "duration_step": 0}]  # fmt: skip
    monkeypatch.setattr(fit_workout, "_messages", lambda data: ("x", steps))
    workout = fit_workout.read(b"")
    assert len(workout.steps) == 1
    assert workout.remarks == ["left out: step 2, repeat_until_time"]


@pytest.mark.parametrize("times", [1, 3])
def test_the_last_rest_of_a_qintervals_block_can_be_left_out(times):
    data = (
        f"intervals:\n- block:\n    repeats: {times}\n    skip_last_rest: true\n    intervals:\n"
        "    - {type: work, name: x, length: 30s}\n    - {type: rest, name: y, length: 1m}\n"
        "- {type: rest, name: z, length: 2m}\n"
    ).encode()
    assert shape(data) == [*[(B, 30), (F, 60)] * (times - 1), (B, 30), (F, 120)]


def test_a_zwift_workout_may_have_a_namespace():
    data = ZWO.replace(b"<workout_file>", b'<workout_file xmlns="http://www.zwift.com">')
    assert data != ZWO
    assert shape(data) == shape(ZWO)


def test_a_text_at_a_time_is_not_part_of_the_label():
    data = b"- Go slow 33^ Now<!> 60^ On<!> 5m Z2\n- 30s 50%\n"
    assert to_session(formats.read(data), "walk").segments[0].label == "Go slow"


@pytest.mark.parametrize("data", [b"", b"only\n", b"a,-5\n"])
def test_a_table_is_recognized_by_its_suffix(data):
    assert formats.recognize(data) is None
    assert formats.recognize(data, ".CSV") == "csv"


def test_a_distance_becomes_an_open_step_that_names_it():
    data = ZWO.replace(b"<workout>", b"<durationType>distance</durationType><workout>")
    first = to_session(formats.read(data), "walk").segments[0]
    assert first.duration is None
    assert first.label == "Warm-up 300 m"


def test_work_and_rest_take_the_directions_that_are_asked_for():
    session = to_session(formats.read(QINTERVALS), "walk", work=F, rest=S)
    assert [s.direction for s in session.segments[:3]] == [F, F, S]


def test_our_own_fit_workout_is_read_back(tmp_path):
    pytest.importorskip("fitdecode", reason="fitdecode comes with the fit extra")
    import retrowalk as rw
    from retrowalk.exports import write

    walk = rw.parse("5f, 3x(1b 2f), 30s s")
    write(walk, tmp_path / "walk.fit")
    data = (tmp_path / "walk.fit").read_bytes()
    assert formats.recognize(data) == "fit"
    back = to_session(formats.read(data), "walk")
    assert [(s.direction, s.duration) for s in back.segments] == [
        (s.direction, s.duration) for s in walk.segments
    ]
    assert back.total == timedelta(minutes=14, seconds=30)


@pytest.mark.parametrize(
    ("data", "name", "says"),
    [
        (b"<workout_file><workout>", "zwo", "not readable as XML"),
        (
            b'<!DOCTYPE x [<!ENTITY a "b">]><workout_file><name>&a;</name></workout_file>',
            "zwo",
            "remove the <!DOCTYPE>",
        ),
        (b"{", "jawt", "not readable as JSON"),
        (b"name,seconds\nx,-5\n", "csv", "step 1"),
        (b"name,seconds,direction\nx,5,up\n", "csv", "write forward, backward or stand"),
        (b"- no time at all\n", "intervals-icu", "line 1: no duration"),
        (b"hello", "auto", "name one with --from"),
        (b"x", "gpx", "unsupported format 'gpx'"),
        (b'{"sets": [], "title": "x"}', "jawt", "at least one entry"),
    ],
)
def test_unreadable_input_is_reported_with_its_position(data, name, says):
    with pytest.raises(RetrowalkError, match=says):
        to_session(formats.read(data, name), "walk")


@given(st.sampled_from([ZWO, ICU, JAWT, OPENHIIT, RUNNERUP, QINTERVALS, CSV]), st.data())
def test_damaged_files_are_read_or_refused(data, draw):
    place = draw.draw(st.integers(0, len(data) - 1))
    junk = draw.draw(st.binary(max_size=6))
    damaged = data[:place] + junk + data[place + draw.draw(st.integers(0, 6)) :]
    for name in ("auto", *formats.FORMATS):
        try:
            session = to_session(formats.read(damaged, name), "walk")
        except RetrowalkError:
            continue
        assert session.segments


@pytest.mark.parametrize(
    ("name", "role"),
    [
        ("Backward", Role.BACKWARD),
        ("walk backwards slowly", Role.BACKWARD),
        ("Warm-up", Role.EASY),
        ("Cool down", Role.EASY),
        ("Recovery", Role.REST),
        ("Forest run", Role.WORK),
        ("", Role.WORK),
    ],
)
def test_a_steps_name_suggests_its_role(name, role):
    assert role_of(name) is role
