"""A terminal taken over for a while, and given back as it was."""

from __future__ import annotations

import os
import sys
from typing import Any, Protocol, TextIO


class Part(Protocol):
    """Something of the terminal that is taken and given back."""

    def take(self) -> None:
        """Make it ours."""

    def give_back(self) -> None:
        """Leave it as it was."""


class Keyboard:
    """The keys of a terminal, one by one as they are pressed: no echo, no waiting for Enter.

    Ctrl-C and Ctrl-Z stay signals; Ctrl-S no longer stops the output, and with it the program.
    """

    def __init__(self, stdin: TextIO) -> None:
        self._stdin = stdin
        self._saved: Any = None

    @property
    def descriptor(self) -> int:
        """What to wait on, and to read from."""
        return self._stdin.fileno()

    def take(self) -> None:
        """Switch to single keys."""
        if sys.platform == "win32":
            return
        import termios

        mode = termios.tcgetattr(self.descriptor)
        self._saved = self._saved or [*mode[:6], list(mode[6])]
        mode[0] &= ~(termios.IXON | termios.ICRNL)
        mode[3] &= ~(termios.ECHO | termios.ICANON | termios.IEXTEN)
        mode[3] |= termios.ISIG
        mode[6][termios.VMIN], mode[6][termios.VTIME] = 1, 0
        termios.tcsetattr(self.descriptor, termios.TCSADRAIN, mode)

    def give_back(self) -> None:
        """Put the terminal's modes back; keys still unread are dropped."""
        if sys.platform == "win32" or self._saved is None:
            return
        import termios

        try:
            termios.tcsetattr(self.descriptor, termios.TCSAFLUSH, self._saved)
        except termios.error:  # the terminal has gone
            pass
        self._saved = None


class FullScreen:
    """The alternate screen without a cursor, while taken."""

    TAKE = "\x1b[?1049h\x1b[?25l\x1b[?7l\x1b[2J"
    GIVE_BACK = "\x1b[0m\x1b[?7h\x1b[?25h\x1b[?1049l"

    def __init__(self, out: TextIO) -> None:
        self._out = out
        self._taken = False

    def take(self) -> None:
        """Show the alternate screen."""
        if sys.platform == "win32":
            _allow_escapes()
        self._taken = True
        self._write(self.TAKE)

    def give_back(self) -> None:
        """Show what was there before."""
        if self._taken:
            self._taken = False
            self._write(self.GIVE_BACK)

    def size(self) -> tuple[int, int]:
        """Columns and rows of the window."""
        try:
            columns, rows = os.get_terminal_size(self._out.fileno())
        except OSError:
            return 80, 24
        return columns or 80, rows or 24

    def _write(self, sequence: str) -> None:
        try:
            self._out.write(sequence)
            self._out.flush()
        except OSError:  # the terminal has gone
            pass


class NormalScreen(FullScreen):
    """The screen as it stands, without a cursor and without lines that wrap, while taken.

    `drawn` tells whether something of ours stands at its bottom.
    """

    TAKE = "\x1b[?25l\x1b[?7l"
    GIVE_BACK = "\x1b[0m\x1b[?7h\x1b[?25h"
    drawn = False

    def give_back(self) -> None:
        """Leave what is drawn there, and go on below it."""
        if self._taken and self.drawn:
            self.drawn = False
            self._write("\r\n")
        super().give_back()


class TerminalSession:
    """Keyboard, screen and more taken together, and given back whatever happens."""

    def __init__(self, *parts: Part | None) -> None:
        self._parts = [part for part in parts if part]

    def __enter__(self) -> TerminalSession:
        try:
            self.take()
        except BaseException:
            self.give_back()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self.give_back()

    def take(self) -> None:
        """Take what was given back, or had its modes changed by others."""
        for part in self._parts:
            part.take()

    def give_back(self) -> None:
        """Give all back, the last first."""
        for part in reversed(self._parts):
            part.give_back()


def _allow_escapes() -> None:
    """Make a Windows console take escape sequences."""
    if sys.platform == "win32":
        import ctypes

        kernel = ctypes.windll.kernel32
        kernel.SetConsoleMode(kernel.GetStdHandle(-11), 7)
