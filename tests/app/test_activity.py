"""Recorded walks as activities, read back by other programs' readers."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import retrowalk as rw
from retrowalk.app.activity import activity_of, write_activities
from retrowalk.core.events import Outcome
from retrowalk.core.session import Session
from retrowalk.errors import RetrowalkError, UsageError
from retrowalk.history.record import Feedback, LogEntry, SegmentVisit, WalkRecord

START = datetime(2026, 10, 25, 9, 30, tzinfo=timezone(timedelta(hours=2)))
WALK = rw.parse("2x(1m f 30s b) 20s s")
BELT = rw.session(
    "treadmill",
    [rw.forward("1m", speed_kmh=3.6), rw.stand("30s"), rw.backward("1m", speed_kmh=1.8)],
)


def record(session: Session, *log: LogEntry, **more: object) -> WalkRecord:
    """Return a walk with segments as planned; pauses in `log` lengthen the segment they are in."""
    visits, now = [], 0
    for place, segment in enumerate(session.segments):
        length = (segment.duration or timedelta(minutes=1)) // timedelta(milliseconds=1)
        visits.append(SegmentVisit(place * 10 + 9, place, now, now + length, length, "done"))
        now += length
    fields = {"outcome": Outcome.COMPLETED, "visits": tuple(visits), "log": log, "id": 7} | more
    return WalkRecord("a" * 32, START, session, "1.0", **fields)  # type: ignore[arg-type]


def fit(path: Path) -> dict[str, list[dict[str, object]]]:
    pytest.importorskip("fitdecode", reason="fitdecode comes with the fit extra")
    from tests.exports.fit_reading import by_fitdecode

    return by_fitdecode(path)


def test_the_fit_activity_has_a_lap_for_each_segment(tmp_path):
    walk = record(WALK, feedback=Feedback(effort=3, note="windy"))
    (path,) = write_activities([walk], tmp_path / "walk.fit")
    found = fit(path)
    assert found["file_id"][0]["type"] == "activity"
    names = [lap["segment"] for lap in found["lap"]]
    assert names == ["Forward 1", "Backward 1", "Forward 2", "Backward 2", "Stand 1"]
    assert [lap["direction"] for lap in found["lap"]] == [0, 1, 0, 1, 2]
    assert [lap["total_timer_time"] for lap in found["lap"]] == [60, 30, 60, 30, 20]
    session = found["session"][0]
    assert (session["sport"], session["sub_sport"]) == ("walking", "generic")
    assert session["workout_rpe"] == 30
    assert session["total_elapsed_time"] == session["total_timer_time"] == 200
    assert session["total_distance"] is None if "total_distance" in session else True
    assert session["start_time"] == START.astimezone(UTC)
    assert session["timestamp"] == START.astimezone(UTC) + timedelta(seconds=200)
    assert found["activity"][0]["num_sessions"] == 1


def test_garmins_own_decoder_reads_the_same_activity(tmp_path):
    sdk = pytest.importorskip("garmin_fit_sdk", reason="Garmin's reader is a test dependency")
    (path,) = write_activities([record(WALK)], tmp_path / "walk.fit")
    stream = sdk.Stream.from_file(str(path))
    decoder = sdk.Decoder(stream)
    assert decoder.is_fit()
    assert decoder.check_integrity()
    messages, errors = sdk.Decoder(sdk.Stream.from_file(str(path))).read()
    assert errors == []
    assert [lap["total_timer_time"] for lap in messages["lap_mesgs"]] == [60, 30, 60, 30, 20]
    assert messages["session_mesgs"][0]["num_laps"] == 5


def test_a_treadmill_walk_has_a_distance_and_is_indoor(tmp_path):
    (path,) = write_activities([record(BELT)], tmp_path / "walk.fit")
    session = fit(path)["session"][0]
    assert session["sub_sport"] == "indoor_walking"
    assert session["total_distance"] == 60 + 30


def test_a_pause_stops_and_starts_the_timer(tmp_path):
    walk = record(WALK, LogEntry(3, "pause", 20_000, 20_000), LogEntry(4, "resume", 30_000, 20_000))
    (path,) = write_activities([walk], tmp_path / "walk.fit")
    events = [(e["event"], e["event_type"]) for e in fit(path)["event"]]
    assert events == [
        ("timer", "start"),
        ("timer", "stop_all"),
        ("timer", "start"),
        ("timer", "stop_all"),
    ]


def test_an_interruption_shifts_the_later_laps(tmp_path):
    walk = record(WALK, LogEntry(11, "break", 70_000, 70_000, None, 600_000))
    activity = activity_of(walk)
    assert activity.laps[1].elapsed == timedelta(minutes=10, seconds=30)
    assert activity.laps[1].moving == timedelta(seconds=30)
    assert activity.laps[2].start == activity.laps[1].end
    assert activity.end - activity.start == timedelta(minutes=10, seconds=200)
    assert activity.pauses[0][1] - activity.pauses[0][0] == timedelta(minutes=10)


def test_the_same_walk_makes_the_same_file(tmp_path):
    for suffix in (".fit", ".tcx", ".md"):
        one, other = tmp_path / f"one{suffix}", tmp_path / f"other{suffix}"
        write_activities([record(WALK)], one)
        write_activities([record(WALK)], other)
        assert one.read_bytes() == other.read_bytes()


def test_the_tcx_is_read_by_a_third_party_parser(tmp_path):
    reader = pytest.importorskip("tcxparser", reason="python-tcxparser is a test dependency")
    (path,) = write_activities([record(BELT)], tmp_path / "walk.tcx")
    found = reader.TCXParser(str(path))
    assert found.started_at == "2026-10-25T07:30:00.000Z"
    assert found.duration == 150
    assert found.distance == 90
    text = path.read_text()
    assert text.count("<Lap ") == 3
    assert text.count("<Trackpoint>") == 6
    assert "Position" not in text


def test_the_note_has_front_matter_and_a_table(tmp_path):
    import yaml

    walk = record(WALK, feedback=Feedback(effort=4, pain=1, stumble=False, note="a *windy* day"))
    (path,) = write_activities([walk], tmp_path / "walk.md")
    _, front, body = path.read_text(encoding="utf-8").split("---\n", 2)
    found = yaml.safe_load(front)
    assert found["backward"] == 1
    assert (found["effort"], found["pain"], found["stumble"]) == (4, 1, False)
    assert json.loads(json.dumps(found["uid"])) == "a" * 32
    assert body.count("\n| ") == 7
    assert r"a \*windy\* day" in body


def test_several_walks_are_written_as_one_file_each_in_a_folder(tmp_path):
    walks = [record(WALK), record(BELT, id=8)]
    written = write_activities(walks, tmp_path / "all.fit")
    assert [path.name for path in written] == ["2026-10-25-093000.fit", "2026-10-25-093000-8.fit"]
    assert all(path.parent == tmp_path / "all" and path.exists() for path in written)


def test_an_existing_file_is_not_overwritten_without_force(tmp_path):
    path = tmp_path / "walk.fit"
    path.write_text("mine")
    with pytest.raises(RetrowalkError):
        write_activities([record(WALK)], path)
    assert path.read_text() == "mine"
    write_activities([record(WALK)], path, force=True)
    assert path.read_bytes()[8:12] == b".FIT"


def test_an_activity_that_cannot_be_written_is_reported(tmp_path):
    with pytest.raises(UsageError, match=r"\.fit, \.tcx, \.md"):
        write_activities([record(WALK)], tmp_path / "walk.gpx")
    with pytest.raises(UsageError, match="nothing to export"):
        write_activities([record(WALK, visits=())], tmp_path / "walk.fit")


@pytest.mark.parametrize("kind", ["json", "csv"])
def test_the_record_itself_goes_to_standard_output(tmp_path, kind):
    with pytest.raises(UsageError, match=f"redirect the output: --{kind} >"):
        write_activities([], tmp_path / f"walks.{kind}")


@given(st.integers(0, 10**7), st.lists(st.integers(0, 10**6), max_size=3))
def test_laps_never_overlap_with_any_interruptions(first, lengths):
    log = [
        LogEntry(10 * n + 5, "break", min(first + n, 190_000), 0, None, length)
        for n, length in enumerate(lengths)
    ]
    activity = activity_of(record(WALK, *log))
    ends = [moment for lap in activity.laps for moment in (lap.start, lap.end)]
    assert ends == sorted(ends)
