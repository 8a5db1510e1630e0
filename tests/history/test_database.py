"""Old schemas, damaged and newer files, and several processes at once."""

import os
import sqlite3
import subprocess
import sys
import threading

import pytest

from retrowalk.core.events import Outcome
from retrowalk.errors import FileError
from retrowalk.history import database, in_progress
from retrowalk.history.database import MIGRATIONS, NEWEST, connect, migrate
from retrowalk.history.record import Feedback
from retrowalk.history.store import HistoryStore
from tests.history.walks import NOON, S, go, listed, plan, recorded, walked
from tests.waiting import until

WHOLE = [go(5000)]
PLAN = (
    '{"schema":1,"name":"session","title":"session","seconds":75,"forward_seconds":45,'
    '"backward_seconds":30,"segments":[{"index":1,"direction":"forward","seconds":45,"start":0,'
    '"label":null,"note":null,"speed_kmh":null,"cadence":null,"round":null,"rounds":null,'
    '"say":null,"at_most":null},{"index":2,"direction":"backward","seconds":30,"start":45,'
    '"label":null,"note":null,"speed_kmh":null,"cadence":null,"round":null,"rounds":null,'
    '"say":null,"at_most":null}],"cues":{"midpoint":true,"every":null}}'
)
"""A plan as the first version wrote it. It must always be readable."""


@pytest.fixture
def path(tmp_path):
    return tmp_path / "data" / "history.db"


def make(path, version: int) -> None:
    """Make a file of an older schema, with a completed walk and one in progress."""
    path.parent.mkdir(exist_ok=True)
    file = sqlite3.connect(path)
    for script in MIGRATIONS[:version]:
        file.executescript(script)
    file.execute(f"PRAGMA user_version = {version}")
    if not version:
        return
    file.execute("INSERT INTO plans VALUES (1, 'd', ?)", (PLAN,))
    start = round(NOON.timestamp() * 1000)
    for id_, outcome in ((1, "completed"), (2, None)):
        file.execute(
            "INSERT INTO walks (id, uid, started, zone, day, name, title, plan, version, outcome,"
            " planned, walked, forward, backward, longest) VALUES"
            " (?, ?, ?, 0, '2026-11-03', 'session', 'session', 1, '0.1.0', ?, 75000,"
            " 75000, 45000, 30000, 30000)",
            (id_, f"uid{id_}", start + id_, outcome),
        )
    file.execute("INSERT INTO visits VALUES (1, 0, 0, 0, 45000, 45000, 'done')")
    file.execute("INSERT INTO visits VALUES (1, 1, 1, 45000, 75000, 30000, 'done')")
    file.execute("INSERT INTO visits VALUES (2, 0, 0, 0, 45000, 45000, 'done')")
    file.execute("INSERT INTO happenings VALUES (2, 1, 'pause', 50000, 50000, NULL, NULL)")
    file.execute("INSERT INTO standing VALUES (2, 1, 45000, 5000, 30000, 60000, 0)")
    file.commit()
    file.close()


@pytest.mark.parametrize("version", range(NEWEST + 1))
def test_a_file_of_any_schema_is_migrated_with_all_its_walks(path, version):
    make(path, version)
    walks = HistoryStore(path)
    assert [line.id for line in walks.list_walks()] == ([2, 1] if version else [])
    if version:
        assert walks.get(1).summary.total == 75 * S
        assert walks.get(1).outcome is Outcome.COMPLETED
        assert walks.last_interrupted().progress.total == 50 * S
        walks.set_feedback(1, Feedback(3, 0, True, "fine"))
        assert walks.get(1).feedback == Feedback(3, 0, True, "fine")
    walks.close()
    recorder, _, _ = walked(path, plan("1f"), WHOLE)
    assert recorder.close() == []
    assert listed(path)[0].outcome is Outcome.COMPLETED
    file = sqlite3.connect(path)
    assert file.execute("PRAGMA user_version").fetchone() == (NEWEST,)
    assert file.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    file.close()


@pytest.mark.parametrize("version", range(NEWEST))
def test_a_migration_that_fails_changes_nothing(path, version, monkeypatch):
    make(path, version)
    before = path.read_bytes()
    broken = (*MIGRATIONS, "CREATE TABLE more (id INTEGER); SELECT nothing FROM nowhere")
    monkeypatch.setattr(database, "MIGRATIONS", broken)
    monkeypatch.setattr(database, "NEWEST", NEWEST + 1)
    file = sqlite3.connect(path, isolation_level=None)
    with pytest.raises(sqlite3.OperationalError):
        migrate(file)
    file.close()
    assert path.read_bytes() == before


def test_a_newer_file_is_refused_and_not_changed(path):
    connect(path).close()
    file = sqlite3.connect(path)
    file.execute(f"PRAGMA user_version = {NEWEST + 6}")
    file.close()
    recorder, summary, _ = walked(path, plan("1f"), WHOLE)
    (message,) = recorder.close()
    assert summary.outcome is Outcome.COMPLETED
    assert "This walk could not be saved in the history" in message
    assert "newer retrowalk" in message
    with pytest.raises(FileError, match="newer retrowalk"):
        HistoryStore(path)
    assert not list(path.parent.glob("*damaged*"))


DAMAGES = {
    "no database": lambda data: b"This is a shopping list.\n" * 400,
    "first page": lambda data: data[:100] + b"\xff" * 4000 + data[4100:],
    "rest gone": lambda data: data[:5000],
    "all but the header": lambda data: data[:4096] + os.urandom(len(data) - 4096),
    "tables of others": lambda data: data,
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_file_is_set_aside_and_the_walk_recorded_in_a_new_one(path, damage):
    recorder, _, _ = walked(path, plan("1f"), WHOLE)
    recorder.close()
    if damage == "tables of others":
        file = sqlite3.connect(path)
        file.execute("DROP TABLE walks")
        file.close()
    damaged = DAMAGES[damage](path.read_bytes())
    path.write_bytes(damaged)
    recorder, _, _ = walked(path, plan("2f"), WHOLE)
    (message,) = recorder.close()
    (aside,) = path.parent.glob("history-damaged-*.db")
    assert str(aside) in message
    assert aside.read_bytes()[:100] == damaged[:100]
    assert [line.planned for line in listed(path)] == [120_000]
    assert recorded(path).outcome is Outcome.COMPLETED


def test_a_file_damaged_during_a_walk_is_set_aside_and_the_whole_walk_recorded(path):
    recorder, _, _ = walked(path, plan("1f"), WHOLE)
    recorder.close()
    path.with_name("history.db-wal").unlink(missing_ok=True)
    recorder, _, _ = walked(path, plan("1f 1b"), [go(70)])
    recorder.close()
    resumed_from = recorded(path, 2)
    path.write_bytes(path.read_bytes()[:4096] + b"\xee" * 100_000)
    recorder, _, _ = walked(path, plan("1f 1b"), WHOLE, resumed_from=resumed_from)
    (message,) = recorder.close()
    assert "is now" in message
    assert recorded(path).summary.total == 120 * S


def test_a_command_sets_a_damaged_file_aside_too(path):
    path.parent.mkdir()
    path.write_bytes(b"nothing of the kind" * 1000)
    with pytest.raises(FileError, match=r"It is now .*history-damaged-"):
        HistoryStore(path)
    assert listed(path) == []


PRIVATE = pytest.mark.skipif(os.name == "nt", reason="POSIX file modes")


@PRIVATE
def test_the_file_and_its_folder_are_private(path):
    recorder, _, _ = walked(path, plan("1f"), WHOLE)
    recorder.close()
    assert path.parent.stat().st_mode & 0o777 == 0o700
    assert {each.stat().st_mode & 0o777 for each in path.parent.iterdir()} == {0o600}


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="named pipes")
def test_a_named_pipe_is_refused_at_once(path):
    if sys.platform == "win32":
        pytest.skip("POSIX only")
    path.parent.mkdir()
    os.mkfifo(path)
    with pytest.raises(FileError, match="not a regular file"):
        HistoryStore(path)
    recorder, _, _ = walked(path, plan("1f"), WHOLE)
    (message,) = recorder.close()
    assert "not a regular file" in message


@pytest.mark.parametrize(
    "script",
    [
        "ALTER TABLE walks RENAME TO old; CREATE VIEW walks AS WITH RECURSIVE n(i) AS"
        " (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT * FROM n, old",
        "CREATE TRIGGER t AFTER INSERT ON walks BEGIN DELETE FROM walks; END",
    ],
)
def test_a_file_with_views_or_triggers_is_not_a_history(path, script):
    connect(path).close()
    file = sqlite3.connect(path)
    file.executescript(script)
    file.close()
    with pytest.raises(FileError, match=r"it has a (view|trigger) named"):
        HistoryStore(path)
    assert listed(path) == []


def test_several_threads_may_create_the_file_at_once(path):
    failures = []

    def use():
        try:
            connect(path).close()
        except Exception as error:
            failures.append(error)

    threads = [threading.Thread(target=use) for _ in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []


def test_a_read_only_file_can_be_read(path):
    recorder, _, _ = walked(path, plan("1f"), WHOLE)
    recorder.close()
    reading = (
        "import sqlite3, sys; from pathlib import Path\n"
        "from retrowalk.history import database, store\n"
        "def no(path): raise PermissionError(13, 'Permission denied', str(path))\n"
        "database.connect = no\n"
        "found = store.HistoryStore(Path(sys.argv[1])); print(len(found.list_walks()), found.count())\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", reading, str(path)], capture_output=True, text=True, check=True
    )
    assert done.stdout == "1 1\n"


def test_a_folder_that_cannot_be_made_is_reported_at_the_end(tmp_path):
    (tmp_path / "file").write_text("in the way")
    recorder, summary, _ = walked(tmp_path / "file" / "history.db", plan("1f"), WHOLE)
    (message,) = recorder.close()
    assert summary.outcome is Outcome.COMPLETED
    assert "This walk could not be saved in the history" in message
    assert str(tmp_path / "file") in message


def test_a_failed_write_is_retried_later(path, monkeypatch):
    from retrowalk.history import writer

    monkeypatch.setattr(writer, "RETRY_INTERVAL", 0.0)
    real, calls = database.connect, []

    def flaky(where):
        calls.append(where)
        if len(calls) == 1:
            raise sqlite3.OperationalError("database or disk is full")
        return real(where)

    monkeypatch.setattr(database, "connect", flaky)
    recorder, _, _ = walked(path, plan("1f 1b 1f"), WHOLE)
    until(lambda: calls)
    assert recorder.close() == []
    assert recorded(path).summary.total == 180 * S


def test_a_walk_ending_while_another_process_reads_is_not_interrupted(path, monkeypatch):
    recorder, _, _ = walked(path, plan("45s f 30s b"), WHOLE)
    recorder.close()

    def change(outcome: str) -> None:
        with sqlite3.connect(path) as file:
            file.execute(f"UPDATE walks SET outcome = {outcome}")

    def ends_meanwhile(history, id_):
        change("'completed'")
        return False  # its lock has been released by now

    change("NULL")
    monkeypatch.setattr(in_progress, "is_in_progress", ends_meanwhile)
    assert [line.outcome for line in listed(path)] == [Outcome.COMPLETED]
