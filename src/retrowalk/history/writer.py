"""The thread that writes a walk down; whatever the disk does, nobody waits for it."""

from __future__ import annotations

import threading
import time
from datetime import timedelta
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING, Any, NamedTuple

from .. import clock as clocks
from ..durations import clock_text
from .locks import LOCK_FILE, WalkLock
from .record import Checkpoint, WalkRecord
from .rows import SET_CHECKPOINT, find, insert
from .schema import TooNew

if TYPE_CHECKING:
    import sqlite3

AGAIN_AFTER = 3.0
"""Seconds after which a write that failed is tried again."""
IN_BETWEEN = 0.6
"""Seconds after which how the walk stands is written again: less than one is to be lost."""
LEAST_APART = 0.2
"""Seconds between two writes of nothing but how the walk stands."""
LAST_PATIENCE = 5.0
"""Seconds that the last writes may take."""


class State(NamedTuple):
    """What is to be written at least: how many statements, and how things stand at which time.

    While the walk is `walking`, how it stands changes with the clock, last looked at `told`.
    """

    statements: int
    checkpoint: Checkpoint | None
    at: timedelta
    walking: bool
    told: float

    def now(self) -> State:
        """The same a little later, when nothing has been told since."""
        if not self.walking or self.checkpoint is None:
            return self
        now, stood = clocks.now(), self.checkpoint
        since = round(min(1.0, max(0.0, now - self.told)) * 1000)
        walked = stood.walked + since
        walked = walked if stood.ends is None else max(stood.walked, min(walked, stood.ends))
        standing = stood._replace(walked=walked, moment=stood.moment + walked - stood.walked)
        return self._replace(checkpoint=standing, told=now)


class Writer:
    """Takes statements about one walk, in order, and writes what has come together at a time.

    All of a walk's statements are remembered, so that it can be written anew into another file
    when the first one turns out to be damaged.
    """

    def __init__(self, path: Path, resumed_from: int | None = None) -> None:
        self._path = path
        self._resumed_from = resumed_from
        self.walk: int | None = None  # its number in the file
        self.first: WalkRecord | None = None  # the walk as it begins, once it has begun
        self._statements: list[tuple[str, tuple[Any, ...]]] = []
        self._written = 0
        self._written_at: timedelta | None = None
        self._trouble = ""
        self._damage = ""
        self._tried = float("-inf")
        self._put_off = False
        self._connection: sqlite3.Connection | None = None
        self._alive: WalkLock | None = None
        self._state: State | None = None  # the last one told
        self._wakings: SimpleQueue[State | None] = SimpleQueue()
        self._thread = threading.Thread(target=self._work, name="history", daemon=True)

    def add(self, statement: str, row: tuple[Any, ...]) -> None:
        """Take a statement; its first value, the walk's number, is put before the row."""
        self._statements.append((statement, row))

    def wake(self, standing: Checkpoint | None, at: timedelta, *, walking: bool) -> None:
        """Let what was taken be written, and how the walk stands at a session time."""
        if self._thread.ident is None:
            self._thread.start()
        count = len(self._statements)
        self._wakings.put(State(count, standing, at, walking, clocks.now()))

    def close(self) -> None:
        """Write what is left, if the disk lets it within a few seconds."""
        self._wakings.put(None)
        if self._thread.ident is not None:
            self._thread.join(LAST_PATIENCE)
            if self._thread.is_alive():
                self._trouble = "the disk does not answer"

    def troubles(self) -> list[str]:
        """What the user should know, in sentences; nothing when all has been written."""
        said = [self._damage] if self._damage else []
        if self._trouble and self.first is not None:
            if self._written_at is None:
                what = "This walk is not in the history"
            else:
                what = f"The history has this walk only up to {clock_text(self._written_at)}"
            said.append(f"{what}: {self._trouble}")
        return said

    def _work(self) -> None:
        last = False
        while not last:
            told = self._told()
            last = None in told
            self._state = next((state for state in reversed(told) if state), self._state)
            self._put_off = not last and not self._is_due()
            if not self._put_off:
                self._tried = time.monotonic()
                self._save()
        self._close()

    def _is_due(self) -> bool:
        """Whether to write now: what happened at once, how things stand not all too often."""
        since = time.monotonic() - self._tried
        if self._trouble:
            return since > AGAIN_AFTER
        has_happened = self._state is not None and self._state.statements > self._written
        return has_happened or since > LEAST_APART

    def _told(self) -> list[State | None]:
        """What has been told since; between two seconds how the walk stands by now."""
        walking = self._state is not None and self._state.walking
        patience = LEAST_APART if self._put_off else IN_BETWEEN if walking else None
        told: list[State | None] = []
        try:
            told.append(self._wakings.get(timeout=patience))
            while True:
                told.append(self._wakings.get_nowait())
        except Empty:
            pass
        return told or ([self._state.now()] if self._state else [])

    def _save(self) -> None:
        """Write everything there is; what cannot be written now is kept for the next time."""
        import sqlite3  # on this thread, and so in nobody's way

        from .database import Damaged, is_damage

        try:
            self._write()
            self._trouble = ""
        except (Damaged, sqlite3.DatabaseError) as error:
            if isinstance(error, Damaged) or is_damage(error):
                self._begin_anew(str(error))
            else:
                self._trouble = f"{self._path}: {error}"
        except TooNew as error:
            self._trouble = f"{self._path}: {error}"
        except OSError as error:
            self._trouble = f"{error.filename or self._path}: {error.strerror}"
        except Exception as error:  # whatever it is: told at the end, and no end of the thread
            self._trouble = f"{self._path}: {type(error).__name__}: {error}"

    def _write(self) -> None:
        from .database import connect

        if self._connection is None:
            self._connection = connect(self._path)
            if self._resumed_from is not None:  # so that nobody else takes it up in the lead-in
                self._hold(self._resumed_from)
        if self.first is None or self._state is None:
            return
        count, standing, at = self._state[:3]
        connection = self._connection
        connection.execute("BEGIN IMMEDIATE")
        try:
            walk = self.walk
            if walk is None:
                walk = find(connection, self.first.uid) or insert(connection, self.first)
                self._hold(walk)  # before anybody can see it, and take it for broken off
            for statement, row in self._statements[self._written : count]:
                connection.execute(statement, (walk, *row))
            if standing is not None:
                connection.execute(SET_CHECKPOINT, (walk, *standing))
            connection.execute("COMMIT")
        except BaseException:
            connection.rollback()
            raise
        self.walk = walk
        self._written, self._written_at = count, at

    def _begin_anew(self, reason: str) -> None:
        """Set the damaged file aside, and write the whole walk into a new one."""
        from .database import set_aside

        self._close()
        try:
            aside = set_aside(self._path)
        except OSError as error:
            self._trouble = f"{self._path} is damaged ({reason}): {error.strerror}"
            return
        self._damage = f"The history was damaged ({reason}) and is now {aside}; a new one begins."
        self.walk, self._written, self._written_at = None, 0, None
        try:
            self._write()
            self._trouble = ""
        except Exception as error:  # told at the end; the walk goes on
            self._trouble = f"{self._path}: {error}"

    def _hold(self, walk: int) -> None:
        """Mark the walk as being walked."""
        self._alive = self._alive or WalkLock(self._path.with_name(LOCK_FILE))
        self._alive.acquire(walk)

    def _close(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None
        if self._alive is not None:
            self._alive.release(
                *(id_ for id_ in (self.walk, self._resumed_from) if id_ is not None)
            )
            self._alive = None
