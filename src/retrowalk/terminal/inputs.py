"""Waiting for keys and signals: one call that is the program's sleep."""

from __future__ import annotations

import os
import select
import signal
import sys
import time
from collections import deque

from ..errors import EXIT_HANGUP, EXIT_INTERRUPTED, EXIT_QUIT, EXIT_TERMINATED
from .keys import ESCAPE, decode
from .modes import Keyboard, TerminalSession
from .signals import Signals

HANGUP = "hangup"
"""Stands among the keys where the terminal has gone."""
SUSPEND = "suspend"
REDRAW = "redraw"
LINE = "line "
"""Stands before a line from another program, to tell it from a key."""
LONGEST_LINE = 200
ESCAPE_PATIENCE = 0.03
"""Seconds to wait for the rest of a key that begins with an escape character."""
ENDING = {
    "SIGINT": EXIT_INTERRUPTED,
    "SIGTERM": EXIT_TERMINATED,
    "SIGHUP": EXIT_HANGUP,
    "SIGQUIT": EXIT_QUIT,
}


class Inputs:
    """Keys and signals, in one queue of names; `exit_code` is set by a signal that ends."""

    def __init__(
        self,
        signals: Signals,
        keyboard: Keyboard | None,
        taken: TerminalSession,
        lines: int | None = None,
    ) -> None:
        self._signals = signals
        self._keyboard = keyboard
        self._lines = lines  # a descriptor from which another program gives commands
        self._unfinished = b""
        self._taken = taken
        self._queue: deque[str] = deque()
        self.exit_code: int | None = None

    def next(self, seconds: float | None) -> str | None:
        """The next key's name, REDRAW, SUSPEND or HANGUP; None when the time has passed."""
        if not self._queue:
            self._wait(seconds)
        return self._queue.popleft() if self._queue else None

    def suspend(self) -> None:
        """Give the terminal back and stop; when continued, take it again."""
        self._taken.give_back()
        self._signals.stop_self()
        self._taken.take()
        self._queue.append(REDRAW)

    def _wait(self, seconds: float | None) -> None:
        if sys.platform == "win32":
            self._poll_console(seconds)
            return
        watched = [self._signals.descriptor]
        if self._keyboard:
            watched.append(self._keyboard.descriptor)
        if self._lines is not None:
            watched.append(self._lines)
        ready = select.select(watched, [], [], seconds)[0]
        if self._keyboard and self._keyboard.descriptor in ready:
            self._queue.extend(self._read(self._keyboard.descriptor))
        if self._lines in ready:
            self._read_lines()
        for number in self._signals.take():
            self._note(number)

    def _read_lines(self) -> None:
        """Queue each whole line; at the end of the input there are no more commands."""
        assert self._lines is not None
        try:
            data = os.read(self._lines, 4096)
        except OSError:
            data = b""
        *whole, self._unfinished = (self._unfinished + data).split(b"\n")
        if not data:
            whole, self._unfinished, self._lines = [self._unfinished], b"", None
        self._unfinished = self._unfinished[:LONGEST_LINE]
        texts = (line.decode("utf-8", "replace").strip() for line in whole)
        self._queue.extend(LINE + text for text in texts if text)

    def _read(self, descriptor: int) -> list[str]:
        try:
            data = os.read(descriptor, 4096)
            if data.endswith(b"\x1b") and select.select([descriptor], [], [], ESCAPE_PATIENCE)[0]:
                data += os.read(descriptor, 4096)
        except OSError:
            data = b""
        if not data:
            self._keyboard = None
            self.exit_code = EXIT_HANGUP
            return [HANGUP]
        return decode(data)

    def _note(self, number: int) -> None:
        name = signal.Signals(number).name
        if name in ENDING:
            self.exit_code = ENDING[name]
            self._queue.appendleft(HANGUP)
        elif name == "SIGTSTP":
            self._queue.append(SUSPEND)
        else:
            if name == "SIGCONT":
                self._taken.take()  # the shell may have changed the modes while we were stopped
            self._queue.append(REDRAW)

    def _poll_console(self, seconds: float | None) -> None:
        """Windows can wait for keys only by looking again and again."""
        if sys.platform != "win32":
            return
        import msvcrt

        end = None if seconds is None else time.monotonic() + seconds
        while True:
            if self._keyboard and msvcrt.kbhit():
                first = msvcrt.getwch()
                self._queue.extend(_console_key(first, msvcrt.getwch))
            for number in self._signals.take():
                self._note(number)
            left = 0.03 if end is None else end - time.monotonic()
            if self._queue or left <= 0:
                return
            time.sleep(min(0.03, left))


_CONSOLE_ARROWS = {"H": "up", "P": "down", "K": "left", "M": "right"}


def _console_key(first: str, more: object) -> list[str]:
    if first in ("\x00", "\xe0") and callable(more):
        name = _CONSOLE_ARROWS.get(more())
        return [name] if name else []
    return [ESCAPE] if first == "\x1b" else decode(first.encode())
