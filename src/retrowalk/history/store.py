"""The walks that are kept, for whoever lists, changes or counts them."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import Any, NamedTuple

from ..core.events import Outcome
from ..core.stats import Day
from ..errors import FileError, UsageError
from .database import connect_to_read, damage_told, is_damage
from .locks import LOCK_FILE, WalkLock
from .record import Feedback, WalkRecord
from .rows import ADD_VISIT, COLUMNS, FROM, insert, local_time, read, totals_of


class Filter(NamedTuple):
    """Which walks: from a day on, of one preset; None is all."""

    since: date | None = None
    preset: str | None = None


ALL = Filter()


class WalkLine(NamedTuple):
    """A walk as lists show it; lengths in milliseconds, no outcome while it is under way."""

    id: int
    started: datetime
    name: str
    title: str
    planned: int
    walked: int
    backward: int
    outcome: Outcome | None


class HistoryStore:
    """The history in a file; where there is none it is empty. Errors are `FileError`s.

    Walks whose program could not say how they ended are settled first: broken off where last seen.
    """

    def __init__(self, path: Path, *, make: bool = False) -> None:
        self._path = path
        self.unreadable: list[str] = []
        self._connection: sqlite3.Connection | None = None
        if make or path.exists():
            self._connection = connect_to_read(path)
            with self._told():
                self._settle()

    def close(self) -> None:
        """Let go of the file."""
        if self._connection is not None:
            self._connection.close()

    def list_walks(self, which: Filter = ALL, most: int = -1) -> list[WalkLine]:
        """The walks, the newest first, at most so many (-1: all)."""
        rows = self._rows(
            "SELECT id, started, zone, name, title, planned, walked, backward, outcome FROM walks"
            " WHERE (?1 IS NULL OR day >= ?1) AND (?2 IS NULL OR name = ?2)"
            " ORDER BY started DESC, id DESC LIMIT ?3",
            (*_values(which), most),
        )
        return [
            WalkLine._make(
                (row[0], local_time(row[1], row[2]), *row[3:8], row[8] and Outcome(row[8]))
            )
            for row in rows
        ]

    def count(self, which: Filter = ALL) -> int:
        """How many walks there are."""
        rows = self._rows(
            "SELECT count(*) FROM walks"
            " WHERE (?1 IS NULL OR day >= ?1) AND (?2 IS NULL OR name = ?2)",
            _values(which),
        )
        return rows[0][0] if rows else 0

    def days(self, which: Filter = ALL) -> list[Day]:
        """What was walked on each day, in order; walks still under way are left out."""
        rows = self._rows(
            "SELECT day, count(*), sum(walked), sum(forward), sum(backward), max(longest)"
            " FROM walks WHERE outcome IS NOT NULL"
            " AND (?1 IS NULL OR day >= ?1) AND (?2 IS NULL OR name = ?2)"
            " GROUP BY day ORDER BY day",
            _values(which),
        )
        return [Day.of_milliseconds(date.fromisoformat(row[0]), *row[1:]) for row in rows]

    def get(self, id_: int) -> WalkRecord:
        """The walk of a number. Raises `UsageError` when there is none."""
        rows = self._rows(f"SELECT {COLUMNS} FROM {FROM} WHERE walks.id = ?", (id_,))  # noqa: S608
        if not rows:
            raise UsageError(f"there is no walk {id_}: 'retrowalk history' lists them")
        with self._told():
            return read(self._file, rows[0])

    def each(self, which: Filter = ALL) -> Iterator[WalkRecord]:
        """Every walk whole, the oldest first; `unreadable` then says which could not be read."""
        rows = self._rows(
            f"SELECT {COLUMNS} FROM {FROM}"  # noqa: S608 - both are constants
            " WHERE (?1 IS NULL OR day >= ?1) AND (?2 IS NULL OR name = ?2)"
            " ORDER BY started, walks.id",
            _values(which),
        )
        for row in rows:
            try:
                with self._told():
                    kept = read(self._file, row)
            except FileError as error:
                self.unreadable.append(str(error))
                continue
            yield kept

    def last_walk(self) -> WalkRecord | None:
        """The walk that was begun last and is not under way."""
        rows = self._rows(
            f"SELECT {COLUMNS} FROM {FROM}"  # noqa: S608
            " WHERE outcome IS NOT NULL ORDER BY started DESC, walks.id DESC LIMIT 1"
        )
        with self._told():
            return read(self._file, rows[0]) if rows else None

    def last_interrupted(self) -> WalkRecord | None:
        """The walk that was broken off last and can go on; one that was ended is not offered."""
        rows = self._rows(
            f"SELECT {COLUMNS} FROM {FROM}"  # noqa: S608
            " JOIN standing ON standing.walk = walks.id"
            " WHERE outcome = ? ORDER BY standing.seen DESC LIMIT 1",
            (str(Outcome.INTERRUPTED),),
        )
        with self._told():
            return read(self._file, rows[0]) if rows else None

    def set_feedback(self, id_: int, feeling: Feedback) -> None:
        """Keep what the walker says of a walk."""
        self._change(
            "UPDATE walks SET effort = ?2, pain = ?3, stumble = ?4, note = ?5 WHERE id = ?1",
            (id_, *feeling),
        )

    def delete(self, id_: int) -> None:
        """Take a walk out for good. Raises `UsageError` when it is being walked."""
        if self._alive(id_):
            raise UsageError(f"walk {id_} is being walked right now")
        with self._writing():
            for table in ("visits", "happenings", "standing"):
                self._file.execute(f"DELETE FROM {table} WHERE walk = ?", (id_,))  # noqa: S608
            self._file.execute("DELETE FROM walks WHERE id = ?", (id_,))
            self._file.execute("DELETE FROM plans WHERE id NOT IN (SELECT plan FROM walks)")

    def add(self, *walks: WalkRecord) -> list[int]:
        """Put walks in, all or none; those that are there already stay as they are.

        Returns the numbers of the new ones.
        """
        with self._writing():
            known = {row[0] for row in self._file.execute("SELECT uid FROM walks")}
            new = []
            for walk in walks:
                if walk.uid not in known:
                    known.add(walk.uid)
                    new.append(insert(self._file, walk))
        return new

    def is_alive(self, id_: int) -> bool:
        """Whether some program walks this walk now."""
        return self._alive(id_)

    def _alive(self, *ids: int) -> bool:
        alive = WalkLock(self._path.with_name(LOCK_FILE))
        try:
            return any(alive.is_held(id_) for id_ in ids)
        finally:
            alive.release()

    def _settle(self) -> None:
        """End the walks whose programs are no more."""
        found = self._file.execute("SELECT id FROM walks WHERE outcome IS NULL").fetchall()
        for (id_,) in found:
            if self._alive(id_):
                continue
            try:
                with self._writing():
                    self._settle_one(id_)
            except FileError:  # a disk that cannot be written: it is told as it is
                return

    def _settle_one(self, id_: int) -> None:
        """End a walk, unless its program has done so meanwhile, or another has taken it up."""
        query = f"SELECT {COLUMNS} FROM {FROM} WHERE outcome IS NULL AND walks.id = ?"  # noqa: S608
        row = self._file.execute(query, (id_,)).fetchone()
        if row is None or self._alive(id_):
            return
        walk = read(self._file, row).as_interrupted()
        totals = totals_of(walk.session, walk.events)
        for visit in walk.visits[-1:]:
            self._file.execute(ADD_VISIT, (walk.id, *visit))
        self._file.execute(
            "UPDATE walks SET walked = ?2, forward = ?3, backward = ?4, longest = ?5,"
            " outcome = ?6 WHERE id = ?1",
            (walk.id, *totals.values(), str(walk.outcome)),
        )

    @property
    def _file(self) -> sqlite3.Connection:
        if self._connection is None:
            self._connection = connect_to_read(self._path)
        return self._connection

    def _rows(self, query: str, values: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
        if self._connection is None:
            return []
        with self._told():
            return self._connection.execute(query, values).fetchall()

    def _change(self, statement: str, values: tuple[Any, ...]) -> None:
        with self._writing():
            self._file.execute(statement, values)

    @contextmanager
    def _writing(self) -> Iterator[None]:
        """All of what is done within, or nothing."""
        with self._told():
            self._file.execute("BEGIN IMMEDIATE")
            try:
                yield
                self._file.execute("COMMIT")
            except BaseException:
                self._file.rollback()
                raise

    @contextmanager
    def _told(self) -> Iterator[None]:
        """What goes wrong with the file, as something the user can be told."""
        try:
            yield
        except sqlite3.Error as error:
            if is_damage(error):
                self.close()
                raise damage_told(self._path, str(error)) from None
            raise FileError(f"cannot use the history {self._path}: {error}") from None


def _values(which: Filter) -> tuple[str | None, str | None]:
    return None if which.since is None else which.since.isoformat(), which.preset
