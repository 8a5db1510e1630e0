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
_NAMED = {"\r": "enter", "\n": "enter", " ": "space", "\t": "tab", "\x7f": "erase", "\x08": "erase"}
_FINAL = range(0x40, 0x7F)


def decode(data: bytes) -> list[str]:
    """The keys in what one read returned: characters by themselves, others by name.

    An escape sequence that means nothing here is left out whole, so that no part of it is
    taken for a key.
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
    """How many characters the first key takes."""
    if not text.startswith("\x1b") or len(text) == 1:
        return 1
    if text[1] == "O":
        return min(3, len(text))
    if text[1] != "[":
        return 2 if text[1] != "\x1b" else 1
    for place in range(2, len(text)):
        if ord(text[place]) in _FINAL:
            return place + 1
    return len(text)
