import csv
import io
import json
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from retrowalk.core.commands import Verb
from retrowalk.errors import FileError, InvalidSession
from retrowalk.history.record import Feedback
from retrowalk.history.store import Filter, HistoryStore
from retrowalk.history.transfer import read_export, walk_data, write_csv, write_json
from tests.history.keeping import go, plan, walked

WHOLE = [go(5000)]
WRITERS = {"json": write_json, "csv": write_csv}


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "history.db"
    for line, script in (
        ("3x(5f 1b) 2f", [go(30, Verb.PAUSE), go(15, Verb.RESUME), *WHOLE]),
        ('{title="=1+1"} 1f {label="a, \\"b\\""}', [go(20, Verb.END)]),
        ("open f 1b", [go(100)]),
    ):
        recorder, _, _ = walked(path, plan(line), script)
        recorder.close()
    walks = HistoryStore(path)
    walks.set_feedback(1, Feedback(3, 1, True, "-up the hill"))
    walks.close()
    return path


def exported(path, form: str) -> str:
    out, walks = io.StringIO(), HistoryStore(path)
    WRITERS[form](walks.each(), out)
    walks.close()
    return out.getvalue()


@pytest.mark.parametrize("form", WRITERS)
def test_what_is_exported_comes_in_again_whole_and_only_once(path, tmp_path, form):
    text = exported(path, form)
    other = HistoryStore(tmp_path / "other.db", make=True)
    assert other.add(*read_export(text)) == [1, 2, 3]
    assert other.add(*read_export(text)) == []
    mine = HistoryStore(path)
    for one, another in zip(mine.each(), other.each(), strict=True):
        assert walk_data(one) == walk_data(another)
        assert one.summary == another.summary
    assert mine.list_walks()[0][1:] == other.list_walks()[0][1:]
    assert mine.days() == other.days()
    assert mine.add(*read_export(text)) == []
    mine.close()
    other.close()


def test_no_cell_is_a_formula_for_a_spreadsheet(path):
    rows = list(csv.DictReader(io.StringIO(exported(path, "csv"))))
    assert [row["title"] for row in rows] == ["session", "'=1+1", "session"]
    assert rows[0]["note"] == "'-up the hill"
    assert rows[0]["walked_seconds"] == "1200"
    assert rows[1]["outcome"] == "ended"


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
        "started,record\nx,y\n",
        "started,record\nx,{}\n",
        "[" * 100_000,
        '{"a":' * 100_000,
    ],
)
def test_what_is_no_export_is_refused_in_a_sentence(text):
    with pytest.raises(InvalidSession, match="export"):
        read_export(text)


ANYTHING = st.none() | st.booleans() | st.integers(-5, 9) | st.text(max_size=3) | st.just([])


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150)
@given(st.data())
def test_an_export_that_was_changed_never_breaks_the_history(path, tmp_path_factory, data):
    walk = json.loads(exported(path, "json"))["walks"][data.draw(st.integers(0, 2))]
    places = [walk, walk["plan"], *walk["segments"], *walk["events"], *walk["plan"]["segments"]]
    spot = data.draw(st.sampled_from([place for place in places if place]))
    spot[data.draw(st.sampled_from(sorted(spot)))] = data.draw(ANYTHING)
    try:
        found = read_export(json.dumps({"schema": 1, "walks": [walk]}))
    except InvalidSession:
        return
    walks = HistoryStore(tmp_path_factory.mktemp("changed") / "history.db", make=True)
    try:
        walks.add(*found)
    except FileError:  # all of it or nothing
        assert walks.list_walks() == []
    for line in walks.list_walks():
        assert walks.get(line.id).summary.total >= timedelta(0)
    walks.close()


def test_filters_choose_by_day_and_preset(path):
    walks = HistoryStore(path)
    day = walks.list_walks()[0].started.date()
    assert walks.count(Filter(day, "session")) == 3
    assert walks.count(Filter(day + timedelta(days=1))) == 0
    assert walks.count(Filter(None, "intervals")) == 0
    assert len(walks.list_walks(Filter(day), 2)) == 2
    assert walks.last_walk().id == 3
    walks.close()
