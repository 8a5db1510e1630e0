import csv
import io
import itertools
import json
import os
import re
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from retrowalk.errors import FileError, InvalidSession
from retrowalk.history import import_file
from retrowalk.history.import_file import open_export, read_export
from retrowalk.history.record import Feedback
from retrowalk.history.store import HistoryStore, ImportCounts
from retrowalk.history.transfer import walk_data
from tests.conftest import THOROUGH
from tests.history.walks import export_of, three_walks


@pytest.fixture
def path(tmp_path):
    return three_walks(tmp_path / "history.db")


def imported(text: str, path) -> ImportCounts:
    store = HistoryStore(path, make=True)
    try:
        return store.import_walks(read_export(io.StringIO(text)))
    finally:
        store.close()


@pytest.mark.parametrize("form", ["json", "csv"])
def test_an_export_is_imported_completely_and_only_once(path, tmp_path, form):
    text = export_of(path, form)
    other = tmp_path / "other.db"
    assert imported(text, other) == (3, 0, 0)
    assert imported(text, other) == (0, 0, 3)
    mine, theirs = HistoryStore(path), HistoryStore(other)
    for one, another in zip(mine.each(), theirs.each(), strict=True):
        assert walk_data(one) == walk_data(another)
        assert one.summary == another.summary
    assert mine.list_walks()[0][1:] == theirs.list_walks()[0][1:]
    assert mine.days() == theirs.days()
    mine.close()
    theirs.close()
    assert imported(text, path) == (0, 0, 3)


@pytest.mark.parametrize("indent", [None, 2])
def test_json_that_another_program_has_formatted_is_imported(path, tmp_path, indent):
    text = json.dumps(json.loads(export_of(path, "json")), indent=indent, sort_keys=True)
    assert imported(text, tmp_path / "other.db").new == 3


def test_an_export_longer_than_one_read_is_imported_walk_by_walk(path, tmp_path, monkeypatch):
    monkeypatch.setattr(import_file, "CHUNK", 1 << 12)
    walks = json.loads(export_of(path, "json"))["walks"]
    many = [walks[n % 3] | {"uid": f"uid{n}"} for n in range(200)]
    text = json.dumps({"schema": 1, "walks": many})
    assert len(text) > 3 * import_file.CHUNK
    assert imported(text, tmp_path / "other.db").new == 200


@pytest.mark.parametrize("place", range(-3, 4))
@pytest.mark.parametrize("write", ["\n", "\r\n", " "])
def test_a_read_may_end_anywhere_near_the_end_of_a_walk(path, monkeypatch, place, write):
    text = export_of(path, "json").replace("\n", write)
    ends = [match.end() for match in re.finditer(r'\},(?=\s+\{"uid")', text)]
    assert len(ends) == 2
    for end in ends:
        monkeypatch.setattr(import_file, "CHUNK", end + place)
        found = list(itertools.islice(read_export(io.StringIO(text)), 4))
        assert len({walk.record.uid for walk in found}) == len(found) == 3


@pytest.mark.parametrize(
    "text",
    [
        "",
        "hello",
        "[]",
        "{}",
        '{"walks": 3, "schema": 1}',
        '{"schema": 2, "walks": []}',
        '{"schema": 1, "walks": [{}]}',
        '{"schema": 1, "walks": [',
        "started,record\nx,y\n",
        "started,record\nx,{}\n",
        "\0" * 200_000,
        "[" * 100_000,
        '{"a":' * 100_000,
        '{"schema": 1, "walks": [' + "[" * 100_000,
        '{"schema": 1, "walks": [1' + "0" * 100_000,
    ],
    ids=lambda text: text[:30],
)
def test_any_other_file_is_refused_with_a_clear_message(text):
    with pytest.raises(InvalidSession, match="export"):
        list(read_export(io.StringIO(text)))


def as_exported(walk) -> str:
    """Return the text of an export of one walk, in the form of `history export`."""
    line = json.dumps(walk, ensure_ascii=False, separators=(",", ":"))
    return f'{{"schema": 1, "walks": [\n{line}\n]}}\n'


def as_other_json(walk) -> str:
    return json.dumps({"schema": 1, "walks": [walk]})


def changed(path, where: tuple, value) -> dict:
    """Return the third walk with one value changed."""
    walk = json.loads(export_of(path, "json"))["walks"][2]
    spot = walk
    for key in where[:-1]:
        spot = spot[key]
    spot[where[-1]] = value
    return walk


@pytest.mark.parametrize(
    ("where", "value"),
    [
        (("started",), "0001-01-01T00:00:00+14:00"),
        (("started",), "9999-12-31T23:59:59-14:00"),
        (("started",), "2026-11-03T12:00:00"),
        (("started",), 5),
        (("outcome",), "flown"),
        (("uid",), ""),
        (("uid",), "\ud800"),
        (("note",), "\x1b[2J"),
        (("effort",), 11),
        (("effort",), True),
        (("stumble",), 1),
        (("plan",), []),
        (("plan", "segments"), []),
        (("plan", "title"), None),
        (("plan", "title"), "\ud83d"),
        (("plan", "cues", "every"), -1),
        (("plan", "cues", "every"), 0.01),
        (("plan", "cues", "midpoint"), "yes"),
        (("plan", "segments", 1, "seconds"), "9" * 2_000_000),
        (("plan", "segments", 1, "seconds"), 90_000),
        (("plan", "segments", 1, "seconds"), float("nan")),
        (("plan", "segments", 1, "seconds"), float("inf")),
        (("plan", "segments", 1, "seconds"), True),
        (("plan", "segments", 1, "cadence"), 999_999),
        (("plan", "segments", 1, "speed_kmh"), 1e300),
        (("plan", "segments", 1, "say"), "x" * 10_000),
        (("plan", "segments", 1, "direction"), ["forward"]),
        (("segments", 0, "walked"), 1 << 53),
        (("segments", 0, "walked"), 1.5),
        (("segments", 0, "segment"), 9),
        (("segments", 0, "reason"), []),
        (("segments", 0, "extra"), 1),
        (("standing", "seen"), 8_000_000_000_000),
        (("standing", "ends"), 90_000_000),
        (("standing", "segment"), -1),
    ],
    ids=str,
)
@pytest.mark.parametrize("write", [as_exported, as_other_json])
def test_a_walk_that_cannot_be_read_back_is_refused(path, where, value, write):
    with pytest.raises(InvalidSession, match="walk 1 of this export is invalid"):
        list(read_export(io.StringIO(write(changed(path, where, value)))))


@pytest.mark.parametrize(
    "note", ['{"plan":', '"plan":{},"segments":[', '\\"plan":null', "}", "],["]
)
@pytest.mark.parametrize("write", [as_exported, as_other_json])
def test_a_note_cannot_be_mistaken_for_a_part_of_the_export(path, note, write):
    walk = changed(path, ("note",), note)
    walk["plan"]["title"] = note
    (found,) = read_export(io.StringIO(write(walk)))
    assert walk_data(found.record) == walk


def test_a_plan_that_follows_is_read_instead_of_one_without_segments(path):
    walk = changed(path, ("note",), None)
    text = as_exported(walk).replace('"plan":', '"plan":{"segments":[]},"plan":', 1)
    (found,) = read_export(io.StringIO(text))
    assert walk_data(found.record) == walk


ANYTHING = (
    st.none()
    | st.booleans()
    | st.integers(-5, 9)
    | st.integers(-(1 << 64), 1 << 64)
    | st.floats()
    | st.text(max_size=3)
    | st.sampled_from(["", "\ud800", [], {}, [[]]])
)


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    max_examples=150 if THOROUGH else 30,
)
@given(st.data())
def test_whatever_is_imported_can_be_read_back(path, tmp_path_factory, data):
    walk = json.loads(export_of(path, "json"))["walks"][data.draw(st.integers(0, 2))]
    places = [walk, walk["plan"], *walk["segments"], *walk["events"], *walk["plan"]["segments"]]
    spot = data.draw(st.sampled_from([place for place in places if place]))
    spot[data.draw(st.sampled_from(sorted(spot)))] = data.draw(ANYTHING)
    target = tmp_path_factory.mktemp("changed") / "history.db"
    try:
        imported(data.draw(st.sampled_from([as_exported, as_other_json]))(walk), target)
    except InvalidSession:
        return
    store = HistoryStore(target)
    (line,) = store.list_walks()
    assert store.get(line.id).summary.total >= timedelta(0)
    assert len(list(store.each())) == 1
    assert store.unreadable == []
    store.close()


def edited(path, change, delimiter: str = ",") -> str:
    """Return the CSV export with its rows changed, as a spreadsheet would write it."""
    rows = list(csv.DictReader(io.StringIO(export_of(path, "csv"))))
    change(rows)
    out = io.StringIO()
    writer = csv.DictWriter(out, rows[0].keys(), delimiter=delimiter, lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_feedback_edited_in_a_spreadsheet_is_imported(path, delimiter):
    def change(rows):
        rows[1].update(effort="4.0", pain="2", stumble="Yes", note="slow, wet")
        rows.insert(1, dict.fromkeys(rows[0], ""))

    assert imported("\ufeff" + edited(path, change, delimiter), path) == (0, 1, 2)
    store = HistoryStore(path)
    assert store.get(2).feedback == Feedback(4, 2, True, "slow, wet")
    assert store.get(1).feedback == Feedback(3, 1, True, "-up the hill")
    store.close()


@pytest.mark.parametrize(
    ("column", "cell"),
    [("effort", "hard"), ("pain", "11"), ("stumble", "maybe"), ("record", "{")],
)
def test_an_invalid_row_is_reported_and_nothing_is_imported(path, tmp_path, column, cell):
    def change(rows):
        rows[1][column] = cell

    other = tmp_path / "other.db"
    with pytest.raises(InvalidSession, match="line 3 of this export"):
        imported(edited(path, change), other)
    assert HistoryStore(other).count() == 0


def test_a_file_that_is_not_regular_is_refused(tmp_path):
    with (
        pytest.raises(FileError, match="not a regular file"),
        open_export(os.devnull, io.BytesIO),
    ):
        pass
    with (
        pytest.raises(FileError, match="not a regular file"),
        open_export(str(tmp_path), io.BytesIO),
    ):
        pass
    with (
        pytest.raises(FileError, match="No such file"),
        open_export(str(tmp_path / "none"), io.BytesIO),
    ):
        pass


def test_standard_input_that_is_not_utf_8_is_refused():
    with (
        pytest.raises(FileError, match="cannot read standard input: it is not UTF-8 text"),
        open_export("-", lambda: io.BytesIO(b"\xff\xfe")) as stream,
    ):
        list(read_export(stream))


def test_a_byte_order_mark_is_skipped_and_standard_input_stays_open():
    stdin = io.BytesIO(b'\xef\xbb\xbf{"schema": 1, "walks": []}')
    with open_export("-", lambda: stdin) as stream:
        assert list(read_export(stream)) == []
    assert not stdin.closed
