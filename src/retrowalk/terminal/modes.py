"""Take over a terminal's modes and screen for a while, then restore them."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Protocol, TextIO


class Part(Protocol):
    """A part of a terminal that the program takes over and gives back."""

    def take(self) -> None:
        """Change the terminal. Called again if another program may have changed it meanwhile."""

    def give_back(self) -> None:
        """Restore what `take` has changed."""


class Keyboard:
    """The keys of a terminal one by one, without echo and without waiting for Enter.

    Ctrl-C and Ctrl-Z stay signals. Ctrl-S does not stop the output.
    """

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._saved: Any = None

    @property
    def descriptor(self) -> int:
        """The descriptor to wait on and to read from."""
        return self._stream.fileno()

    def take(self) -> None:
        """Switch to single keys. A terminal that has closed stays as it is."""
        if sys.platform == "win32":
            from .console import stop_text_selection

            if self._saved is None:
                self._saved = stop_text_selection(_kernel())
            return
        import termios

        try:
            mode = termios.tcgetattr(self.descriptor)
            self._saved = self._saved or [*mode[:6], list(mode[6])]
            mode[0] &= ~(termios.IXON | termios.ICRNL)
            mode[3] &= ~(termios.ECHO | termios.ICANON | termios.IEXTEN)
            mode[3] |= termios.ISIG
            mode[6][termios.VMIN], mode[6][termios.VTIME] = 1, 0
            termios.tcsetattr(self.descriptor, termios.TCSADRAIN, mode)
        except (termios.error, OSError):
            pass

    def give_back(self) -> None:
        """Restore the modes and drop unread keys; in the background the shell has done so."""
        saved, self._saved = self._saved, None
        if sys.platform == "win32":
            from .console import restore_input_mode

            if saved is not None:
                restore_input_mode(_kernel(), saved)
            return
        if saved is None or not in_foreground(self.descriptor):
            return
        import termios

        try:
            termios.tcsetattr(self.descriptor, termios.TCSAFLUSH, saved)
        except (termios.error, OSError):  # the terminal has closed
            pass


def send(out: TextIO, sequence: str) -> None:
    """Write an escape sequence at once; a terminal that has closed gets nothing."""
    try:
        out.write(sequence)
        out.flush()
    except OSError:
        pass


class FullScreen:
    """The alternate screen without a cursor, and with marks around pasted text."""

    TAKE = "\x1b[?1049h\x1b[?25l\x1b[?7l\x1b[?2004h\x1b[2J"
    GIVE_BACK = "\x1b[0m\x1b[?2004l\x1b[?7h\x1b[?25h\x1b[?1049l"

    def __init__(self, out: TextIO) -> None:
        self._out = out
        self._is_taken = False

    @property
    def descriptor(self) -> int:
        """The descriptor of the terminal."""
        return self._out.fileno()

    def take(self) -> None:
        """Show the alternate screen."""
        if sys.platform == "win32":
            _allow_escapes()
        self._is_taken = True
        send(self._out, self.TAKE)

    def give_back(self) -> None:
        """Show the normal screen again."""
        if self._is_taken:
            self._is_taken = False
            send(self._out, self.GIVE_BACK)

    def size(self) -> tuple[int, int]:
        """Return the columns and rows of the window; 80 and 24 if they are unknown."""
        try:
            columns, rows = os.get_terminal_size(self._out.fileno())
        except (OSError, ValueError):
            return 80, 24
        return columns or 80, rows or 24


class NormalScreen(FullScreen):
    """The normal screen without a cursor and without line wrapping.

    `is_drawn` tells whether something has been drawn at the bottom.
    """

    TAKE = "\x1b[?25l\x1b[?7l\x1b[?2004h"
    GIVE_BACK = "\x1b[0m\x1b[?2004l\x1b[?7h\x1b[?25h"
    is_drawn = False

    def mark_drawn(self, is_drawn: bool) -> None:
        """Record whether something is drawn at the bottom."""
        self.is_drawn = is_drawn

    def give_back(self) -> None:
        """Leave the drawing on the screen, and continue below it."""
        if self._is_taken and self.is_drawn:
            self.is_drawn = False
            send(self._out, "\r\n")
        super().give_back()


class TerminalSession:
    """Takes all parts of a terminal, and always gives them back, even after an error.

    In the background it takes nothing, because a shell or another program uses the terminal.
    """

    def __init__(self, *parts: Part | None) -> None:
        self._parts = [part for part in parts if part]
        self._is_taken = False

    def __enter__(self) -> TerminalSession:
        try:
            self.refresh()
        except BaseException:
            self.give_back()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self.give_back()

    @property
    def is_taken(self) -> bool:
        """Whether this program may draw on the terminal and read its keys."""
        return self._is_taken

    def refresh(self, *, again: bool = False) -> bool:
        """Take the terminal if it is in the foreground, else give it back.

        Return whether this call took it. With `again`, take it even if it is already taken.
        """
        if not self._in_foreground():
            self.give_back()
            return False
        if self._is_taken and not again:
            return False
        self._is_taken = True
        for part in self._parts:
            part.take()
        return True

    def give_back(self) -> None:
        """Give all parts back in reverse order, if they were taken."""
        if not self._is_taken:
            return
        self._is_taken = False
        with _output_allowed():
            for part in reversed(self._parts):
                part.give_back()

    def _in_foreground(self) -> bool:
        terminals = (part for part in self._parts if isinstance(part, Keyboard | FullScreen))
        return all(in_foreground(part.descriptor) for part in terminals)


def in_foreground(descriptor: int) -> bool:
    """Return whether the shell lets this program use a terminal; True without job control."""
    if sys.platform == "win32":
        return True
    try:
        return os.tcgetpgrp(descriptor) == os.getpgrp()
    except OSError:  # not our controlling terminal, or closed
        return True


@contextmanager
def _output_allowed() -> Iterator[None]:
    """Allow output from the background, where `stty tostop` would stop the program."""
    if sys.platform == "win32":
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTTOU})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _allow_escapes() -> None:
    """Make a Windows console interpret escape sequences."""
    kernel = _kernel()
    kernel.SetConsoleMode(kernel.GetStdHandle(-11), 7)


def _kernel() -> Any:
    """Return the console functions of Windows."""
    if sys.platform != "win32":
        raise NotImplementedError
    import ctypes

    return ctypes.windll.kernel32
