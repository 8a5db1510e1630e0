"""List, change and count the recorded walks."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from ..core.events import Outcome
from ..core.programme import Decision
from ..core.programme_rules import ProgrammeWalk
from ..core.session import Session
from ..core.stats import Day
from ..errors import FileError, UsageError
from . import programme_rows, rows
from .database import is_damage, open_for_command, set_aside_error
from .locks import LOCK_FILE, WalkLock
from .record import Feedback, WalkRecord

LIST_COLUMNS = (
    "id, started, zone, name, title, planned, walked, backward, outcome, effort, stumble, plan"
)
MATCHES = "(?1 IS NULL OR day >= ?1) AND (?2 IS NULL OR name = ?2)"
"""The condition of a `Filter`."""


class Filter(NamedTuple):
    """Choose walks from a day on, or of one preset; None chooses all."""

    since: date | None = None
    preset: str | None = None

    @property
    def values(self) -> tuple[str | None, str | None]:
        """The values for the query's parameters."""
        return None if self.since is None else self.since.isoformat(), self.preset


ALL = Filter()
Found = TypeVar("Found")


class WalkLine(NamedTuple):
    """A walk in a list. Lengths are in milliseconds; a walk under way has no outcome.

    `session` is None if the plan is damaged.
    """

    id: int
    started: datetime
    name: str
    title: str
    planned: int
    walked: int
    backward: int
    outcome: Outcome | None
    effort: int | None = None
    stumble: bool | None = None
    session: Session | None = None


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
        self._path = path
        self.unreadable: list[str] = []
        self._connection: sqlite3.Connection | None = None
        if make or path.exists():
            self._connection = open_for_command(path)
            self._plans = rows.PlanCache(self._connection)
            with self._translated_errors():
                self._settle()

    def close(self) -> None:
        """Close the file."""
        if self._connection is not None:
            self._connection.close()

    def iter_walks(self, which: Filter = ALL, limit: int = -1) -> Iterator[WalkLine]:
        """Yield the walks, newest first, at most `limit` (-1: all)."""
        query = (
            f"SELECT {LIST_COLUMNS} FROM walks WHERE {MATCHES}"  # noqa: S608 - constants
            " ORDER BY started DESC, id DESC LIMIT ?3"
        )
        for row in self._rows(query, (*which.values, limit)):
            with self._skipping(row[0]) as found:
                found.append(self._line(row))
            yield from found

    def _line(self, row: tuple[Any, ...]) -> WalkLine:
        """Return the line of a row of LIST_COLUMNS. Raise `ValueError` if the row is damaged."""
        id_, started, zone, name, title, planned, walked, backward = row[:8]
        outcome, effort, stumble, plan = row[8:]
        try:
            session = self._plans.session(plan)
        except ValueError:
            session = None
        return WalkLine(
            id_,
            rows.local_time(started, zone),
            rows.text(name),
            rows.text(title),
            rows.whole(planned),
            rows.whole(walked),
            rows.whole(backward),
            None if outcome is None else Outcome(outcome),
            None if effort is None else rows.whole(effort),
            None if stumble is None else bool(stumble),
            session,
        )

    def list_walks(self, which: Filter = ALL, limit: int = -1) -> list[WalkLine]:
        """Return the walks, newest first, at most `limit` (-1: all)."""
        return list(self.iter_walks(which, limit))

    def count(self, which: Filter = ALL) -> int:
        """Return the number of walks."""
        query = f"SELECT count(*) FROM walks WHERE {MATCHES}"  # noqa: S608 - constants
        return next((row[0] for row in self._rows(query, which.values)), 0)

    def days(self, which: Filter = ALL) -> list[Day]:
        """Return the totals of each day, in order, without walks that are under way."""
        query = (
            "SELECT day, count(*), sum(walked), sum(forward), sum(backward), max(longest)"  # noqa: S608
            f" FROM walks WHERE outcome IS NOT NULL AND {MATCHES} GROUP BY day ORDER BY day"
        )
        found = []
        for day, *totals in self._rows(query, which.values):
            try:
                found.append(Day.of_milliseconds(date.fromisoformat(day), *map(rows.whole, totals)))
            except (TypeError, ValueError):
                self.unreadable.append(f"skipped the day {day!r}, which has a damaged walk")
        return found

    def get(self, id_: int) -> WalkRecord:
        """Return a walk. Raise `UsageError` if there is none, `FileError` if it is damaged."""
        query = f"SELECT {rows.COLUMNS} FROM walks WHERE id = ?"  # noqa: S608 - a constant
        for row in self._rows(query, (id_,)):
            try:
                return rows.read(self._file, row, self._plans)
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
        """Return the walk that started last and is not under way."""
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
        with self._transaction():
            self._set_feedback(id_, feedback)

    def edit(self, id_: int, feedback: Feedback, started: datetime | None = None) -> None:
        """Save feedback, and the start if given. Raise `UsageError` if the walk is under way."""
        if started is not None and self.is_alive(id_):
            raise UsageError(f"walk {id_} is under way: its start can be changed afterwards")
        with self._transaction():
            self._set_feedback(id_, feedback)
            if started is not None:
                self._file.execute(
                    "UPDATE walks SET started = ?2, zone = ?3, day = ?4 WHERE id = ?1",
                    (id_, *rows.start_values(started)),
                )

    def _set_feedback(self, id_: int, feedback: Feedback) -> None:
        self._file.execute(
            f"UPDATE walks SET ({rows.FEEDBACK}) = (?2, ?3, ?4, ?5, ?6, ?7, ?8) WHERE id = ?1",  # noqa: S608 - constants
            (id_, *feedback),
        )

    def delete(self, id_: int) -> None:
        """Delete a walk, readable or not. Raise `UsageError` if it is missing or under way."""
        if not self._rows("SELECT id FROM walks WHERE id = ?", (id_,)):
            raise UsageError(f"there is no walk {id_}. To list the walks: retrowalk history")
        if self.is_alive(id_):
            raise UsageError(f"walk {id_} is under way: end it first")
        with self._transaction():
            for table in ("visits", "happenings", "standing"):
                self._file.execute(f"DELETE FROM {table} WHERE walk = ?", (id_,))  # noqa: S608
            self._file.execute("DELETE FROM walks WHERE id = ?", (id_,))
            self._file.execute("DELETE FROM plans WHERE id NOT IN (SELECT plan FROM walks)")

    def add(self, *walks: WalkRecord) -> list[int]:
        """Add walks, all or none, and return the ids of the new ones."""
        with self._transaction():
            return [
                rows.insert(self._file, walk)
                for walk in walks
                if rows.find(self._file, walk.uid) is None
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

    def last_programme_walk(self) -> int | None:
        """Return the id of the last walk of the programme."""
        return self._programme(programme_rows.last_walk, None)

    def _programme(self, read: Callable[[sqlite3.Connection], Found], nothing: Found) -> Found:
        if self._connection is None:
            return nothing
        with self._translated_errors():
            return read(self._connection)

    def decide(self, decision: Decision) -> None:
        """Save a decision about the programme."""
        with self._transaction():
            self._decide(decision)

    def _decide(self, decision: Decision) -> None:
        row = programme_rows.decision_row(decision)
        self._file.execute(programme_rows.ADD_DECISION, row)

    def import_walks(self, walks: Iterable[ImportedWalk | Decision]) -> ImportCounts:
        """Add walks and decisions, all or none. A recorded walk changes only if it was edited."""
        new = changed = known = 0
        with self._transaction():
            for entry in walks:
                if isinstance(entry, Decision):
                    self._decide(entry)
                    continue
                record, edited = entry
                id_ = rows.find(self._file, record.uid)
                if id_ is None:
                    rows.insert(self._file, record, self._plans.id_of(record.session))
                    new += 1
                elif edited:
                    self._set_feedback(id_, record.feedback)
                    changed += 1
                else:
                    known += 1
        return ImportCounts(new, changed, known)

    def is_alive(self, id_: int) -> bool:
        """Return whether a process is walking this walk now."""
        lock = WalkLock(self._path.with_name(LOCK_FILE))
        try:
            return lock.is_held(id_)
        finally:
            lock.release()

    def _settle(self) -> None:
        """Mark the walks whose process has ended as interrupted."""
        found = self._file.execute("SELECT id FROM walks WHERE outcome IS NULL").fetchall()
        for (id_,) in found:
            if self.is_alive(id_):
                continue
            try:
                with self._transaction():
                    self._settle_one(id_)
            except FileError:  # the disk cannot be written: leave the walks as they are
                return
            except ValueError:  # a damaged walk, reported when walks are listed
                continue

    def _settle_one(self, id_: int) -> None:
        """Mark a walk as interrupted, unless it has ended or was resumed in the meantime."""
        query = f"SELECT {rows.COLUMNS} FROM walks WHERE outcome IS NULL AND id = ?"  # noqa: S608
        row = self._file.execute(query, (id_,)).fetchone()
        if row is None or self.is_alive(id_):
            return
        walk = rows.read(self._file, row, self._plans).as_interrupted()
        totals = rows.totals_of(walk.session, walk.events)
        for visit in walk.visits[-1:]:
            self._file.execute(rows.ADD_VISIT, (walk.id, *visit))
        self._file.execute(
            "UPDATE walks SET walked = ?2, forward = ?3, backward = ?4, longest = ?5,"
            " outcome = ?6 WHERE id = ?1",
            (walk.id, *totals.values(), str(walk.outcome)),
        )

    def _records(self, query: str, values: tuple[Any, ...] = ()) -> Iterator[WalkRecord]:
        for row in self._rows(query, values):
            with self._skipping(row[0]) as found:
                found.append(rows.read(self._file, row, self._plans))
            yield from found

    @property
    def _file(self) -> sqlite3.Connection:
        if self._connection is None:
            self._connection = open_for_command(self._path)
            self._plans = rows.PlanCache(self._connection)
        return self._connection

    def _rows(self, query: str, values: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
        if self._connection is None:
            return []
        with self._translated_errors():
            return self._connection.execute(query, values).fetchall()

    @contextmanager
    def _skipping(self, id_: int) -> Iterator[list[Any]]:
        """Yield a list for the walk that the body reads; report a damaged one as unreadable."""
        try:
            with self._translated_errors():
                yield []
        except ValueError as error:
            self.unreadable.append(
                f"skipped walk {id_}: {error}. To delete it: retrowalk history delete {id_}"
            )

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        """Run the body in a transaction: all of it, or nothing."""
        with self._translated_errors():
            self._file.execute("BEGIN IMMEDIATE")
            try:
                yield
                self._file.execute("COMMIT")
            except BaseException:
                self._file.rollback()
                raise

    @contextmanager
    def _translated_errors(self) -> Iterator[None]:
        """Turn SQLite's errors into `FileError`s; set a damaged file aside."""
        try:
            yield
        except sqlite3.Error as error:
            if is_damage(error):
                self.close()
                raise set_aside_error(self._path, str(error)) from None
            raise FileError(f"cannot use the history {self._path}: {error}") from None
