"""Keys and lines on Windows, which must be polled because Windows cannot wait for them.

The Windows modules are passed in, so that this can be tested on other systems.
"""

from __future__ import annotations

from typing import Any

from .keys import ESCAPE, KeyDecoder

POLL = 0.03
"""Seconds between two polls."""
STD_INPUT, QUICK_EDIT, EXTENDED_FLAGS = -10, 0x40, 0x80
"""The input of a console, and flags of its mode."""
_PREFIXES = ("\x00", "\xe0")
_KEYS = {
    "H": "up",
    "P": "down",
    "K": "left",
    "M": "right",
    "G": "home",
    "O": "end",
    "I": "page-up",
    "Q": "page-down",
}


def console_keys(console: Any) -> list[str]:
    """Return the keys that are ready; `console` is the module `msvcrt`.

    An arrow key arrives as a prefix with a letter; a prefix alone is the letter `à`.
    """
    keys: list[str] = []
    while console.kbhit():
        first = console.getwch()
        if first in _PREFIXES and console.kbhit():
            keys += [_KEYS[name]] if (name := console.getwch()) in _KEYS else []
        elif first == "\x1b":
            keys.append(ESCAPE)
        else:
            keys += KeyDecoder().feed(first.encode("utf-8", "ignore"), 0)
    return keys


def has_data(api: Any, handle: int) -> bool:
    """Return whether a handle can be read without waiting; `api` is the module `_winapi`.

    Files and closed pipes can: reading them returns at once.
    """
    try:
        return bool(api.PeekNamedPipe(handle, 0)[0])
    except OSError:
        return True


def stop_text_selection(kernel: Any) -> int | None:
    """Keep a click in the console from stopping the program; return the mode to restore.

    A console blocks its program while text is selected (QuickEdit). `kernel` has the console
    functions of Windows. Return None if there is no console.
    """
    import ctypes

    handle, mode = kernel.GetStdHandle(STD_INPUT), ctypes.c_uint32()
    if not kernel.GetConsoleMode(handle, ctypes.byref(mode)):
        return None
    kernel.SetConsoleMode(handle, (mode.value & ~QUICK_EDIT) | EXTENDED_FLAGS)
    return mode.value


def restore_input_mode(kernel: Any, mode: int) -> None:
    """Restore the mode that `stop_text_selection` returned."""
    kernel.SetConsoleMode(kernel.GetStdHandle(STD_INPUT), mode | EXTENDED_FLAGS)
