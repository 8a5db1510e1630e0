"""Which walks are being walked right now: each holds one byte of a file locked while it lives.

The system lets go of the lock when the program ends, however it ends.
"""

from __future__ import annotations

import errno
import os
import sys
from pathlib import Path

LOCK_FILE = "history.lock"
_OURS: set[int] = set()


class WalkLock:
    """The lock file beside the history. Where nothing can be locked, no walk counts as alive."""

    def __init__(self, path: Path) -> None:
        try:
            self._file: int | None = os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
        except OSError:
            self._file = None

    def acquire(self, walk: int) -> None:
        """Mark a walk as alive until `let_go` or this program's end."""
        _OURS.add(walk)
        if self._file is not None:
            _take(self._file, walk)

    def is_held(self, walk: int) -> bool:
        """Whether some program walks it."""
        if walk in _OURS or self._file is None:
            return walk in _OURS
        taken = _take(self._file, walk)
        if taken is True:
            _give_back(self._file, walk)
        return taken is False

    def release(self, *walks: int) -> None:
        """Close the file; the walks are no longer alive."""
        _OURS.difference_update(walks)
        if self._file is not None:
            os.close(self._file)
        self._file = None


def _take(file: int, place: int) -> bool | None:
    """Lock a byte; False when another program has it, None when nothing can be locked here."""
    try:
        _lock(file, place)
    except OSError as error:
        return False if error.errno in (errno.EACCES, errno.EAGAIN, errno.EDEADLK) else None
    return True


if sys.platform == "win32":
    import msvcrt

    def _lock(file: int, place: int) -> None:
        os.lseek(file, place, os.SEEK_SET)
        msvcrt.locking(file, msvcrt.LK_NBLCK, 1)

    def _give_back(file: int, place: int) -> None:
        os.lseek(file, place, os.SEEK_SET)
        msvcrt.locking(file, msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    def _lock(file: int, place: int) -> None:
        fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB, 1, place)

    def _give_back(file: int, place: int) -> None:
        fcntl.lockf(file, fcntl.LOCK_UN, 1, place)
