"""Find out whether the terminal's background is light."""

from __future__ import annotations

import os
import re
import sys
import time
from collections.abc import Mapping
from typing import Any, TextIO

from .modes import in_foreground
from .polling import readable

ASK = "\x1b]11;?\x1b\\\x1b[c"
"""OSC 11 asks for the background colour. Every terminal answers DA1, which ends the wait."""
PATIENCE = 0.1
"""Seconds after the question within which the answer must come."""
REST_PATIENCE = 1.0
"""Seconds to wait for the rest of an answer that has begun; it must not be read as keys."""
ANSWERING = (
    *("xterm", "tmux", "alacritty", "kitty", "foot", "contour", "rxvt", "konsole"),
    *("ghostty", "wezterm", "vte", "mintty", "st-", "iterm"),
)
"""Prefixes of TERM for terminals that are asked."""
_LIGHT_FROM = 0.5
"""The relative luminance from which a background counts as light."""
_COLOUR = rb"(?i)\x1b\]11;rgba?:([0-9a-f]+)/([0-9a-f]+)/([0-9a-f]+)"
_DA1 = rb"\x1b\[\?[0-9;]*c"


class BackgroundQuestion:
    """Finds out whether the background is light: by COLORFGBG, else by asking the terminal.

    The terminal is asked at once and the answer read later, so that the program can load meanwhile.
    In between, the terminal does not echo.
    """

    def __init__(
        self,
        keyboard: TextIO | None,
        out: TextIO,
        environment: Mapping[str, str] = os.environ,
    ) -> None:
        self._light = _by_variable(environment)
        self._query: _Query | None = None
        answers = environment.get("TERM", "").startswith(ANSWERING)
        if self._light is None and keyboard is not None and answers:
            self._query = _ask(keyboard.fileno(), out)

    def is_light(self) -> bool | None:
        """Return whether the background is light; None without an answer."""
        query, self._query = self._query, None
        if query and (colour := re.search(_COLOUR, query.answer())):
            self._light = luminance(*colour.groups()) >= _LIGHT_FROM
        return self._light


def _by_variable(environment: Mapping[str, str]) -> bool | None:
    last = environment.get("COLORFGBG", "").split(";")[-1]
    return int(last) == 7 or int(last) > 8 if last.isdecimal() else None


def luminance(red: bytes, green: bytes, blue: bytes) -> float:
    """Return the brightness, from 0 to 1, of a colour given as hexadecimal digits."""
    parts = [int(part, 16) / float((1 << 4 * len(part)) - 1) for part in (red, green, blue)]
    weights = (0.2126, 0.7152, 0.0722)
    return sum((weight * part for weight, part in zip(weights, parts, strict=True)), 0.0)


def _ask(descriptor: int, out: TextIO) -> _Query | None:
    """Ask the terminal; return None if it cannot be asked, as in the background."""
    if sys.platform == "win32":
        return None
    import termios

    if not in_foreground(descriptor):
        return None
    try:
        saved = termios.tcgetattr(descriptor)
        mode = termios.tcgetattr(descriptor)
        mode[3] &= ~(termios.ECHO | termios.ICANON)
        termios.tcsetattr(descriptor, termios.TCSANOW, mode)
    except (OSError, termios.error):
        return None
    query = _Query(descriptor, saved)
    try:
        out.write(ASK)
        out.flush()
    except OSError:
        query.restore()
        return None
    return query


class _Query:
    """A question that the terminal may have answered, and the modes to restore."""

    def __init__(self, descriptor: int, saved: Any) -> None:
        self._descriptor, self._saved = descriptor, saved
        self._end = time.monotonic() + PATIENCE

    def answer(self) -> bytes:
        """Return the answer, or the part of it that has arrived when the time is up."""
        answer = b""
        try:
            while not re.search(_DA1, answer):
                more = REST_PATIENCE if b"\x1b]" in answer else 0.0
                left = max(0.0, self._end + more - time.monotonic())
                if not readable([self._descriptor], left):
                    break
                part = os.read(self._descriptor, 256)
                if not part:
                    break
                answer += part
        except OSError:
            pass
        finally:
            self.restore()
        return answer

    def restore(self) -> None:
        """Restore the modes."""
        if sys.platform == "win32":
            return
        import termios

        try:
            termios.tcsetattr(self._descriptor, termios.TCSANOW, self._saved)
        except (OSError, termios.error):  # the terminal has closed
            pass
