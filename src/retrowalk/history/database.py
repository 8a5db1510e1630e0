"""Opening the file of walks, and what is done when it cannot be used."""

from __future__ import annotations

import sqlite3
import time
from datetime import datetime
from pathlib import Path

from ..errors import FileError
from .schema import NEWEST, NotOurs, TooNew, migrate

BUSY = 10.0
"""Seconds that a write waits for another retrowalk's."""
WAL_PAGES = 48
"""Pages after which what was written ahead goes into the file: the disk may be small."""
_DAMAGED = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)


class Damaged(Exception):
    """The file is no history that can be read."""


def connect(path: Path) -> sqlite3.Connection:
    """The file, made where there is none, in the newest form.

    Raises `Damaged`, `TooNew`, `OSError` and `sqlite3.Error`.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    connection = sqlite3.connect(path, timeout=BUSY, isolation_level=None)
    try:
        _prepare(connection)
    except BaseException as error:
        connection.close()
        if isinstance(error, NotOurs) or (isinstance(error, sqlite3.Error) and is_damage(error)):
            raise Damaged(str(error)) from None
        raise
    return connection


def _prepare(connection: sqlite3.Connection) -> None:
    end = time.monotonic() + BUSY
    while True:
        try:
            # several programs that find a new file at once all want to change how it is kept,
            # and for that the library does not wait by itself
            if connection.execute("PRAGMA journal_mode").fetchone()[0] != "wal":
                connection.execute("PRAGMA journal_mode = WAL")
            break
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > end:
                raise
            time.sleep(0.02)
    connection.execute("PRAGMA synchronous = FULL")  # a power cut must not take more than a second
    connection.execute(f"PRAGMA wal_autocheckpoint = {WAL_PAGES}")
    connection.execute("PRAGMA cache_size = -512")
    migrate(connection)


def connect_to_read(path: Path) -> sqlite3.Connection:
    """The file for a command; where nothing can be written it is only read.

    Raises `FileError` that says what can be done, after setting a damaged file aside.
    """
    try:
        return connect(path)
    except Damaged as error:
        raise damage_told(path, str(error)) from None
    except TooNew as error:
        raise FileError(f"cannot use the history {path}: {error}") from None
    except (OSError, sqlite3.OperationalError) as error:
        connection = _read_only(path)
        if connection is None:
            raise FileError(f"cannot use the history {path}: {error}") from None
        return connection


def _read_only(path: Path) -> sqlite3.Connection | None:
    """The file as it is on a disk that nobody can write; None when it is in an older form."""
    try:
        connection = sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True)
        if connection.execute("PRAGMA user_version").fetchone()[0] == NEWEST:
            return connection
        connection.close()
    except sqlite3.Error:
        pass
    return None


def is_damage(error: sqlite3.Error) -> bool:
    """Whether an error says that the file itself is broken."""
    return getattr(error, "sqlite_errorcode", 0) & 0xFF in _DAMAGED


def damage_told(path: Path, reason: str) -> FileError:
    """Set a damaged file aside; what to tell the user about it."""
    try:
        aside = set_aside(path)
    except OSError as error:
        return FileError(f"the history {path} is damaged ({reason}): {error.strerror}")
    return FileError(f"the history was damaged ({reason}) and is now {aside}; a new one begins")


def set_aside(path: Path) -> Path:
    """Rename a damaged file and what belongs to it; returns the new path."""
    stamp = datetime.now().strftime("%Y%m%d-%H%M%S")
    aside = path.with_name(f"{path.stem}-damaged-{stamp}{path.suffix}")
    count = 1
    while aside.exists():
        count += 1
        aside = path.with_name(f"{path.stem}-damaged-{stamp}-{count}{path.suffix}")
    path.rename(aside)
    for ending in ("-wal", "-shm"):
        beside = path.with_name(path.name + ending)
        if beside.exists():
            beside.rename(aside.with_name(aside.name + ending))
    return aside
