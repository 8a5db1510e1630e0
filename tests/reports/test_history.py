from retrowalk.history.store import HistoryStore
from retrowalk.reports.history import NO_MATCH, NO_WALKS, WalkReport, no_walks, walk_title
from retrowalk.screen.theme import theme_for
from tests.history.walks import go, plan, walked
from tests.reports.recorded import recorded

THEME = theme_for("default", None)


def record(path):
    recorder, *_ = walked(path / "history.db", plan(), [go(5000)])
    recorder.close()
    store = HistoryStore(path / "history.db")
    try:
        return store.get(1)
    finally:
        store.close()


def test_a_walk_is_shown_segment_by_segment_with_its_details(tmp_path):
    walk = record(tmp_path)
    rows = [row.split() for row in recorded(WalkReport(walk, THEME)).splitlines()]
    assert ["2", "▼", "backward", "1:00", "1:00"] in rows
    assert ["Walked", "20:00", "of", "20:00"] in rows
    assert ["Version", "1.2.3"] in rows
    assert walk_title(walk).startswith("walk 1: ")


def test_an_empty_list_says_whether_a_filter_left_nothing():
    assert no_walks(filtered=False) == NO_WALKS
    assert no_walks(filtered=True) == NO_MATCH
