"""Collect all problems of a session file."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from ..core.limits import LONGEST_LINE
from ..durations import clip
from ..errors import UsageError
from ..sanitize import first_control
from .diagnostics import Diagnostic, Invalid
from .document import Document, Path

LONGEST_TEXT = 4000
"""Maximum number of characters of a text of several lines."""
MOST_FOUND = 1000
"""The number of problems after which reading stops."""

MEANINGS = {
    "back": "backward",
    "backwards": "backward",
    "break": "stand",
    "cadance": "cadence",
    "duration": "forward: 5m",
    "forwards": "forward",
    "interval": "forward: 5m",
    "loop": "repeat",
    "max": "at_most",
    "pause": "stand",
    "rest": "stand",
    "retro": "backward",
    "rounds": "repeat",
    "sets": "repeat",
    "text": "label",
    "time": "forward: 5m",
    "wait": "stand",
    "walk": "forward",
    "workout": "steps",
}
"""Keys of other programs and common synonyms, with the key to write here."""

T = TypeVar("T")


@dataclass(eq=False)
class Problems:
    """The problems of a document found so far."""

    document: Document
    found: list[Diagnostic] = field(default_factory=list)

    def add(self, path: Path, message: str, hint: str = "", *, key: bool = False) -> None:
        """Add a problem with the value at a path, or with its key.

        Raises `Invalid` if there are `MOST_FOUND`.
        """
        position = self.document.locate(path, key=key)
        self.found.append(Diagnostic(position, message, hint))
        if len(self.found) >= MOST_FOUND:
            self.stop()

    def stop(self) -> None:
        """Raise `Invalid` if anything was found."""
        if self.found:
            raise Invalid(self.document.text, self.found)

    def parse(self, parse: Callable[[object], T], raw: object, path: Path) -> T | None:
        """Return the parsed value; if it cannot be parsed, add the problem and return None."""
        try:
            return parse(raw)
        except UsageError as error:
            self.add(path, str(error))
            return None

    def optional(
        self, parse: Callable[[object], T], data: Mapping[str, Any], key: str, path: Path
    ) -> T | None:
        """Return the parsed value under a key, or None."""
        return self.parse(parse, data[key], (*path, key)) if key in data else None

    def mapping(self, raw: object, path: Path, what: str) -> Mapping[str, Any]:
        """Return the value if it is a mapping; otherwise add a problem and return {}."""
        if isinstance(raw, dict):
            return raw
        pair = re.fullmatch(r"([a-z]+)(?: +|: *)([0-9].*)", raw) if isinstance(raw, str) else None
        hint = f"write '{pair[1]}: {clip(pair[2])}', with a colon and a space" if pair else ""
        self.add(path, f"{what} must be a mapping of keys to values", hint)
        return {}

    def known(self, data: Mapping[str, Any], keys: Collection[str], path: Path) -> None:
        """Add a problem for each key that is not one of `keys`, with a suggestion."""
        for key in data:
            if key not in keys:
                message, hint = unknown_key(key, similar(key, keys))
                allowed = f"allowed here: {', '.join(keys)}"
                self.add((*path, key), message, hint or allowed, key=True)

    def line(self, data: Mapping[str, Any], key: str, path: Path) -> str | None:
        """Return the one-line text under a key, or None."""
        if key not in data:
            return None
        text = self.text(data[key], (*path, key), LONGEST_LINE)
        if text and first_control(text):
            self.add((*path, key), "must be one line of plain text")
        return text

    def text(self, raw: object, path: Path, longest: int = LONGEST_TEXT) -> str | None:
        """Return the value if it is a text that is neither empty nor too long."""
        if not isinstance(raw, str):
            self.add(path, "must be text", quoted(raw))
        elif not raw.strip():
            self.add(path, "is empty: leave it out or write something")
        elif len(raw) > longest:
            self.add(path, f"is longer than {longest} characters")
        else:
            return raw
        return None


def quoted(raw: object) -> str:
    """Return a hint to put quotes around a number or a word that YAML does not read as text."""
    if raw is None or isinstance(raw, (dict, list)):
        return ""
    word = str(raw).lower() if isinstance(raw, bool) else str(raw)
    return f'put it in quotes: "{word}"' if len(word) < 40 else "put it in quotes"


def unknown_key(key: str, meant: str) -> tuple[str, str]:
    """Return the message and the hint for an unknown key; `meant` is a similar one or ""."""
    return f"unknown key {key!r}", f"did you mean {meant!r}?" if meant else ""


def similar(key: str, keys: Collection[str]) -> str:
    """Return the most similar of the known keys, or "" if none is similar."""
    meaning = MEANINGS.get(key.lower(), "")
    if meaning.partition(":")[0] in keys:
        return meaning
    import difflib

    close = difflib.get_close_matches(key.lower(), keys, 1)
    return close[0] if close else ""
