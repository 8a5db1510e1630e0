"""List, change and count the recorded walks."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from ..core.events import Outcome
from ..core.programme import Decision
from ..core.programme_rules import ProgrammeWalk
from ..core.stats import Day
from ..errors import FileError, UsageError
from . import programme_rows, rows
from .history_file import HistoryFile
from .in_progress import is_in_progress, mark_interrupted
from .record import Feedback, WalkRecord
from .walk_lines import ALL, LIST_COLUMNS, MATCHES, Filter, WalkLine, line_of

Found = TypeVar("Found")
IMPORT_CACHE = 16384
"""KiB of pages held in memory during an import, which would otherwise write them repeatedly."""


class ImportedWalk(NamedTuple):
    """A walk to import. If `edited`, its feedback replaces that of a walk already recorded."""

    record: WalkRecord
    edited: bool = False


class ImportCounts(NamedTuple):
    """How many walks of an import were new, changed, or already recorded."""

    new: int = 0
    changed: int = 0
    known: int = 0


class HistoryStore:
    """The history file; if it does not exist, the history is empty. Errors are `FileError`s.

    Walks whose process ended without recording it are first marked as interrupted. Walks that
    cannot be read are skipped and reported in `unreadable`.
    """

    def __init__(self, path: Path, *, make: bool = False) -> None:
        self.unreadable: list[str] = []
        self._file = HistoryFile(path, make=make)
        mark_interrupted(self._file)

    def close(self) -> None:
        """Close the file."""
        self._file.close()

    def iter_walks(self, which: Filter = ALL, limit: int = -1) -> Iterator[WalkLine]:
        """Yield the walks, newest first, at most `limit` (-1: all)."""
        query = (
            f"SELECT {LIST_COLUMNS} FROM walks WHERE {MATCHES}"  # noqa: S608 - constants
            " ORDER BY started DESC, id DESC LIMIT ?3"
        )
        values = (*which.values, limit)
        return self._readable(query, values, lambda row: line_of(row, self._file.plans))

    def list_walks(self, which: Filter = ALL, limit: int = -1) -> list[WalkLine]:
        """Return the walks, newest first, at most `limit` (-1: all)."""
        return list(self.iter_walks(which, limit))

    def count(self, which: Filter = ALL) -> int:
        """Return the number of walks."""
        query = f"SELECT count(*) FROM walks WHERE {MATCHES}"  # noqa: S608 - constants
        return next((row[0] for row in self._file.rows(query, which.values)), 0)

    def days(self, which: Filter = ALL) -> list[Day]:
        """Return the totals of each day, in order, without walks that are in progress."""
        query = (
            "SELECT day, count(*), sum(walked), sum(forward), sum(backward), max(longest)"  # noqa: S608
            f" FROM walks WHERE outcome IS NOT NULL AND {MATCHES} GROUP BY day ORDER BY day"
        )
        found = []
        for day, *totals in self._file.rows(query, which.values):
            try:
                found.append(Day.of_milliseconds(date.fromisoformat(day), *map(rows.whole, totals)))
            except (TypeError, ValueError):
                self.unreadable.append(f"skipped the day {day!r}, which has a damaged walk")
        return found

    def get(self, id_: int) -> WalkRecord:
        """Return a walk. Raises `UsageError` if there is none, `FileError` if it is damaged."""
        query = f"SELECT {rows.COLUMNS} FROM walks WHERE id = ?"  # noqa: S608 - a constant
        for row in self._file.rows(query, (id_,)):
            try:
                return rows.read(self._file.connection, row, self._file.plans)
            except ValueError as error:
                raise FileError(f"cannot read walk {id_}: {error}") from None
        raise UsageError(f"there is no walk {id_}. To list the walks: retrowalk history")

    def each(self, which: Filter = ALL) -> Iterator[WalkRecord]:
        """Yield every walk in full, oldest first."""
        query = (
            f"SELECT {rows.COLUMNS} FROM walks WHERE {MATCHES}"  # noqa: S608 - constants
            " ORDER BY started, id"
        )
        return self._records(query, which.values)

    def last_walk(self) -> WalkRecord | None:
        """Return the walk that started last and is not in progress."""
        query = (
            f"SELECT {rows.COLUMNS} FROM walks"  # noqa: S608 - a constant
            " WHERE outcome IS NOT NULL ORDER BY started DESC, id DESC"
        )
        return next(self._records(query), None)

    def last_interrupted(self) -> WalkRecord | None:
        """Return the walk that was interrupted or ended early last and can be resumed.

        A checkpoint in the future, from a clock
        that was wrong, comes last.
        """
        query = (
            f"SELECT {rows.COLUMNS} FROM walks"  # noqa: S608 - a constant
            " JOIN standing ON standing.walk = walks.id WHERE outcome IN (?1, ?3)"
            " ORDER BY standing.seen > ?2, standing.seen DESC"
        )
        now = round(time.time() * 1000)
        return next(self._records(query, (str(Outcome.INTERRUPTED), now, str(Outcome.ENDED))), None)

    def set_feedback(self, id_: int, feedback: Feedback) -> None:
        """Save the walker's feedback about a walk."""
        with self._file.transaction() as connection:
            _set_feedback(connection, id_, feedback)

    def edit(self, id_: int, feedback: Feedback, started: datetime | None = None) -> None:
        """Save feedback, and the start if given. Raises `UsageError` if the walk is in progress."""
        if started is not None and self.is_in_progress(id_):
            raise UsageError(f"walk {id_} is in progress: its start can be changed afterwards")
        with self._file.transaction() as connection:
            _set_feedback(connection, id_, feedback)
            if started is not None:
                connection.execute(
                    "UPDATE walks SET started = ?2, zone = ?3, day = ?4 WHERE id = ?1",
                    (id_, *rows.start_values(started)),
                )

    def delete(self, *ids: int) -> None:
        """Delete walks, readable or not: all, or none if one cannot be deleted.

        Raises `UsageError` if a walk is missing or in progress.
        """
        for id_ in ids:
            if not self._file.rows("SELECT id FROM walks WHERE id = ?", (id_,)):
                raise UsageError(f"there is no walk {id_}. To list the walks: retrowalk history")
            if self.is_in_progress(id_):
                raise UsageError(f"walk {id_} is in progress: end it first")
        with self._file.transaction() as connection:
            for id_ in ids:
                for table in ("visits", "happenings", "standing"):
                    connection.execute(f"DELETE FROM {table} WHERE walk = ?", (id_,))  # noqa: S608
                connection.execute("DELETE FROM walks WHERE id = ?", (id_,))
            connection.execute("DELETE FROM plans WHERE id NOT IN (SELECT plan FROM walks)")

    def add(self, *walks: WalkRecord) -> list[int]:
        """Add walks, all or none, and return the ids of the new ones."""
        with self._file.transaction() as connection:
            return [
                rows.insert(connection, walk)
                for walk in walks
                if rows.find(connection, walk.uid) is None
            ]

    def programme_walks(self) -> list[ProgrammeWalk]:
        """Return the walks of the programme, in order."""
        return self._programme(programme_rows.walks, [])

    def decisions(self) -> list[Decision]:
        """Return the decisions about the programme, in order."""
        return self._programme(programme_rows.decisions, [])

    def unanswered_mornings(self, today: date) -> tuple[date, list[int]] | None:
        """Return the last day of walks before today, and those without pain of the next morning."""
        return self._programme(lambda c: programme_rows.unanswered_mornings(c, today), None)

    def _programme(self, read: Callable[[sqlite3.Connection], Found], nothing: Found) -> Found:
        if not self._file.exists:
            return nothing
        with self._file.translated_errors():
            return read(self._file.connection)

    def decide(self, decision: Decision) -> None:
        """Save a decision about the programme."""
        with self._file.transaction() as connection:
            programme_rows.add_decision(connection, decision)

    def import_walks(self, walks: Iterable[ImportedWalk | Decision]) -> ImportCounts:
        """Add walks and decisions, all or none. A recorded walk changes only if it was edited."""
        new = changed = known = 0
        with self._file.transaction() as connection:
            connection.execute(f"PRAGMA cache_size = -{IMPORT_CACHE}")
            for entry in walks:
                if isinstance(entry, Decision):
                    programme_rows.add_decision(connection, entry)
                    continue
                record, edited = entry
                id_ = rows.find(connection, record.uid)
                if id_ is None:
                    rows.insert(connection, record, self._file.plans.id_of(record.session))
                    new += 1
                elif edited:
                    _set_feedback(connection, id_, record.feedback)
                    changed += 1
                else:
                    known += 1
        return ImportCounts(new, changed, known)

    def is_in_progress(self, id_: int) -> bool:
        """Return whether a process is walking this walk now."""
        return is_in_progress(self._file.path, id_)

    def _records(self, query: str, values: tuple[Any, ...] = ()) -> Iterator[WalkRecord]:
        file = self._file
        return self._readable(
            query, values, lambda row: rows.read(file.connection, row, file.plans)
        )

    def _readable(
        self, query: str, values: tuple[Any, ...], read: Callable[[tuple[Any, ...]], Found]
    ) -> Iterator[Found]:
        """Yield `read(row)` for each row; report damaged rows by their id, the first column."""
        with self._file.translated_errors():
            for row in self._file.rows(query, values):
                try:
                    found = read(row)
                except ValueError as error:
                    self.unreadable.append(
                        f"skipped walk {row[0]}: {error}."
                        f" To delete it: retrowalk history delete {row[0]}"
                    )
                else:
                    yield found


def _set_feedback(connection: sqlite3.Connection, id_: int, feedback: Feedback) -> None:
    connection.execute(
        f"UPDATE walks SET ({rows.FEEDBACK}) = (?2, ?3, ?4, ?5, ?6, ?7, ?8) WHERE id = ?1",  # noqa: S608 - constants
        (id_, *feedback),
    )
