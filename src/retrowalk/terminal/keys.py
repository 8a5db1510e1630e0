"""Decode bytes from a terminal into names of keys."""

from __future__ import annotations

import codecs

ESCAPE = "escape"
PASTE = "paste "
"""The prefix of a pasted text, to distinguish it from a key."""
PATIENCE = 0.15
"""Seconds within which the rest of a key must follow. A slow connection can split its bytes."""
LONG_PATIENCE = 1.0
"""Seconds within which the rest of a pasted text or of a terminal's answer must follow."""
LONGEST_SEQUENCE = 64
LONGEST_STRING = 4096
LONGEST_PASTE = 10_000
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
_STRING_STARTS = ("\x1b]", "\x1bP")
_STRING_ENDS = ("\x07", "\x1b\\")
"""The starts of a terminal's answers to queries (OSC, DCS), and their ends (BEL or ST)."""
_PASTE_START, _PASTE_END = "\x1b[200~", "\x1b[201~"


class KeyDecoder:
    """Turns bytes into keys: characters as they are, others by name.

    Unknown escape sequences and answers of the terminal are skipped completely, so that no part of
    them counts as a key. An incomplete sequence waits briefly for its remaining bytes. A pasted
    text is one item: `PASTE` followed by the text.
    """

    def __init__(self) -> None:
        self._utf8 = codecs.getincrementaldecoder("utf-8")("ignore")
        self._text = ""
        self._pasted: str | None = None
        self._fed_at = 0.0

    def feed(self, data: bytes, now: float) -> list[str]:
        """Return the keys that are complete; `now` is in seconds."""
        self._fed_at = now
        self._text += self._utf8.decode(data)
        return self._keys()

    def timeout(self, now: float) -> float | None:
        """Return the seconds after which to call `flush`; None if nothing is unfinished."""
        if not self._is_unfinished:
            return None
        is_long = self._pasted is not None or self._text.startswith(_STRING_STARTS)
        patience = LONG_PATIENCE if is_long else PATIENCE
        return max(0.0, self._fed_at + patience - now)

    def flush(self, now: float) -> list[str]:
        """Return the keys of an unfinished sequence whose remaining bytes are overdue."""
        if self.timeout(now) != 0:
            return []
        self._utf8.reset()
        keys = []
        if self._pasted is not None:
            keys, self._pasted = [PASTE + self._pasted + self._text], None
        elif self._text == "\x1b":
            keys = [ESCAPE]
        self._text = ""
        return keys

    @property
    def _is_unfinished(self) -> bool:
        return bool(self._text or self._pasted is not None or self._utf8.getstate()[0])

    def _keys(self) -> list[str]:
        keys: list[str] = []
        while self._text:
            if self._pasted is not None:
                if not self._paste(keys):
                    break
                continue
            size = _length(self._text)
            if size is None:
                break
            word, self._text = self._text[:size], self._text[size:]
            if word == _PASTE_START:
                self._pasted = ""
            elif key := _name(word):
                keys.append(key)
        return keys

    def _paste(self, keys: list[str]) -> bool:
        """Move input to the pasted text; return whether the paste is complete."""
        assert self._pasted is not None
        content, end, rest = self._text.partition(_PASTE_END)
        if not end:
            # the last characters may be the start of the end mark
            cut = max(0, len(content) - len(_PASTE_END) + 1)
            content, rest = content[:cut], content[cut:]
        self._pasted = (self._pasted + content)[:LONGEST_PASTE]
        self._text = rest
        if end:
            keys.append(PASTE + self._pasted)
            self._pasted = None
        return bool(end)


def _name(word: str) -> str:
    """Return the name of a complete key; "" for an unknown one."""
    if word == "\x1b":
        return ESCAPE
    if len(word) > 1:
        return _SEQUENCES.get(word, "")
    return _NAMED.get(word) or (word if word.isprintable() else "")


def _length(text: str) -> int | None:
    """Return how many characters the first key takes; None if it is unfinished."""
    if not text.startswith("\x1b"):
        return 1
    if len(text) == 1:
        return None
    if text.startswith(_STRING_STARTS):
        return _string_length(text)
    if text[1] == "O":
        return 3 if len(text) >= 3 else None
    if text[1] != "[":
        return 2 if text[1] != "\x1b" else 1
    for index in range(2, min(len(text), LONGEST_SEQUENCE)):
        if ord(text[index]) in _FINAL:
            return index + 1
    return None if len(text) < LONGEST_SEQUENCE else len(text)


def _string_length(text: str) -> int | None:
    """Return the length of a terminal's answer; None if it is incomplete."""
    ends = [index + len(end) for end in _STRING_ENDS if (index := text.find(end, 2)) >= 0]
    return min(ends, default=None if len(text) < LONGEST_STRING else len(text))
