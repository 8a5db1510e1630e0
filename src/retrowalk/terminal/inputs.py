"""Wait for keys, lines and signals in a single call, in which the program sleeps."""

from __future__ import annotations

import os
import signal
import sys
import time
from collections import deque

from ..errors import EXIT_HANGUP
from .keys import KeyDecoder
from .modes import Keyboard, TerminalSession
from .polling import readable
from .signals import ENDING, Signals

HANGUP = "hangup"
"""The name of the input for a closed terminal, or for a signal that ends the program."""
SUSPEND = "suspend"
REDRAW = "redraw"
LINE = "line "
"""The prefix of a line from another program, to distinguish it from a key."""
MEDIA = "media "
"""The prefix of a command from media keys, whose buttons can bounce."""
LONGEST_LINE = 200
BACKGROUND_POLL = 0.3
"""Seconds between checks whether the program is in the foreground again."""


class Inputs:
    """Keys, lines and signals in one queue of names.

    `lines` is a descriptor from which another program sends commands. A signal that ends the
    program sets `exit_code`.
    """

    def __init__(
        self,
        signals: Signals,
        keyboard: Keyboard | None,
        terminal: TerminalSession,
        lines: int | None = None,
    ) -> None:
        self._signals = signals
        self._keyboard = keyboard
        self._keys = KeyDecoder()
        self._terminal = terminal
        self._lines = lines
        self._unfinished = b""
        self._queue: deque[str] = deque()
        self.exit_code: int | None = None

    def next(self, seconds: float | None) -> str | None:
        """Return a key's name, REDRAW, SUSPEND, HANGUP, or LINE with a text; None after `seconds`.

        It may return None earlier.
        """
        if not self._queue:
            self._wait(seconds)
        return self._queue.popleft() if self._queue else None

    def post(self, text: str) -> None:
        """Queue a command. Other threads, such as that of the media keys, may call this."""
        self._queue.append(MEDIA + text)
        self._signals.wake()

    def suspend(self) -> None:
        """Give the terminal back and stop; take it again when continued in the foreground."""
        self._terminal.give_back()
        self._signals.stop_self()
        self._take_terminal()

    def _take_terminal(self, *, again: bool = False) -> None:
        if self._terminal.refresh(again=again):
            self._queue.append(REDRAW)

    def _wait(self, seconds: float | None) -> None:
        if sys.platform == "win32":
            self._poll_windows(seconds)
            return
        self._take_terminal()  # if a shell has brought us to the foreground
        keyboard = self._keyboard.descriptor if self._keyboard else None
        limits = [seconds, self._keys.timeout(time.monotonic()), 0.0 if self._queue else None]
        if not self._terminal.is_taken:
            keyboard = None
            limits.append(BACKGROUND_POLL)
        watched = [self._signals.descriptor, keyboard, self._lines]
        ready = readable(
            [each for each in watched if each is not None],
            min((limit for limit in limits if limit is not None), default=None),
        )
        if keyboard is not None and keyboard in ready:
            self._read_keys(keyboard)
        self._queue.extend(self._keys.flush(time.monotonic()))
        if self._lines in ready:
            self._read_lines()
        for number in self._signals.take():
            self._note(number)

    def _read_keys(self, descriptor: int) -> None:
        try:
            data = os.read(descriptor, 4096)
        except OSError:
            data = b""
        if data:
            self._queue.extend(self._keys.feed(data, time.monotonic()))
            return
        self._keyboard = None  # the terminal has closed
        if self._signals.watches("SIGHUP"):  # not under nohup
            self.exit_code = EXIT_HANGUP
            self._queue.append(HANGUP)

    def _read_lines(self) -> None:
        """Queue each complete line; after the end of the input there are no more commands."""
        assert self._lines is not None
        try:
            data = os.read(self._lines, 4096)
        except BlockingIOError:
            return
        except OSError:
            data = b""
        *whole, self._unfinished = (self._unfinished + data).split(b"\n")
        if not data:
            whole, self._unfinished, self._lines = [self._unfinished], b"", None
        self._unfinished = self._unfinished[:LONGEST_LINE]
        texts = (line.decode("utf-8", "replace").strip() for line in whole)
        self._queue.extend(LINE + text for text in texts if text)

    def _note(self, number: int) -> None:
        name = signal.Signals(number).name
        if number in _ENDING_NUMBERS:
            self.exit_code = 128 + number
            self._queue.appendleft(HANGUP)
        elif name == "SIGTSTP":
            self._queue.append(SUSPEND)
        elif name == "SIGCONT":
            self._take_terminal(again=True)  # the shell may have changed the modes meanwhile
        else:
            self._queue.append(REDRAW)

    def _poll_windows(self, seconds: float | None) -> None:
        if sys.platform != "win32":
            return
        import _winapi
        import msvcrt

        from .console import POLL, console_keys, has_data

        end = None if seconds is None else time.monotonic() + seconds
        while True:
            if self._keyboard:
                self._queue.extend(console_keys(msvcrt))
            if self._lines is not None and has_data(_winapi, msvcrt.get_osfhandle(self._lines)):
                self._read_lines()
            for number in self._signals.take():
                self._note(number)
            left = POLL if end is None else end - time.monotonic()
            if self._queue or left <= 0:
                return
            time.sleep(min(POLL, left))


_ENDING_NUMBERS = frozenset(getattr(signal, name, None) for name in ENDING)
"""SIGPOLL has a second name, SIGIO."""
