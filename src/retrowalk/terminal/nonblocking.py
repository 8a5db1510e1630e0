"""Output that never blocks a walk.

Writing to a stopped terminal or a full pipe would block the program. Text that cannot be written
at once is buffered here, and written later.
"""

from __future__ import annotations

import os
import stat
import sys
import time
from typing import TextIO, cast

from .polling import is_writable

MOST_PENDING = 1 << 20
"""Bytes buffered for a reader that has stalled; later text is dropped."""
PATIENCE = 0.1
"""Seconds that one flush waits for a reader that has kept up so far."""
LAST_PATIENCE = 5.0
"""Seconds without progress after which the rest is dropped at the end."""
CHUNK = 512
"""Bytes that a pipe with room takes without blocking, on every system (POSIX PIPE_BUF)."""


class NonBlockingWriter:
    """A text stream for output during a walk. Writing raises `OSError` if the reader has closed."""

    def __init__(self, out: TextIO) -> None:
        self.encoding = out.encoding
        self._out = out
        self._pending = b""
        self._is_stuck = False
        out.flush()
        self._shared = out.fileno()
        self._own = _open_nonblocking(self._shared)

    def write(self, text: str) -> int:
        """Add a text to the buffer; `flush` writes it."""
        if len(self._pending) < MOST_PENDING:
            self._pending += text.encode(self.encoding, "replace")
        return len(text)

    def flush(self) -> None:
        """Write what the reader accepts now. Raises `OSError` if it has closed.

        A reader that has kept up so far gets up to `PATIENCE` for the rest. One that has not gets
        no time until it has read everything.
        """
        self._write_pending(0.0 if self._is_stuck else PATIENCE)
        self._is_stuck = bool(self._pending)

    @property
    def is_blocked(self) -> bool:
        """Whether some text could not be written yet."""
        try:
            self.flush()
        except OSError:
            pass
        return bool(self._pending)

    def finish(self) -> None:
        """Write the rest, as slowly as it is read. It is dropped if the reader has stalled."""
        size = -1
        try:
            while self._pending and len(self._pending) != size:
                size = len(self._pending)
                self._write_pending(LAST_PATIENCE)
        except OSError:  # the reader has closed
            pass
        self._pending = b""
        if self._own is not None:
            os.close(self._own)
            self._own = None

    def fileno(self) -> int:
        """Return the descriptor of the stream."""
        return self._shared

    def isatty(self) -> bool:
        """Return whether the stream is a terminal."""
        return self._out.isatty()

    def _write_pending(self, seconds: float) -> None:
        """Write as much as the reader accepts within a limited time."""
        end = time.monotonic() + seconds
        descriptor = self._shared if self._own is None else self._own
        try:
            while self._pending and is_writable(descriptor, max(0.0, end - time.monotonic())):
                self._pending = self._pending[self._write_some() :]
        except OSError:
            self._pending = b""
            raise

    def _write_some(self) -> int:
        if self._own is None:
            return os.write(self._shared, self._pending[:CHUNK])
        try:
            return os.write(self._own, self._pending)
        except BlockingIOError:
            return 0


def nonblocking(out: TextIO) -> TextIO:
    """Return a non-blocking stream for a terminal or pipe; return other streams unchanged."""
    if sys.platform == "win32":
        return out
    try:
        mode = os.fstat(out.fileno()).st_mode
    except (OSError, ValueError):
        return out
    if not (stat.S_ISCHR(mode) or stat.S_ISFIFO(mode)):
        return out
    return cast(TextIO, NonBlockingWriter(out))  # as much of a TextIO as is needed


def is_blocked(out: TextIO) -> bool:
    """Return whether writing to an output would block now."""
    return isinstance(out, NonBlockingWriter) and out.is_blocked


def _open_nonblocking(descriptor: int) -> int | None:
    """Open the same terminal or pipe again as non-blocking; return None if that fails.

    Setting the shared descriptor to non-blocking would affect other programs.
    """
    if sys.platform == "win32":
        return None
    path = f"/proc/self/fd/{descriptor}"
    try:
        if os.isatty(descriptor):
            path = os.ttyname(descriptor)
        elif not sys.platform.startswith("linux"):
            return None
        return os.open(path, os.O_WRONLY | os.O_NONBLOCK | os.O_NOCTTY)
    except OSError:
        return None
