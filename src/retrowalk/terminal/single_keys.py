"""Read answers that consist of one key."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Container
from typing import TextIO

from .console import POLL
from .modes import Keyboard
from .polling import readable

ESCAPE = "\x1b"


class SingleKeys:
    """The keys of a terminal, one at a time. A context manager that restores the modes."""

    def __init__(self, stdin: TextIO) -> None:
        self._stdin = stdin
        self._keyboard = Keyboard(stdin)
        self._typed = ""

    def __enter__(self) -> SingleKeys:
        self._keyboard.take()
        return self

    def __exit__(self, *_error: object) -> None:
        self._keyboard.give_back()

    def next(self, seconds: float) -> str | None:
        """Return the next key, "" for Enter or Esc; None when the time is up or the input ends."""
        if sys.platform == "win32":
            return self._next_of_console(seconds)
        if not self._typed:
            if not readable([self._stdin.fileno()], seconds):
                return None
            read = os.read(self._stdin.fileno(), 64)
            if not read:
                return None
            self._typed = read.decode("utf-8", "replace")
        if self._typed.startswith(ESCAPE):  # Esc, or a key that is sent as a sequence
            self._typed = ""
            return ""
        key, self._typed = self._typed[0], self._typed[1:]
        return "" if key in "\r\n" else key

    def next_of(self, keys: Container[str], seconds: float) -> str | None:
        """Return the next of some keys, in lower case; "" and None as in `next`."""
        while (key := self.next(seconds)) and key.lower() not in keys:
            pass
        return key and key.lower()

    def _next_of_console(self, seconds: float) -> str | None:
        if sys.platform != "win32":
            return None
        import msvcrt

        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if msvcrt.kbhit():
                key = msvcrt.getwch()
                if key == "\x03":
                    raise KeyboardInterrupt
                return "" if key in "\r\n\x1b" else key
            time.sleep(POLL)
        return None
