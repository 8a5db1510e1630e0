"""The workout for a watch, read by two independent decoders."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from garmin_fit_sdk import Decoder, Stream
from hypothesis import given
from hypothesis import strategies as st

from retrowalk import api
from retrowalk.core.session import Direction, Segment, Session
from retrowalk.errors import InvalidSession
from retrowalk.exports import fit, fit_encoding, write
from tests.exports.conftest import PRESETS
from tests.exports.fit_reading import by_fitdecode
from tests.strategies import sessions

NAMES = {"wkt_step_name", "notes", "intensity", "message_index"}


def by_garmin(path: Path) -> dict[str, list[dict[str, Any]]]:
    decoder = Decoder(Stream.from_file(str(path)))
    assert decoder.is_fit()
    assert decoder.check_integrity()
    messages, errors = Decoder(Stream.from_file(str(path))).read()
    assert errors == []
    return {kind.removesuffix("_mesgs"): found for kind, found in messages.items()}


def expanded(steps: list[dict[str, Any]]) -> list[tuple[str, float | None]]:
    """Return the steps in the order of the watch: direction, and seconds or None if open."""
    done: list[tuple[str, float | None]] = []
    walked: dict[int, list[tuple[str, float | None]]] = {}
    for index, step in enumerate(steps):
        assert step["message_index"] == index
        assert step["target_type"] == "open"
        if step["duration_type"] == "repeat_until_steps_cmplt":
            body = [each for n in range(step["duration_step"], index) for each in walked[n]]
            done += body * (step["repeat_steps"] - 1)
            continue
        direction = step["wkt_step_name"].split()[0].lower()
        seconds = {"open": None}.get(step["duration_type"], step.get("duration_time"))
        walked[index] = [(direction, seconds)]
        done += walked[index]
    return done


def planned(session: Session) -> list[tuple[str, float | None]]:
    return [(str(s.direction), s.duration and s.duration.total_seconds()) for s in session.segments]


def exported(session: Session, folder: Path) -> Path:
    (path,) = write(session, folder / "walk.fit", force=True)
    return path


@pytest.mark.parametrize("name", PRESETS)
def test_both_readers_find_the_session_in_every_presets_file(tmp_path, name):
    session = api.preset(name)
    path = exported(session, tmp_path)
    for messages in (by_fitdecode(path), by_garmin(path)):
        (identity,) = messages["file_id"]
        assert (identity["type"], identity["manufacturer"]) == ("workout", "development")
        (workout,) = messages["workout"]
        assert workout["sport"] == "walking"
        assert workout["wkt_name"] == session.title
        assert workout["num_valid_steps"] == len(messages["workout_step"])
        assert expanded(messages["workout_step"]) == planned(session)


def test_rounds_are_repeats_with_warm_up_and_cool_down_around_them(tmp_path):
    session = api.parse('5m f {label="Warm up"} 4x(20s b {note="A wall in reach"} 1m s) 2m f')
    steps = by_garmin(exported(session, tmp_path))["workout_step"]
    assert [step["intensity"] for step in steps] == [
        *("warmup", "active", "rest", "active", "cooldown")
    ]
    assert steps[0]["wkt_step_name"] == "Forward Warm up"
    assert steps[1]["notes"] == "A wall in reach"
    assert (steps[3]["duration_step"], steps[3]["repeat_steps"]) == (1, 4)


def test_one_level_of_nested_repeats_is_kept(tmp_path):
    session = api.parse("2x(3x(1f 30sb) 5f)")
    steps = by_garmin(exported(session, tmp_path))["workout_step"]
    assert expanded(steps) == planned(session)
    assert len(steps) == 8


def test_more_than_fifty_steps_are_refused_with_a_remedy(tmp_path):
    steps = [Segment(Direction.FORWARD, timedelta(seconds=60 + n)) for n in range(51)]
    many = Session("many", "Many", tuple(steps))
    with pytest.raises(
        InvalidSession, match="needs 51 steps, and a watch accepts at most 50: use equal rounds"
    ):
        write(many, tmp_path / "many.fit")
    assert not list(tmp_path.iterdir())
    write(Session("most", "Most", tuple(steps[:50])), tmp_path / "most.fit")
    write(api.parse("100x(1f 30sb)"), tmp_path / "rounds.fit")


def test_equal_sessions_give_equal_files_and_others_a_new_serial(tmp_path):
    one = fit.workout(api.parse("5f 1b"), "km/h")
    assert one == fit.workout(api.parse("5f 1b"), "km/h")
    (tmp_path / "a.fit").write_bytes(one)
    other = exported(api.parse("5f 2b"), tmp_path)
    serials = [by_fitdecode(p)["file_id"][0]["serial_number"] for p in (tmp_path / "a.fit", other)]
    assert serials[0] != serials[1]


@given(st.text(max_size=30), st.integers(0, 40))
def test_texts_are_cut_between_characters(text, most):
    text = text.encode(errors="ignore").decode()
    made = fit_encoding.cut(text, most)
    assert len(made) <= most
    assert text.startswith(made.decode())


def test_labels_of_any_script_fit_the_field(tmp_path):
    label = "歩く🚶‍♀️ゆっくり" * 9
    session = Session(
        "s", label, (Segment(Direction.BACKWARD, timedelta(seconds=30), label=label),)
    )
    for messages in (by_fitdecode(exported(session, tmp_path)), by_garmin(tmp_path / "walk.fit")):
        (step,) = messages["workout_step"]
        assert f"Backward {label}".startswith(step["wkt_step_name"])
        assert 10 <= len(step["wkt_step_name"].encode()) <= 15
        assert label.startswith(step["notes"])


@given(sessions(most=30))
def test_the_steps_of_any_session_can_be_read_back(tmp_path_factory, session):
    path = exported(session, tmp_path_factory.getbasetemp())
    assert expanded(by_fitdecode(path)["workout_step"]) == planned(session)
