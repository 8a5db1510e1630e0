"""Save a walk on a separate thread, so that a slow disk never delays the walk."""

from __future__ import annotations

import threading
import time
from datetime import timedelta
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING, Any, NamedTuple

from .. import clock
from ..durations import clock_text
from .locks import LOCK_FILE, WalkLock
from .record import Checkpoint, WalkRecord
from .rows import SET_CHECKPOINT, find, insert

if TYPE_CHECKING:
    import sqlite3

RETRY_INTERVAL = 3.0
"""Seconds after which a failed write is tried again."""
CHECKPOINT_INTERVAL = 0.6
"""Seconds after which the checkpoint is saved again: less than a second may be lost."""
MIN_INTERVAL = 0.2
"""Seconds between two writes that save nothing but the checkpoint."""
CLOSE_TIMEOUT = 5.0
"""Seconds that the last writes may take."""


class SaveRequest(NamedTuple):
    """A request to save a number of statements, and a checkpoint at a session time.

    While the walk is `walking`, its checkpoint moves with the clock; it was made at `made_at`.
    """

    statements: int
    checkpoint: Checkpoint | None
    at: timedelta
    walking: bool
    made_at: float

    def now(self) -> SaveRequest:
        """Return the request with the checkpoint moved to the current time."""
        if not self.walking or self.checkpoint is None:
            return self
        now, before = clock.now(), self.checkpoint
        since = round(min(1.0, max(0.0, now - self.made_at)) * 1000)
        walked = before.walked + since
        if before.ends is not None:
            walked = max(before.walked, min(walked, before.ends))
        moment = before.moment + walked - before.walked
        checkpoint = before._replace(walked=walked, moment=moment)
        return self._replace(checkpoint=checkpoint, made_at=now)


class Writer:
    """Collects statements about one walk, in order, and saves them in batches.

    All statements are kept in memory, so that the whole walk can be saved again in a new file if
    the first one turns out to be damaged.
    """

    def __init__(self, path: Path, resumed_from: int | None = None) -> None:
        self._path = path
        self._resumed_from = resumed_from
        self.walk_id: int | None = None
        self._first: WalkRecord | None = None  # the record as it starts
        self._statements: list[tuple[str, tuple[Any, ...]]] = []
        self._saved = 0
        self._saved_at: timedelta | None = None
        self._error = ""
        self._damage = ""
        self._tried_at = float("-inf")
        self._deferred = False
        self._connection: sqlite3.Connection | None = None
        self._lock: WalkLock | None = None
        self._request: SaveRequest | None = None  # the latest one
        self._requests: SimpleQueue[SaveRequest | None] = SimpleQueue()  # None: end
        self._thread: threading.Thread | None = None

    def begin(self, first: WalkRecord) -> None:
        """Start saving a walk; `first` is its record at the start."""
        self._first = first

    @property
    def has_begun(self) -> bool:
        """Whether `begin` was called."""
        return self._first is not None

    def add(self, statement: str, row: tuple[Any, ...]) -> None:
        """Add a statement. Its first value, the walk's id, is put before the row."""
        self._statements.append((statement, row))

    def save(self, checkpoint: Checkpoint | None, at: timedelta, *, walking: bool) -> None:
        """Request that everything added so far is saved, and a checkpoint at a session time."""
        count = len(self._statements)
        self._requests.put(SaveRequest(count, checkpoint, at, walking, clock.now()))
        if self._thread is None:
            self._thread = threading.Thread(target=self._work, name="history", daemon=True)
            try:
                self._thread.start()
            except RuntimeError:  # no more threads are allowed: everything is saved in `close`
                pass

    def close(self) -> None:
        """Save the rest, if the disk allows it within a few seconds."""
        self._requests.put(None)
        if self._thread is None:
            return
        if self._thread.ident is None:
            self._work()
            return
        self._thread.join(CLOSE_TIMEOUT)
        if self._thread.is_alive():
            self._error = "the disk does not respond"

    def messages(self) -> list[str]:
        """Return what the user should know, in sentences; nothing if all has been saved."""
        found = [self._damage] if self._damage else []
        if self._error and self._first is not None:
            if self._saved_at is None:
                what = "This walk could not be saved in the history"
            else:
                what = f"This walk was saved in the history only up to {clock_text(self._saved_at)}"
            found.append(f"{what}: {self._error}")
        return found

    def _work(self) -> None:
        ends = False
        while not ends:
            requests = self._receive()
            ends = None in requests
            self._request = next((each for each in reversed(requests) if each), self._request)
            self._deferred = not ends and not self._is_due()
            if not self._deferred:
                self._tried_at = time.monotonic()
                self._save()
        self._close()

    def _is_due(self) -> bool:
        """Return whether to save now: statements at once, checkpoints not too often."""
        since = time.monotonic() - self._tried_at
        if self._error:
            return since > RETRY_INTERVAL
        has_statements = self._request is not None and self._request.statements > self._saved
        return has_statements or since > MIN_INTERVAL

    def _receive(self) -> list[SaveRequest | None]:
        """Wait for requests; without one, return the last one with a current checkpoint."""
        walking = self._request is not None and self._request.walking
        timeout = MIN_INTERVAL if self._deferred else CHECKPOINT_INTERVAL if walking else None
        received: list[SaveRequest | None] = []
        try:
            received.append(self._requests.get(timeout=timeout))
            while True:
                received.append(self._requests.get_nowait())
        except Empty:
            pass
        return received or ([self._request.now()] if self._request else [])

    def _save(self) -> None:
        """Save everything. What cannot be saved now is tried again later."""
        import sqlite3  # on this thread, where importing it delays nothing

        from .database import DamagedHistory, is_damage

        try:
            self._write()
            self._error = ""
        except DamagedHistory as error:
            self._start_new_file(str(error))
        except sqlite3.DatabaseError as error:
            if is_damage(error):
                self._start_new_file(str(error))
            else:
                self._error = f"{self._path}: {error}"
        except OSError as error:
            self._error = f"{error.filename or self._path}: {error.strerror}"
        except Exception as error:  # reported at the end; the thread must not die
            self._error = f"{self._path}: {error or type(error).__name__}"

    def _write(self) -> None:
        from .database import connect

        if self._connection is None:
            self._connection = connect(self._path)
            if self._resumed_from is not None:  # so that no other process resumes it meanwhile
                self._mark(self._resumed_from)
        if self._first is None or self._request is None:
            return
        connection = self._connection
        connection.execute("BEGIN IMMEDIATE")
        try:
            walk_id = self._write_rows(connection, self._first, self._request)
            connection.execute("COMMIT")
        except BaseException:
            connection.rollback()
            raise
        self.walk_id = walk_id
        self._saved, self._saved_at = self._request.statements, self._request.at

    def _write_rows(
        self, connection: sqlite3.Connection, first: WalkRecord, request: SaveRequest
    ) -> int:
        walk_id = self.walk_id
        if walk_id is None:
            walk_id = find(connection, first.uid) or insert(connection, first)
            self._mark(walk_id)  # before another process can see it and mark it as interrupted
        for statement, row in self._statements[self._saved : request.statements]:
            connection.execute(statement, (walk_id, *row))
        if request.checkpoint is not None:
            connection.execute(SET_CHECKPOINT, (walk_id, *request.checkpoint))
        return walk_id

    def _start_new_file(self, reason: str) -> None:
        """Set the damaged file aside, and save the whole walk in a new one."""
        from .database import set_aside

        self._close()
        try:
            aside = set_aside(self._path)
        except OSError as error:
            self._error = f"{self._path} is damaged ({reason}): {error.strerror}"
            return
        self._damage = f"The history was damaged ({reason}). It is now {aside}; a new one starts."
        self.walk_id, self._saved, self._saved_at = None, 0, None
        try:
            self._write()
            self._error = ""
        except Exception as error:  # reported at the end; the walk continues
            self._error = f"{self._path}: {error}"

    def _mark(self, walk_id: int) -> None:
        """Mark the walk as in progress."""
        self._lock = self._lock or WalkLock(self._path.with_name(LOCK_FILE))
        self._lock.acquire(walk_id)

    def _close(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None
        if self._lock is not None:
            self._lock.release()
            self._lock = None
