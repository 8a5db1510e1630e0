"""Signals that can be waited for together with keys."""

from __future__ import annotations

import os
import signal
import sys
from collections import deque
from types import FrameType
from typing import Any

ENDING = (
    *("SIGINT", "SIGTERM", "SIGHUP", "SIGQUIT", "SIGBREAK"),
    *("SIGALRM", "SIGUSR1", "SIGUSR2", "SIGVTALRM", "SIGPROF", "SIGPOLL", "SIGXCPU"),
)
"""Signals that end the program, as their default action would."""
WATCHED = (*ENDING, "SIGTSTP", "SIGCONT", "SIGWINCH")


class Signals:
    """While entered, records signals and wakes any wait on `descriptor`.

    Signals that are ignored, as `nohup` and shells arrange, stay ignored.
    """

    def __init__(self) -> None:
        self._pending: deque[int] = deque()
        self._before: dict[int, Any] = {}
        self._previous_wakeup = -1
        self.descriptor, self._wakeup = os.pipe()
        if sys.platform != "win32":  # on Windows nothing waits on a descriptor
            for end in (self.descriptor, self._wakeup):
                os.set_blocking(end, False)

    def __enter__(self) -> Signals:
        if sys.platform != "win32":
            # written by the interpreter itself: a Python handler would run too late for a wait
            # that begins just after the signal
            self._previous_wakeup = signal.set_wakeup_fd(self._wakeup, warn_on_full_buffer=False)
        for name in WATCHED:
            number = getattr(signal, name, None)
            if number is not None and signal.getsignal(number) is not signal.SIG_IGN:
                self._before[number] = signal.signal(number, self._record)
        return self

    def __exit__(self, *_: object) -> None:
        if sys.platform != "win32":
            signal.set_wakeup_fd(self._previous_wakeup)
        for number, handler in self._before.items():
            signal.signal(number, handler if handler is not None else signal.SIG_DFL)
        wakeup, self._wakeup = self._wakeup, -1  # another thread may still call wake()
        for end in (self.descriptor, wakeup):
            os.close(end)

    def watches(self, name: str) -> bool:
        """Return whether a signal is recorded; False if it exists but is ignored."""
        return getattr(signal, name, None) in self._before

    def _record(self, number: int, frame: FrameType | None) -> None:
        self._pending.append(number)

    def wake(self) -> None:
        """End the current or the next wait. Any thread may call this."""
        if sys.platform == "win32":
            return
        try:
            os.write(self._wakeup, b"!")
        except OSError:  # full: the wait ends anyway; closed: there is no wait any more
            pass

    def take(self) -> list[int]:
        """Return the signals received since the last call."""
        try:
            while sys.platform != "win32" and os.read(self.descriptor, 512):
                pass
        except OSError:  # empty
            pass
        return [self._pending.popleft() for _ in range(len(self._pending))]

    def stop_self(self) -> None:
        """Stop the process, as on Ctrl-Z; return when the shell continues it."""
        if sys.platform == "win32":
            return
        self._pending.clear()
        signal.signal(signal.SIGTSTP, signal.SIG_DFL)
        os.kill(os.getpid(), signal.SIGTSTP)
        signal.signal(signal.SIGTSTP, self._record)
