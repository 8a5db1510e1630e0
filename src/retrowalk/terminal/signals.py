"""Signals as something that can be waited for, together with keys."""

from __future__ import annotations

import os
import signal
import sys
from collections import deque
from types import FrameType
from typing import Any

WATCHED = ("SIGINT", "SIGTERM", "SIGHUP", "SIGQUIT", "SIGTSTP", "SIGCONT", "SIGWINCH")


class Signals:
    """While entered, signals are noted and wake whoever waits on `descriptor`."""

    def __init__(self) -> None:
        self._pending: deque[int] = deque()
        self._before: dict[int, Any] = {}
        self._waker = -1
        self.descriptor, self._bell = os.pipe()
        if sys.platform != "win32":  # Windows looks again and again, and waits on no descriptor
            for end in (self.descriptor, self._bell):
                os.set_blocking(end, False)

    def __enter__(self) -> Signals:
        if sys.platform != "win32":
            # written by the interpreter itself: a handler would come too late for a wait that
            # begins just after the signal
            self._waker = signal.set_wakeup_fd(self._bell, warn_on_full_buffer=False)
        for name in WATCHED:
            if number := getattr(signal, name, None):
                self._before[number] = signal.signal(number, self._note)
        return self

    def __exit__(self, *_: object) -> None:
        if sys.platform != "win32":
            signal.set_wakeup_fd(self._waker)
        for number, handler in self._before.items():
            signal.signal(number, handler if handler is not None else signal.SIG_DFL)
        bell, self._bell = self._bell, -1  # another thread may still ring it
        for end in (self.descriptor, bell):
            os.close(end)

    def _note(self, number: int, frame: FrameType | None) -> None:
        self._pending.append(number)

    def wake(self) -> None:
        """End the present or the next wait; any thread may call it."""
        if os.name == "nt":
            return
        try:
            os.write(self._bell, b"!")
        except OSError:  # full: a wake-up is under way already; closed: nobody waits any more
            pass

    def take(self) -> list[int]:
        """The signals that have come since the last call."""
        try:
            while os.name != "nt" and os.read(self.descriptor, 512):
                pass
        except OSError:  # nothing more to read
            pass
        return [self._pending.popleft() for _ in range(len(self._pending))]

    def stop_self(self) -> None:
        """Stop like any program on Ctrl-Z; returns when the shell continues it."""
        if sys.platform == "win32":
            return
        self._pending.clear()
        signal.signal(signal.SIGTSTP, signal.SIG_DFL)
        os.kill(os.getpid(), signal.SIGTSTP)
        signal.signal(signal.SIGTSTP, self._note)
