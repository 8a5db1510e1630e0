"""Find out whether the terminal's background is light."""

from __future__ import annotations

import os
import re
import select
import sys
import time
from collections.abc import Mapping
from typing import TextIO

from .modes import in_foreground

ASK = "\x1b]11;?\x1b\\\x1b[c"
"""OSC 11 asks for the background colour. Every terminal answers DA1, which ends the wait."""
PATIENCE = 0.1
"""Seconds to wait for the answer."""
ANSWERING = (
    *("xterm", "tmux", "alacritty", "kitty", "foot", "contour", "rxvt", "konsole"),
    *("ghostty", "wezterm", "vte", "mintty", "st-", "iterm"),
)
"""Prefixes of TERM for terminals that are asked."""
_LIGHT_FROM = 0.5
"""The relative luminance from which a background counts as light."""
_COLOUR = rb"(?i)\x1b\]11;rgba?:([0-9a-f]+)/([0-9a-f]+)/([0-9a-f]+)"
_DA1 = rb"\x1b\[\?[0-9;]*c"


def has_light_background(
    keyboard: TextIO | None, out: TextIO, environment: Mapping[str, str] = os.environ
) -> bool | None:
    """Return whether the background is light: by COLORFGBG, else by the terminal's answer.

    Return None without an answer.
    """
    last = environment.get("COLORFGBG", "").split(";")[-1]
    if last.isdecimal():
        return int(last) == 7 or int(last) > 8
    if keyboard is None or not environment.get("TERM", "").startswith(ANSWERING):
        return None
    colour = re.search(_COLOUR, _answer(keyboard.fileno(), out))
    return None if colour is None else luminance(*colour.groups()) >= _LIGHT_FROM


def luminance(red: bytes, green: bytes, blue: bytes) -> float:
    """Return the brightness, from 0 to 1, of a colour given as hexadecimal digits."""
    parts = [int(part, 16) / float((1 << 4 * len(part)) - 1) for part in (red, green, blue)]
    weights = (0.2126, 0.7152, 0.0722)
    return sum((weight * part for weight, part in zip(weights, parts, strict=True)), 0.0)


def _answer(descriptor: int, out: TextIO) -> bytes:
    """Return the terminal's answer within `PATIENCE`; b"" if this program is in the background."""
    if sys.platform == "win32":
        return b""
    import termios

    if not in_foreground(descriptor):
        return b""
    try:
        saved = termios.tcgetattr(descriptor)
        mode = termios.tcgetattr(descriptor)
        mode[3] &= ~(termios.ECHO | termios.ICANON)
        termios.tcsetattr(descriptor, termios.TCSANOW, mode)
    except (OSError, termios.error):
        return b""
    try:
        out.write(ASK)
        out.flush()
        return _read(descriptor)
    except OSError:
        return b""
    finally:
        termios.tcsetattr(descriptor, termios.TCSANOW, saved)


def _read(descriptor: int) -> bytes:
    """Return the input up to the end of the answer, or until the time is up."""
    answer, end = b"", time.monotonic() + PATIENCE
    while not re.search(_DA1, answer):
        left = end - time.monotonic()
        if left <= 0 or not select.select([descriptor], [], [], left)[0]:
            break
        answer += os.read(descriptor, 256)
    return answer
