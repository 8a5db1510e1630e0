import io
import json
import sqlite3
from datetime import date, timedelta

import pytest

from retrowalk.core.programme import Decision, DecisionKind
from retrowalk.core.programme_rules import Answers
from retrowalk.history.import_file import InvalidExport, read_export
from retrowalk.history.programme_rows import decision_data
from retrowalk.history.record import Feedback
from retrowalk.history.store import HistoryStore
from retrowalk.history.transfer import write_json
from tests.history.walks import programme_history

START = Decision(date(2026, 11, 3), 1_000, DecisionKind.START, 2, (1, 3, 5))
STOP = Decision(date(2026, 11, 4), 2_000, DecisionKind.STOP)
SAID = Feedback(3, 1, False, "fine", True, False, 0)


@pytest.fixture
def path(tmp_path):
    return programme_history(tmp_path / "history.db", SAID, START, STOP)


def test_walks_of_the_programme_have_week_and_answers(path):
    first, second = HistoryStore(path).programme_walks()
    assert (first.week, first.completed, second.week) == (2, True, 9)
    assert first.answers == Answers(3, 1, False, True, False, 0)
    assert second.answers == Answers()


def test_decisions_are_saved_once_and_in_order(path):
    store = HistoryStore(path)
    store.decide(START)
    assert store.decisions() == [START, STOP]
    store.close()


def test_a_morning_is_asked_about_for_the_last_day_only(path):
    store = HistoryStore(path)
    last = store.programme_walks()[-1].day
    assert store.unanswered_mornings(last) is None
    day, ids = store.unanswered_mornings(last + timedelta(days=1))
    assert day == last
    assert ids == [3]
    store.set_feedback(3, Feedback(morning_pain=2))
    assert store.unanswered_mornings(last + timedelta(days=1)) is None
    store.close()


@pytest.mark.parametrize("indent", [None, 1])
def test_an_export_carries_answers_and_decisions_to_another_machine(path, tmp_path, indent):
    out, mine = io.StringIO(), HistoryStore(path)
    write_json(mine.each(), out, mine.decisions())
    text = json.dumps(json.loads(out.getvalue()), indent=indent) if indent else out.getvalue()
    theirs = HistoryStore(tmp_path / "other.db", make=True)
    for _ in range(2):
        theirs.import_walks(read_export(io.StringIO(text)))
    assert theirs.programme_walks() == mine.programme_walks()
    assert theirs.decisions() == mine.decisions()
    assert theirs.get(1).feedback == SAID
    mine.close()
    theirs.close()


def test_an_export_without_a_programme_is_unchanged(path):
    out, store = io.StringIO(), HistoryStore(path)
    write_json(store.each(), out)
    store.close()
    data = json.loads(out.getvalue())
    assert data.keys() == {"schema", "walks"}
    assert "dizziness" not in data["walks"][1]


@pytest.mark.parametrize(
    "change",
    [
        {"day": "soon"}, {"day": 5}, {"at": -1}, {"at": 1.5}, {"kind": "fly"}, {"week": 0},
        {"week": 10}, {"week": True}, {"days": [1]}, {"days": [1, 1, 1]}, {"days": [7, 1, 3]},
        {"days": [[1], 2, 3]}, {"days": None},
    ],
)  # fmt: skip
@pytest.mark.parametrize("indent", [None, 1])
def test_an_invalid_decision_in_an_export_is_reported(change, indent):
    data = {"schema": 1, "walks": [], "decisions": [decision_data(START) | change]}
    with pytest.raises(InvalidExport, match="decision 1 of this export is invalid"):
        list(read_export(io.StringIO(json.dumps(data, indent=indent))))


def test_damaged_rows_are_left_out(path):
    connection = sqlite3.connect(path)
    connection.execute("UPDATE walks SET day = 'x' WHERE id = 1")
    connection.execute("UPDATE decisions SET days = '[' WHERE at = 2000")
    connection.execute("UPDATE walks SET pain = 'x' WHERE id = 3")
    connection.commit()
    connection.close()
    store = HistoryStore(path)
    (walk,) = store.programme_walks()
    assert (walk.week, walk.answers.pain) == (9, None)
    assert store.decisions() == [START]
    store.close()
