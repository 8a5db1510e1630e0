"""Mark walks in progress: each locks one byte of a file while its process runs.

The operating system releases the lock when the process ends, however it ends.
"""

from __future__ import annotations

import errno
import os
import sys
import threading
from dataclasses import dataclass, field
from pathlib import Path

LOCK_FILE = "history.lock"


@dataclass
class _SharedFile:
    """A lock file that is open once per process, however many `WalkLock`s use it.

    POSIX drops all locks of a process on a file as soon as it closes any descriptor of that file.
    """

    descriptor: int
    users: int = 0
    held: set[int] = field(default_factory=set)


_open_files: dict[str, _SharedFile] = {}
_guard = threading.Lock()


class WalkLock:
    """The lock file beside the history. If nothing can be locked, no walk counts as in progress."""

    def __init__(self, path: Path) -> None:
        self._path = os.path.realpath(path)
        self._held: set[int] = set()
        with _guard:
            self._file = _open(self._path)

    def acquire(self, walk: int) -> None:
        """Mark a walk as in progress until `release` or the end of the process."""
        with _guard:
            if self._file is not None and walk not in self._file.held:
                _try_lock(self._file.descriptor, walk)
                self._file.held.add(walk)
                self._held.add(walk)

    def is_held(self, walk: int) -> bool:
        """Return whether any process has marked the walk."""
        with _guard:
            if self._file is None or walk in self._file.held:
                return self._file is not None
            locked = _try_lock(self._file.descriptor, walk)
            if locked:
                _unlock(self._file.descriptor, walk)
            return locked is False

    def release(self) -> None:
        """Release the walks that this object has marked, and its use of the file."""
        with _guard:
            if self._file is None:
                return
            for walk in self._held:
                _unlock(self._file.descriptor, walk)
            self._file.held -= self._held
            self._held = set()
            self._file.users -= 1
            if not self._file.users:
                os.close(self._file.descriptor)
                del _open_files[self._path]
            self._file = None


def _open(path: str) -> _SharedFile | None:
    """Return the shared file of a path, opened if necessary; None if that is impossible."""
    if path not in _open_files:
        try:
            descriptor = os.open(path, os.O_RDWR | os.O_CREAT | _NO_WAIT, 0o600)
        except OSError:
            return None
        _open_files[path] = _SharedFile(descriptor)
    _open_files[path].users += 1
    return _open_files[path]


_NO_WAIT = getattr(os, "O_NONBLOCK", 0)
"""Never wait for the other end of a named pipe."""


def _try_lock(descriptor: int, place: int) -> bool | None:
    """Lock a byte. Return False if another process has it, None if locking is impossible."""
    try:
        _lock(descriptor, place)
    except OSError as error:
        return False if error.errno in (errno.EACCES, errno.EAGAIN, errno.EDEADLK) else None
    return True


if sys.platform == "win32":
    import msvcrt

    def _lock(descriptor: int, place: int) -> None:
        os.lseek(descriptor, place, os.SEEK_SET)
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)

    def _unlock(descriptor: int, place: int) -> None:
        os.lseek(descriptor, place, os.SEEK_SET)
        msvcrt.locking(descriptor, msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    def _lock(descriptor: int, place: int) -> None:
        fcntl.lockf(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB, 1, place)

    def _unlock(descriptor: int, place: int) -> None:
        fcntl.lockf(descriptor, fcntl.LOCK_UN, 1, place)
