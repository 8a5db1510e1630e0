"""Walks in progress, and those whose process ended without recording it."""

from __future__ import annotations

from pathlib import Path

from ..errors import FileError
from . import rows
from .history_file import HistoryFile
from .locks import LOCK_FILE, WalkLock


def is_in_progress(history: Path, walk: int) -> bool:
    """Return whether a process is walking this walk now."""
    lock = WalkLock(history.with_name(LOCK_FILE))
    try:
        return lock.is_held(walk)
    finally:
        lock.release()


def mark_interrupted(file: HistoryFile) -> None:
    """Mark the walks whose process has ended as interrupted."""
    for (walk,) in file.rows("SELECT id FROM walks WHERE outcome IS NULL"):
        if is_in_progress(file.path, walk):
            continue
        try:
            _mark_interrupted(file, walk)
        except FileError:  # the disk cannot be written: leave the walks as they are
            return
        except ValueError:  # a damaged walk, reported when walks are listed
            continue


def _mark_interrupted(file: HistoryFile, id_: int) -> None:
    """Mark a walk as interrupted, unless it has ended or was resumed in the meantime."""
    query = f"SELECT {rows.COLUMNS} FROM walks WHERE outcome IS NULL AND id = ?"  # noqa: S608
    with file.transaction() as connection:
        row = connection.execute(query, (id_,)).fetchone()
        if row is None or is_in_progress(file.path, id_):
            return
        walk = rows.read(connection, row, file.plans).as_interrupted()
        totals = rows.totals_of(walk.session, rows.walked_times(walk.visits))
        for visit in walk.visits[-1:]:
            connection.execute(rows.ADD_VISIT, (walk.id, *visit))
        connection.execute(
            rows.SET_TOTALS,
            (walk.id, *totals.values(), str(walk.outcome)),
        )
