"""A session in one line: `3x(5m forward, 1m backward), 2m forward`, or short `3x(5f 1b) 2f`.

Steps after a slash are walked between rounds only: `3x(30s b / 1m f)`.

The line is turned into the data of a session file, with positions, and checked like one.
"""

from __future__ import annotations

import re
from typing import Any, NoReturn

from ..durations import clip
from .diagnostics import Diagnostic, Invalid, Position, Text
from .document import Document, Items, Map
from .file_names import is_session_file
from .problems import MEANINGS
from .reader import CUE_KEYS
from .text_file import LARGEST
from .yaml_loader import DEEPEST

NAME = "line"
"""The name of a one-line session in messages."""
HEAD_KEYS = ("name", "title", "lang", *CUE_KEYS)
EXAMPLES = "write 5m forward, 90s backward or 3x(5f 1b)"
DIRECTIONS = {"f": "forward", "b": "backward", "s": "stand"}

_NUMBER = r"[0-9]{1,7}(?:\.[0-9]{1,6}|,[0-9]{1,2})?"
_UNIT_END = r"(?=[fbs]?(?![a-z]))"
_HOURS = rf"{_NUMBER}\s*(?:hours?|hrs?|h){_UNIT_END}"
_MINUTES = rf"{_NUMBER}\s*(?:minutes?|mins?|m){_UNIT_END}"
_SECONDS = rf"{_NUMBER}\s*(?:seconds?|secs?|s){_UNIT_END}"
_LENGTH = re.compile(
    rf"""open(?![a-z])
      | (?:[0-9]{{1,2}}:)?[0-9]{{1,4}}:[0-9]{{2}}
      | [0-9]{{1,3}}[hm][0-5][0-9](?![0-9.,:]|\s*(?:min|sec|[ms]){_UNIT_END})
      | {_HOURS}(?:\s*{_MINUTES})?(?:\s*{_SECONDS})?
      | {_MINUTES}(?:\s*{_SECONDS})?
      | {_SECONDS}
      | {_NUMBER}""",
    re.VERBOSE | re.IGNORECASE,
)
_DIRECTION = re.compile(r"(forward|backward|stand|f|b|s)s?(?![a-z])", re.IGNORECASE)
_TIMES = re.compile(r"([0-9]{1,6})\s*[x*×]\s*(?=\()", re.IGNORECASE)
_REPEATED = re.compile(r"[0-9]{1,6}\s*[x*×]\s*[0-9fbs]", re.IGNORECASE)
_SECONDS_OR_STAND = re.compile(r".*[0-9]\s+s", re.IGNORECASE)
_WORD = re.compile(r"[^\s,(){}]+")
_KEY = re.compile(r"([a-z_]+)\s*=\s*")
_VALUE = re.compile(r'"(?:[^"\\]|\\.)*"|[^",}]*[^",}\s]')


def looks_like_line(source: str) -> bool:
    """Return whether a source that is no preset and no file may be a session in one line."""
    start = re.match(r"\s*(?:[0-9{]|open\b|([a-z]+)\s+[0-9])", source, re.IGNORECASE)
    if not start or is_session_file(source):
        return False
    return start[1] is None or bool(_DIRECTION.fullmatch(start[1])) or start[1].lower() in MEANINGS


def read_line(line: str) -> Document:
    """Return the data of a one-line session. Raises `Invalid` at the first problem."""
    text = Text(NAME, line)
    if len(line) > LARGEST:
        raise Invalid(Text(NAME, ""), [Diagnostic(Position(1, 1), "longer than 1 MiB")])
    return Document(text, _LineReader(text).session())


class _LineReader:
    """Reads a line from left to right; `_at` is how far it has come."""

    def __init__(self, text: Text) -> None:
        self._text = text
        self._line = text.content
        self._at = 0

    def session(self) -> Map:
        data = Map()
        if self._next_is("{"):
            self._head(data)
        start = self._here()
        steps = self._steps(0)
        if self._here() < len(self._line):
            self._fail(self._at, f"{self._line[self._at]!r} is not expected here")
        if not steps:
            self._fail(start, "there is no step: write one, such as 5m forward")
        self._put(data, "steps", steps, start, start)
        return data

    def _head(self, data: Map) -> None:
        """Read the braces before the steps: name, title and cues."""
        self._attributes(data, HEAD_KEYS)
        cues = Map()
        for key in CUE_KEYS:
            if key in data:
                place, value = data.value_positions[key].column - 1, data.pop(key)
                value = {"true": True, "false": False}.get(value, value)
                self._put(cues, key, value, place, place)
                self._put(data, "cues", cues, place, place)

    def _steps(self, depth: int) -> Items:
        if depth > DEEPEST:
            self._fail(self._at, f"nested deeper than {DEEPEST} levels")
        steps = Items()
        while self._here() < len(self._line) and not self._ends():
            steps.value_positions.append(Position(1, self._at + 1))
            times = self._take(_TIMES)
            steps.append(self._repeat(times, depth) if times else self._walk())
            if self._next_is(","):
                self._at += 1
        return steps

    def _repeat(self, times: re.Match[str], depth: int) -> Map:
        step, opened = Map(), self._here()
        self._at += 1
        self._put(step, "repeat", int(times[1]), times.start(), times.start())
        self._put(step, "steps", self._steps(depth + 1), opened, opened)
        if self._next_is("/"):
            slash, self._at = self._at, self._at + 1
            self._put(step, "between", self._steps(depth + 1), slash, slash)
        if not self._next_is(")"):
            self._fail(opened, "this parenthesis is never closed: write )")
        self._at += 1
        return step

    def _ends(self) -> bool:
        """Return whether the steps of a repeat end here."""
        return self._next_is(")") or self._next_is("/")

    def _walk(self) -> Map:
        """Read a length and a direction, in either order, and the braces after them."""
        start = self._here()
        direction = self._take(_DIRECTION)
        length = self._take(_LENGTH)
        if not length:
            self._unknown()
        if not direction:
            direction = self._take(_DIRECTION) or self._no_direction(length)
        step = Map()
        word = DIRECTIONS[direction[1][0].lower()]
        self._put(step, word, length[0].lower(), start, length.start())
        if self._next_is("{"):
            self._attributes(step)
        return step

    def _unknown(self) -> NoReturn:
        word = _WORD.match(self._line, self._here())
        if not word:
            self._fail(self._at, EXAMPLES)
        meant = MEANINGS.get(word[0].lower())
        instead = f"write {meant}" if meant in DIRECTIONS.values() else EXAMPLES
        self._fail(self._at, f"{clip(word[0])!r} is not a step: {instead}")

    def _no_direction(self, length: re.Match[str]) -> NoReturn:
        """Report a length without a direction."""
        word = _WORD.match(self._line, self._here())
        if _SECONDS_OR_STAND.fullmatch(length[0]):
            number = length[0][:-1].strip()
            choice = f"write {number}s stand or {number}m stand"
            self._fail(length.start(), f"{length[0]!r} can be seconds or a stand: {choice}")
        meant = MEANINGS.get(word[0].lower()) if word else None
        if word and meant in DIRECTIONS.values():
            self._fail(self._at, f"{clip(word[0])!r} is not a direction: write {meant}")
        if word and _REPEATED.match(self._line, length.start()):
            self._fail(length.start(), "put parentheses around what is repeated, as in 3x(5f 1b)")
        if word and not word[0][0].isdigit():
            unit = clip(word[0])
            self._fail(self._at, f"{unit!r} is neither a unit (h, m, s) nor a direction (f, b, s)")
        self._fail(self._at, f"which way? write {length[0]} forward, backward or stand")

    def _attributes(self, step: Map, keys: tuple[str, ...] = ()) -> None:
        """Read `{label="Small steps", speed=2 km/h}` into a step; `keys` are those allowed."""
        opened = self._here()
        self._at += 1
        while True:
            place = self._here()
            key = self._take(_KEY)
            value = self._take(_VALUE) if key else None
            if not key or not value:
                self._fail(place, "write key=value pairs, separated by commas, and close with }")
            if key[1] in step or (keys and key[1] not in keys):
                self._fail(place, f"{key[1]!r} is not allowed here, or is given twice")
            self._put(step, key[1], self._value(value), place, value.start())
            if not self._next_is(",") and not self._next_is("}"):
                self._fail(opened, "this brace is never closed")
            self._at += 1
            if self._line[self._at - 1] == "}":
                return

    def _value(self, match: re.Match[str]) -> Any:
        raw = match[0]
        if not raw.startswith('"'):
            return raw
        try:
            import json

            return json.loads(raw)
        except ValueError:
            self._fail(match.start(), "this is not a quoted string")

    def _here(self) -> int:
        """Skip blanks and return the place of what comes next."""
        while self._at < len(self._line) and self._line[self._at].isspace():
            self._at += 1
        return self._at

    def _next_is(self, character: str) -> bool:
        return self._line.startswith(character, self._here())

    def _take(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        """Return and skip what comes next if it has the pattern."""
        match = pattern.match(self._line, self._here())
        if match:
            self._at = match.end()
        return match

    def _put(self, data: Map, key: str, value: Any, key_at: int, value_at: int) -> None:
        data[key] = value
        data.key_positions[key] = Position(1, key_at + 1)
        data.value_positions[key] = Position(1, value_at + 1)

    def _fail(self, place: int, message: str) -> NoReturn:
        raise Invalid(self._text, [Diagnostic(Position(1, place + 1), message)])
