"""Read one line of text from a terminal, with a time limit."""

from __future__ import annotations

import sys
import time
from typing import Any, TextIO

from .console import POLL
from .polling import readable


def read_line(stdin: TextIO, seconds: float) -> str | None:
    """Return the next line, or None on a timeout or at the end of the input."""
    if sys.platform == "win32":
        import msvcrt

        return read_console_line(msvcrt, seconds)
    if not readable([stdin.fileno()], seconds):
        return None
    return stdin.readline() or None


def read_console_line(console: Any, seconds: float) -> str | None:
    """Return a line typed on a Windows console; `console` is the module `msvcrt`.

    Ctrl-C raises `KeyboardInterrupt`, Ctrl-Z ends the input.
    """
    end, typed = time.monotonic() + seconds, ""
    while time.monotonic() < end:
        if not console.kbhit():
            time.sleep(POLL)
            continue
        key = console.getwche()
        if key in "\r\n":
            console.putwch("\n")
            return typed + "\n"
        if key == "\x03":
            raise KeyboardInterrupt
        if key == "\x1a":
            return None
        typed = typed[:-1] if key == "\b" else typed + key
    return None
