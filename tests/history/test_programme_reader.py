import sqlite3
from datetime import date

import pytest

from retrowalk.core.programme import Decision, DecisionKind
from retrowalk.errors import FileError
from retrowalk.history.programme_reader import read_programme
from retrowalk.history.record import Feedback
from retrowalk.history.store import HistoryStore
from tests.history.walks import programme_history

START = Decision(date(2026, 11, 3), 1_000, DecisionKind.START, 2, (1, 3, 5))


@pytest.fixture
def path(tmp_path):
    return programme_history(tmp_path / "history.db", Feedback(3, 1), START)


def by_store(path) -> tuple:
    store = HistoryStore(path)
    found = store.programme_walks(), store.decisions()
    store.close()
    return found


def test_walks_and_decisions_are_those_of_the_store(path):
    walks, decisions = read_programme(path)
    assert [walk.week for walk in walks] == [2, 9]
    assert decisions == [START]
    assert (walks, decisions) == by_store(path)


def test_without_a_file_there_is_nothing_and_none_is_created(tmp_path):
    assert read_programme(tmp_path / "history.db") == ([], [])
    assert not list(tmp_path.iterdir())


def test_a_walk_whose_process_has_ended_is_marked_first(path):
    connection = sqlite3.connect(path)
    connection.execute("UPDATE walks SET outcome = NULL WHERE id = 3")
    connection.commit()
    connection.close()
    walks, _ = read_programme(path)
    assert [(walk.week, walk.completed) for walk in walks] == [(2, True), (9, False)]


def test_a_damaged_history_is_set_aside(path):
    path.write_bytes(b"no database" * 1000)
    with pytest.raises(FileError, match="damaged"):
        read_programme(path)
    assert not path.exists()
