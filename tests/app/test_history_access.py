from datetime import UTC, datetime, timedelta

import pytest

from retrowalk import api
from retrowalk.app.history_access import (
    add_walk,
    delete_walks,
    edit_walk,
    last_walk,
    open_history,
    should_record,
    walk_stats,
)
from retrowalk.core.events import Outcome
from retrowalk.errors import UsageError
from retrowalk.history.walk_lines import Filter
from tests.app.worlds import world

WALK = api.parse("17f 3b")


@pytest.fixture
def app(tmp_path):
    return world(tmp_path)


def test_an_added_walk_ends_now_and_was_walked_as_planned(app):
    record = add_walk(app, WALK, effort=3)
    assert record.started + WALK.total == app.clock.time()
    assert record.outcome is Outcome.COMPLETED
    assert record.summary.by_segment == tuple(s.duration for s in WALK.segments)
    assert record.feedback.effort == 3


def test_open_segments_cannot_be_added(app):
    with pytest.raises(UsageError, match="no known duration"):
        add_walk(app, api.parse("open f"))


@pytest.mark.parametrize("note", ["x" * 201, "a\nb", "a\x1bb"])
def test_a_note_is_one_line_of_plain_text(app, note):
    with pytest.raises(UsageError, match="a note must be one line of at most 200 characters"):
        add_walk(app, WALK, note=note)


def test_an_edit_changes_only_the_given_fields(app):
    record = add_walk(app, WALK, effort=3, note="by the river")
    start = datetime(2026, 11, 1, 9, tzinfo=UTC)
    edited = edit_walk(app, record.id, started=start, pain=0, note="")
    assert edited.started == start
    assert edited.feedback[:4] == (3, 0, None, None)
    assert edited.visits == record.visits
    with pytest.raises(UsageError, match="nothing to change"):
        edit_walk(app, record.id)


def test_if_one_walk_is_missing_none_is_deleted(app):
    record = add_walk(app, WALK)
    with pytest.raises(UsageError):
        delete_walks(app, [record.id, 99])
    (title,) = delete_walks(app, [record.id, record.id])
    assert title.startswith(f"walk {record.id}: ")
    assert last_walk(app) is None


def test_statistics_take_the_first_weekday_from_the_settings(app):
    add_walk(app, WALK, datetime(2026, 11, 1, 9, tzinfo=UTC))  # a Sunday
    app.settings.override({"week-starts": "sunday"}, "test")
    (week,) = walk_stats(app, Filter()).weeks
    assert week.start.isoformat() == "2026-11-01"
    app.settings.override({"week-starts": "monday"}, "test")
    assert [w.walks for w in walk_stats(app, Filter()).weeks] == [1, 0]


def test_a_missing_history_is_empty_and_is_not_created(app):
    with open_history(app) as store:
        assert store.list_walks() == []
    assert not app.history_file.exists()


@pytest.mark.parametrize(
    ("rehearsed", "wanted", "setting", "recorded"),
    [
        (False, True, True, True),
        (True, True, True, False),
        (False, False, True, False),
        (False, True, False, False),
    ],
)
def test_what_is_recorded(app, rehearsed, wanted, setting, recorded):
    app.settings.override({"history": setting}, "test")
    assert should_record(app, rehearsed=rehearsed, wanted=wanted) is recorded


def test_the_last_walk_is_the_latest_start(app):
    add_walk(app, WALK, effort=1)
    add_walk(app, api.parse("1f"), app.clock.time() - timedelta(days=9))
    summary = last_walk(app)
    assert summary is not None
    assert summary.session.segments == WALK.segments
