import sqlite3
from contextlib import closing
from datetime import timedelta

import pytest

from retrowalk.core.events import Outcome
from retrowalk.errors import FileError, UsageError
from retrowalk.history.record import Feedback
from retrowalk.history.store import HistoryStore
from retrowalk.history.walk_lines import Filter
from tests.history.walks import S, go, listed, plan, recorded, walked
from tests.waiting import until

WHOLE = [go(5000)]


@pytest.fixture
def path(tmp_path):
    return tmp_path / "data" / "history.db"


@pytest.fixture
def three(path):
    """A history of three walks of a day."""
    for line, script in (("3x(5f 1b) 2f", WHOLE), ("1f", [go(20)]), ("open f 1b", [go(100)])):
        recorder, _, _ = walked(path, plan(line), script)
        recorder.close()
    return path


def test_filters_choose_by_day_and_preset(three):
    walks = HistoryStore(three)
    day = walks.list_walks()[0].started.date()
    assert walks.count(Filter(day, "session")) == 3
    assert walks.count(Filter(day + timedelta(days=1))) == 0
    assert walks.count(Filter(None, "intervals")) == 0
    assert len(walks.list_walks(Filter(day), 2)) == 2
    assert walks.last_walk().id == 3
    walks.close()


def test_lists_have_the_totals_of_a_walk(path):
    recorder, _, _ = walked(path, plan("20s f 30s b 40s b 10s s 5s b"), WHOLE)
    recorder.close()
    (line,) = listed(path)
    assert (line.walked, line.backward, line.planned) == (105_000, 75_000, 105_000)
    walks = HistoryStore(path)
    (day,) = walks.days()
    walks.close()
    assert (day.walked, day.forward, day.longest) == (105 * S, 20 * S, 70 * S)


def test_a_walk_in_progress_is_not_listed_as_interrupted(path):
    recorder, _, _ = walked(path, plan(), [go(10)])
    until(lambda: recorder.id is not None)
    walks = HistoryStore(path)
    assert walks.list_walks()[0].outcome is None
    assert walks.last_interrupted() is None
    assert walks.is_in_progress(1)
    walks.close()
    recorder.close()
    walks = HistoryStore(path)
    assert walks.last_interrupted().progress.total == 10 * S
    walks.close()


def count_of_plans(path) -> int:
    with closing(sqlite3.connect(path)) as file:
        return file.execute("SELECT count(*) FROM plans").fetchone()[0]


def test_walks_of_the_same_plan_share_it(path):
    for line in ("5f 1b", "5f 1b", "5f 2b"):
        recorder, _, _ = walked(path, plan(line), WHOLE)
        recorder.close()
    walks = HistoryStore(path)
    assert count_of_plans(path) == 2
    walks.delete(1)
    walks.delete(3)
    assert count_of_plans(path) == 1
    assert [line.id for line in walks.list_walks()] == [2]
    walks.close()


def test_a_resumed_walk_is_in_progress_from_its_lead_in_on(path):
    recorder, _, _ = walked(path, plan(), [go(10)])
    recorder.close()
    recorder, _, _ = walked(path, plan(), [go(2)], lead_in=5, resumed_from=recorded(path))
    walks = HistoryStore(path)
    until(lambda: walks.is_in_progress(1))
    recorder.close()
    assert not walks.is_in_progress(1)
    assert walks.last_interrupted().progress.total == 10 * S
    walks.close()


ODD = {
    "an unknown outcome": "UPDATE walks SET outcome = 'flown' WHERE id = 2",
    "text for a zone": "UPDATE walks SET zone = 'CET' WHERE id = 2",
    "a start before all calendars": "UPDATE walks SET started = -99999999999999 WHERE id = 2",
    "a list for a plan": "UPDATE plans SET plan = '[]' WHERE id = 2",
    "a plan nested too deeply": "UPDATE plans SET plan = '{deep}' WHERE id = 2",
    "no plan": "DELETE FROM plans WHERE id = 2",
    "a segment that is not in the plan": "UPDATE visits SET segment = 7 WHERE walk = 2",
    "an unknown reason": "UPDATE visits SET reason = 'tired' WHERE walk = 2",
    "a checkpoint outside the plan": "UPDATE standing SET segment = -3 WHERE walk = 2",
    "a moment of 300,000 years": "UPDATE visits SET ended = 9007199254740992 WHERE walk = 2",
    "no end and no plan": "UPDATE walks SET outcome = NULL, plan = 99 WHERE id = 2",
}


@pytest.mark.parametrize("odd", ODD)
def test_an_invalid_row_is_reported_skipped_and_deletable(three, odd):
    listed(three)  # marks interrupted walks
    with sqlite3.connect(three) as file:
        file.execute(ODD[odd].format(deep="[" * 100_000))
    file.close()
    store = HistoryStore(three)
    assert [record.id for record in store.each()] == [1, 3]
    (message,) = store.unreadable
    assert message.startswith("skipped walk 2: ")
    assert message.endswith("retrowalk history delete 2")
    assert {line.id for line in store.list_walks()} >= {1, 3}
    assert store.last_walk().id == 3
    assert store.last_interrupted().id == 3
    store.days()
    with pytest.raises(FileError, match="walk 2"):
        store.get(2)
    store.delete(2)
    store.unreadable.clear()
    assert [record.id for record in store.each()] == [1, 3]
    assert store.unreadable == []
    store.close()


@pytest.mark.parametrize("change", ["walked = 'long'", "title = x'ff00'", "zone = 'CET'"])
def test_a_list_reports_and_skips_an_invalid_row(three, change):
    listed(three)
    with sqlite3.connect(three) as file:
        file.execute(f"UPDATE walks SET {change} WHERE id = 2")
    file.close()
    store = HistoryStore(three)
    assert [line.id for line in store.list_walks()] == [3, 1]
    assert len(store.unreadable) == 1
    store.days()
    store.delete(2)
    store.close()


def test_text_that_is_not_utf_8_is_shown_with_replacement_characters(three):
    with sqlite3.connect(three) as file:
        file.execute("UPDATE walks SET title = CAST(x'61ff62' AS TEXT) WHERE id = 2")
    file.close()
    assert listed(three)[1].title == "a\ufffdb"


def test_a_checkpoint_in_the_future_does_not_hide_later_walks(three):
    listed(three)
    with sqlite3.connect(three) as file:
        file.execute("UPDATE standing SET seen = 8000000000000 WHERE walk = 2")
    file.close()
    store = HistoryStore(three)
    assert store.last_interrupted().id == 3
    store.close()


def test_deleting_a_walk_that_does_not_exist_is_an_error(three):
    store = HistoryStore(three)
    with pytest.raises(UsageError, match="there is no walk 9"):
        store.delete(9)
    store.close()


def test_feedback_is_saved(three):
    store = HistoryStore(three)
    store.set_feedback(1, Feedback(3, 0, True, "fine"))
    store.close()
    assert recorded(three).feedback == Feedback(3, 0, True, "fine")
    assert recorded(three).outcome is Outcome.COMPLETED
