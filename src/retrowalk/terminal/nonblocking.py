"""An output that never holds the walk up.

A terminal that is stopped and a pipe that is full take nothing, and whoever writes to them
waits. What cannot be written at once is kept here, and written when there is room again.
"""

from __future__ import annotations

import os
import select
import stat
import sys
import time
from typing import TextIO

MOST_WAITING = 1 << 20
"""Bytes kept for a reader that does not read; lines that come after are dropped."""
PATIENCE = 0.1
"""Seconds that a reader who has kept up so far gets for what is written at once."""
CHUNK = 512
"""What a pipe that says it has room takes without waiting, on every system."""


class NonBlockingWriter:
    """Stands in for a text stream while a walk goes on. Writing raises where nobody reads."""

    def __init__(self, out: TextIO) -> None:
        self.encoding = out.encoding
        self._out = out
        self._waiting = b""
        self._stuck = False
        out.flush()
        self._shared = out.fileno()
        self._own = _nonblocking(self._shared)

    def write(self, text: str) -> int:
        """Take a text; `flush` writes it."""
        if len(self._waiting) < MOST_WAITING:
            self._waiting += text.encode(self.encoding, "replace")
        return len(text)

    def flush(self) -> None:
        """Write what the other side takes now. Raises `OSError` when there is none any more.

        One that reads at all gets a moment for the rest of a frame; one that does not is not
        waited for again until it has taken everything.
        """
        end = time.monotonic() + (0.0 if self._stuck else PATIENCE)
        try:
            while self._waiting and self._takes(max(0.0, end - time.monotonic())):
                self._waiting = self._waiting[self._push() :]
        except OSError:
            self._waiting = b""
            raise
        self._stuck = bool(self._waiting)

    @property
    def is_blocked(self) -> bool:
        """Whether something could still not be written."""
        try:
            self.flush()
        except OSError:
            pass
        return bool(self._waiting)

    def finish(self) -> None:
        """Write the rest, as any program would at its end: as slowly as the other side reads."""
        if self._own is not None:
            os.close(self._own)
            self._own = None
        try:
            while self._waiting:
                self._waiting = self._waiting[os.write(self._shared, self._waiting) :]
        except OSError:  # nobody is there to read it
            pass

    def fileno(self) -> int:
        """The stream's own descriptor."""
        return self._shared

    def isatty(self) -> bool:
        """Whether it is a terminal."""
        return self._out.isatty()

    def _takes(self, patience: float) -> bool:
        descriptor = self._shared if self._own is None else self._own
        return bool(select.select([], [descriptor], [], patience)[1])

    def _push(self) -> int:
        if self._own is None:
            return os.write(self._shared, self._waiting[:CHUNK])
        try:
            return os.write(self._own, self._waiting)
        except BlockingIOError:
            return 0


def flow(out: TextIO) -> TextIO:
    """The stream, made to flow where it can be held up: a terminal or a pipe."""
    try:
        mode = os.fstat(out.fileno()).st_mode
    except (OSError, ValueError):
        return out
    if os.name == "nt" or not (stat.S_ISCHR(mode) or stat.S_ISFIFO(mode)):
        return out
    return NonBlockingWriter(out)  # type: ignore[return-value] # as much of a text stream as is needed here


def is_blocked(out: TextIO) -> bool:
    """Whether an output cannot be written to now without waiting."""
    return isinstance(out, NonBlockingWriter) and out.is_blocked


def _nonblocking(descriptor: int) -> int | None:
    """The same terminal or pipe, opened once more: others who have it go on waiting for it."""
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
