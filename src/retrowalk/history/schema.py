"""How the file of walks is laid out: a list of steps, to which steps are only ever added.

All lengths are milliseconds, moments since the walk began as its clock told them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite3

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
)
NEWEST = len(MIGRATIONS)
TABLES = frozenset(("plans", "walks", "visits", "happenings", "standing"))


class TooNew(Exception):
    """The file was written by a newer program, in a form that this one does not know."""

    def __init__(self, version: int) -> None:
        super().__init__(
            f"it was written by a newer retrowalk (form {version}, this one knows up to {NEWEST})"
        )


class NotOurs(Exception):
    """The file says that it is a history, but what a history has is not in it."""


def migrate(connection: sqlite3.Connection) -> None:
    """Bring the file to the newest form, all steps or none. Raises `TooNew` and `NotOurs`."""
    if _version(connection) < NEWEST:
        connection.execute("BEGIN IMMEDIATE")
        try:
            for script in MIGRATIONS[_version(connection) :]:  # another may just have done it
                for statement in script.split(";"):
                    connection.execute(statement)
            connection.execute(f"PRAGMA user_version = {max(NEWEST, _version(connection))}")
            connection.execute("COMMIT")
        except BaseException:
            connection.rollback()
            raise
    if (version := _version(connection)) > NEWEST:
        raise TooNew(version)
    names = {row[0] for row in connection.execute("SELECT name FROM sqlite_schema")}
    if not names >= TABLES:
        raise NotOurs


def _version(connection: sqlite3.Connection) -> int:
    version: int = connection.execute("PRAGMA user_version").fetchone()[0]
    return version
