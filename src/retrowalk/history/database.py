"""Open the history file: its schema, its permissions, and what to do if it is damaged.

All durations in the file are milliseconds. Moments of a walk are counted from its start.
"""

from __future__ import annotations

import errno
import os
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import partial
from pathlib import Path

from ..errors import FileError
from ..files import PRIVATE, make_private_folder

BUSY_TIMEOUT = 10.0
"""Seconds that a write waits for the write of another process."""
WAL_PAGES = 48
"""Pages after which the write-ahead log is copied into the file: the disk may be small."""
_DAMAGE_CODES = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)

MIGRATIONS: tuple[str, ...] = (
    """
    CREATE TABLE plans (id INTEGER PRIMARY KEY, digest TEXT NOT NULL UNIQUE, plan TEXT NOT NULL);
    CREATE TABLE walks (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        uid TEXT NOT NULL UNIQUE,
        started INTEGER NOT NULL,
        zone INTEGER NOT NULL,
        day TEXT NOT NULL,
        name TEXT NOT NULL,
        title TEXT NOT NULL,
        plan INTEGER NOT NULL,
        version TEXT NOT NULL,
        outcome TEXT,
        planned INTEGER NOT NULL,
        walked INTEGER NOT NULL DEFAULT 0,
        forward INTEGER NOT NULL DEFAULT 0,
        backward INTEGER NOT NULL DEFAULT 0,
        longest INTEGER NOT NULL DEFAULT 0
    );
    CREATE TABLE visits (
        walk INTEGER NOT NULL, n INTEGER NOT NULL, segment INTEGER NOT NULL,
        began INTEGER NOT NULL, ended INTEGER NOT NULL, walked INTEGER NOT NULL,
        reason TEXT NOT NULL,
        PRIMARY KEY (walk, n)
    ) WITHOUT ROWID;
    CREATE TABLE happenings (
        walk INTEGER NOT NULL, n INTEGER NOT NULL, kind TEXT NOT NULL,
        moment INTEGER NOT NULL, at INTEGER NOT NULL, segment INTEGER, length INTEGER,
        PRIMARY KEY (walk, n)
    ) WITHOUT ROWID;
    CREATE TABLE standing (
        walk INTEGER PRIMARY KEY, segment INTEGER NOT NULL, began INTEGER NOT NULL,
        walked INTEGER NOT NULL, ends INTEGER, moment INTEGER NOT NULL, seen INTEGER NOT NULL
    );
    """,
    """
    ALTER TABLE walks ADD COLUMN effort INTEGER;
    ALTER TABLE walks ADD COLUMN pain INTEGER;
    ALTER TABLE walks ADD COLUMN stumble INTEGER;
    ALTER TABLE walks ADD COLUMN note TEXT;
    """,
    """
    CREATE INDEX walks_by_start ON walks (started);
    CREATE INDEX walks_under_way ON walks (id) WHERE outcome IS NULL;
    """,
    """
    ALTER TABLE walks ADD COLUMN dizziness INTEGER;
    ALTER TABLE walks ADD COLUMN alarm INTEGER;
    ALTER TABLE walks ADD COLUMN morning_pain INTEGER;
    CREATE TABLE decisions (
        id INTEGER PRIMARY KEY, day TEXT NOT NULL, at INTEGER NOT NULL, kind TEXT NOT NULL,
        week INTEGER NOT NULL, days TEXT NOT NULL, UNIQUE (at, kind)
    );
    """,
)
"""The steps to the newest schema. Steps are only ever added."""
NEWEST = len(MIGRATIONS)
TABLES = frozenset(("plans", "walks", "visits", "happenings", "standing", "decisions"))


class DamagedHistory(Exception):
    """The file is damaged, or it is not a history."""


class NewerSchema(Exception):
    """The file was written by a newer version of retrowalk."""

    def __init__(self, version: int) -> None:
        super().__init__(
            f"it was written by a newer retrowalk (schema {version}; this one reads {NEWEST})"
        )


def connect(path: Path) -> sqlite3.Connection:
    """Open the file with the newest schema; create it if it is missing.

    Raises `DamagedHistory`, `NewerSchema`, `OSError` or `sqlite3.Error`.
    """
    _create_private(path)
    connection = sqlite3.connect(path, timeout=BUSY_TIMEOUT, isolation_level=None)
    try:
        _prepare(connection)
    except BaseException as error:
        connection.close()
        if isinstance(error, sqlite3.Error) and is_damage(error):
            raise DamagedHistory(str(error)) from None
        raise
    return connection


def _create_private(path: Path) -> None:
    """Create the file, readable by its owner only. Raises `OSError` if it is not a regular file."""
    make_private_folder(path.parent)
    try:
        # never open an existing database here: closing it would drop SQLite's locks
        os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, PRIVATE))
    except FileExistsError:
        _require_regular_file(path)


def _require_regular_file(path: Path) -> None:
    if path.exists() and not path.is_file():
        raise OSError(errno.EINVAL, "not a regular file", str(path))


def _prepare(connection: sqlite3.Connection) -> None:
    connection.text_factory = partial(str, encoding="utf-8", errors="replace")
    connection.execute("PRAGMA trusted_schema = OFF")
    _refuse_foreign_schema(connection)
    _switch_to_wal(connection)
    connection.execute("PRAGMA synchronous = FULL")  # a power cut must not lose over a second
    connection.execute(f"PRAGMA wal_autocheckpoint = {WAL_PAGES}")
    connection.execute("PRAGMA cache_size = -512")
    migrate(connection)


def _refuse_foreign_schema(connection: sqlite3.Connection) -> None:
    """Raise `DamagedHistory` for views and triggers: reading them might never finish."""
    for kind, name in connection.execute("SELECT type, name FROM sqlite_schema"):
        if kind not in ("table", "index"):
            raise DamagedHistory(f"it has a {kind} named {name}")


def _switch_to_wal(connection: sqlite3.Connection) -> None:
    """Switch to write-ahead logging. SQLite itself does not wait for other processes here."""
    end = time.monotonic() + BUSY_TIMEOUT
    while True:
        try:
            if connection.execute("PRAGMA journal_mode").fetchone()[0] != "wal":
                connection.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > end:
                raise
            time.sleep(0.02)


def migrate(connection: sqlite3.Connection) -> None:
    """Bring the file to the newest schema, all steps or none.

    Raises `NewerSchema`, or `DamagedHistory` if tables are missing.
    """
    if _version(connection) < NEWEST:
        connection.execute("BEGIN IMMEDIATE")
        try:
            for script in MIGRATIONS[_version(connection) :]:  # another process may just have done
                for statement in script.split(";"):
                    connection.execute(statement)
            connection.execute(f"PRAGMA user_version = {max(NEWEST, _version(connection))}")
            connection.execute("COMMIT")
        except BaseException:
            connection.rollback()
            raise
    if (version := _version(connection)) > NEWEST:
        raise NewerSchema(version)
    names = {
        row[0] for row in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")
    }
    if missing := sorted(TABLES - names):
        raise DamagedHistory(f"it has no table {missing[0]}")


def _version(connection: sqlite3.Connection) -> int:
    version: int = connection.execute("PRAGMA user_version").fetchone()[0]
    return version


def open_for_command(path: Path) -> sqlite3.Connection:
    """Open the file for a command, read-only if nothing can be written.

    Set a damaged file aside. Raises `FileError` that says what happened.
    """
    try:
        return connect(path)
    except DamagedHistory as error:
        raise set_aside_error(path, str(error)) from None
    except NewerSchema as error:
        raise FileError(f"cannot use the history {path}: {error}") from None
    except (OSError, sqlite3.OperationalError) as error:
        connection = _open_read_only(path)
        if connection is None:
            reason = error.strerror if isinstance(error, OSError) else error
            raise FileError(f"cannot use the history {path}: {reason}") from None
        return connection


def _open_read_only(path: Path) -> sqlite3.Connection | None:
    """Return a read-only connection, or None if the file has another schema."""
    if not path.is_file():
        return None
    try:
        connection = sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True)
        if connection.execute("PRAGMA user_version").fetchone()[0] == NEWEST:
            return connection
        connection.close()
    except sqlite3.Error:
        pass
    return None


def is_damage(error: sqlite3.Error) -> bool:
    """Return whether an error means that the file itself is damaged."""
    return getattr(error, "sqlite_errorcode", 0) & 0xFF in _DAMAGE_CODES


@contextmanager
def translated_errors(path: Path, close: Callable[[], None]) -> Iterator[None]:
    """Turn SQLite's errors into `FileError`s; close a damaged file and set it aside."""
    try:
        yield
    except sqlite3.Error as error:
        if is_damage(error):
            close()
            raise set_aside_error(path, str(error)) from None
        raise FileError(f"cannot use the history {path}: {error}") from None


def set_aside_error(path: Path, reason: str) -> FileError:
    """Set a damaged file aside and return an error that reports this."""
    try:
        aside = set_aside(path)
    except OSError as error:
        return FileError(f"the history {path} is damaged ({reason}): {error.strerror}")
    return FileError(f"the history was damaged ({reason}). It is now {aside}; a new one starts")


def set_aside(path: Path) -> Path:
    """Rename a damaged file and its companions. Return the new path."""
    stamp = datetime.now().strftime("%Y%m%d-%H%M%S")
    aside = path.with_name(f"{path.stem}-damaged-{stamp}{path.suffix}")
    count = 1
    while aside.exists():
        count += 1
        aside = path.with_name(f"{path.stem}-damaged-{stamp}-{count}{path.suffix}")
    path.rename(aside)
    for ending in ("-wal", "-shm"):
        companion = path.with_name(path.name + ending)
        if companion.exists():
            companion.rename(aside.with_name(aside.name + ending))
    return aside
