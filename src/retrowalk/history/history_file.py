"""The history file while it is open: its rows, transactions and errors."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from .database import open_for_command, translated_errors
from .rows import PlanCache


class HistoryFile:
    """The history file, opened when it is needed. SQLite's errors become `FileError`s.

    It is created when it is first written to, or at once with `make`.
    """

    def __init__(self, path: Path, *, make: bool = False) -> None:
        self.path = path
        self._open: tuple[sqlite3.Connection, PlanCache] | None = None
        if make or path.exists():
            self._opened()

    @property
    def exists(self) -> bool:
        """Whether there is a file; without one there are no rows."""
        return self._open is not None

    @property
    def connection(self) -> sqlite3.Connection:
        """The connection; the file is created if it is missing."""
        return self._opened()[0]

    @property
    def plans(self) -> PlanCache:
        """The plans of the walks."""
        return self._opened()[1]

    def _opened(self) -> tuple[sqlite3.Connection, PlanCache]:
        if self._open is None:
            connection = open_for_command(self.path)
            self._open = connection, PlanCache(connection)
        return self._open

    def close(self) -> None:
        """Close the file."""
        if self._open is not None:
            self.connection.close()

    def rows(self, query: str, values: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
        """Return the rows that a query finds."""
        if not self.exists:
            return []
        with self.translated_errors():
            return self.connection.execute(query, values).fetchall()

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """Run the body in a transaction: all of it, or nothing."""
        with self.translated_errors():
            connection = self.connection
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
                connection.execute("COMMIT")
            except BaseException:
                connection.rollback()
                raise

    @contextmanager
    def translated_errors(self) -> Iterator[None]:
        """Turn SQLite's errors into `FileError`s; set a damaged file aside."""
        with translated_errors(self.path, self.close):
            yield
