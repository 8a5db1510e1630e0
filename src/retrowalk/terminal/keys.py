"""Bytes from a terminal -> names of keys."""

from __future__ import annotations

ESCAPE = "escape"
_SEQUENCES = {
    "\x1b[A": "up",
    "\x1b[B": "down",
    "\x1b[C": "right",
    "\x1b[D": "left",
    "\x1bOA": "up",
    "\x1bOB": "down",
    "\x1bOC": "right",
    "\x1bOD": "left",
    "\x1b[Z": "backtab",
    "\x1b[H": "home",
    "\x1b[F": "end",
    "\x1b[1~": "home",
    "\x1b[4~": "end",
    "\x1b[5~": "page-up",
    "\x1b[6~": "page-down",
}
_NAMED = {
    "\r": "enter",
    "\n": "enter",
    " ": "space",
    "\t": "tab",
    "\x7f": "erase",
    "\x08": "erase",
    "\x0c": "repaint",  # Ctrl-L
}
_FINAL = range(0x40, 0x7F)
_STRING_ENDS = ("\x07", "\x1b\\")
"""BEL or ST, at the end of a terminal's answer to a question (OSC, DCS)."""


def decode(data: bytes) -> list[str]:
    """Return the keys in the result of one read: characters as they are, others by name.

    Unknown escape sequences and answers of the terminal are left out whole, so that no part of
    them is taken for a key.
    """
    text = data.decode("utf-8", "ignore")
    keys = []
    while text:
        size = _length(text)
        word, text = text[:size], text[size:]
        if word == "\x1b":
            keys.append(ESCAPE)
        elif size > 1:
            keys += [_SEQUENCES[word]] if word in _SEQUENCES else []
        elif word in _NAMED:
            keys.append(_NAMED[word])
        elif word.isprintable():
            keys.append(word)
    return keys


def _length(text: str) -> int:
    """Return how many characters the first key takes."""
    if not text.startswith("\x1b") or len(text) == 1:
        return 1
    if text[1] in "]P":
        ends = [place + len(end) for end in _STRING_ENDS if (place := text.find(end, 2)) >= 0]
        return min(ends, default=len(text))
    if text[1] == "O":
        return min(3, len(text))
    if text[1] != "[":
        return 2 if text[1] != "\x1b" else 1
    for place in range(2, len(text)):
        if ord(text[place]) in _FINAL:
            return place + 1
    return len(text)
