"""A session in one line: `3x(5m forward, 1m backward), 2m forward`, or short `3x(5f 1b) 2f`.

It becomes the same data that a session file holds, with places, so that everything else (checks,
messages, building) is the same.
"""

from __future__ import annotations

import json
import re
from typing import Any, NamedTuple, NoReturn

from ..durations import clip, parse_duration
from ..errors import DurationError
from .diagnostics import LARGEST, Diagnostic, Invalid, Position, Text
from .preset import CUE_KEYS
from .yaml_loader import DEEPEST, Document, Items, Map

DIRECTIONS = {"f": "forward", "b": "backward", "s": "stand"}
DIRECTIONS |= {word: word for word in list(DIRECTIONS.values())}
NAME = "line"
"""What a one-line session is called in messages."""
HEAD_KEYS = ("name", "title", *CUE_KEYS)

_TOKEN = re.compile(
    r"""\s*(?:
        (?P<times>[0-9]{1,6}\s*x(?=\s*\())
      | (?P<word>[A-Za-z0-9.:]+)
      | (?P<mark>[(),{}])
    )""",
    re.VERBOSE,
)
_ATTRIBUTE = re.compile(
    r"""\s*(?P<key>[a-z_]+)\s*=\s*(?P<value>"(?:[^"\\]|\\.)*"|[^",}]*[^",}\s])""", re.VERBOSE
)
_SEPARATOR = re.compile(r"\s*,?")
_GLUED = re.compile(r"(.*[0-9hmsn])([fbs])")


class _Token(NamedTuple):
    kind: str
    text: str
    place: int


def looks_like_line(source: str) -> bool:
    """Whether a source that is no preset and no file is meant to be a session in one line."""
    return bool(re.match(r"\s*(?:[0-9{]|open\b)", source)) and not source.endswith(
        (".yaml", ".yml")
    )


def read_line(line: str) -> Document:
    """The data of a one-line session. Raises `Invalid` with a caret under the spot."""
    text = Text(NAME, line)
    if len(line) > LARGEST:
        raise Invalid(Text(NAME, ""), [Diagnostic(Position(1, 1), "longer than 1 MiB")])
    return Document(text, _Reader(text).session())


class _Reader:
    """Reads the line token by token."""

    def __init__(self, text: Text) -> None:
        self._text = text
        self._line = text.content
        self._at = 0

    def session(self) -> Map:
        data = Map()
        if (token := self._peek()) and token.text == "{":
            self._head(data)
        steps_at = self._at
        steps = self._steps(0)
        if token := self._peek():
            self._fail(token.place, f"{token.text!r} has no place here")
        if not steps:
            self._fail(steps_at, "write a step: 5m forward")
        _put(data, "steps", steps, Position(1, steps_at + 1), Position(1, steps_at + 1))
        return data

    def _head(self, data: Map) -> None:
        """The braces before the steps: what a session file says above them."""
        self._attributes(data, HEAD_KEYS)
        cues = Map()
        for key in CUE_KEYS:
            if key in data:
                spot, value = data.value_spots[key], data.pop(key)
                _put(cues, key, {"true": True, "false": False}.get(value, value), spot, spot)
                _put(data, "cues", cues, spot, spot)

    def _steps(self, depth: int) -> Items:
        if depth > DEEPEST:
            self._fail(self._at, f"nested deeper than {DEEPEST} levels")
        steps = Items()
        while (token := self._peek()) and token.text != ")":
            steps.value_spots.append(_spot(token))
            steps.append(self._repeat(depth) if token.kind == "times" else self._walk())
            self._skip_comma()
        return steps

    def _repeat(self, depth: int) -> Map:
        times, opened = self._next(), self._next()
        step, spot = Map(), _spot(times)
        count = int(times.text.rstrip("x").strip())
        _put(step, "repeat", count, spot, spot)
        _put(step, "steps", self._steps(depth + 1), _spot(opened), _spot(opened))
        closing = self._peek()
        if closing is None or closing.text != ")":
            self._fail(opened.place, "this parenthesis is never closed")
        self._next()
        return step

    def _walk(self) -> Map:
        """A duration and a direction, in one word or two, and what stands in braces after it."""
        token = self._next()
        length, direction = self._split(token)
        if not direction:
            following = self._peek()
            word = following.text if following else ""
            if following is None or word.lower() not in DIRECTIONS:
                place = following.place if following else len(self._line)
                self._fail(place, f"which way? write {length} forward, backward or stand")
            direction = DIRECTIONS[self._next().text.lower()]
        step, spot = Map(), _spot(token)
        _put(step, direction, length, spot, spot)
        if (brace := self._peek()) and brace.text == "{":
            self._attributes(step)
        return step

    def _split(self, token: _Token) -> tuple[str, str]:
        """A word's duration and direction: "5f" has both, "5m" only the first."""
        if token.kind == "word" and _is_length(token.text):
            return token.text, ""
        glued = _GLUED.fullmatch(token.text)
        if token.kind == "word" and glued and _is_length(glued[1]):
            return glued[1], DIRECTIONS[glued[2]]
        help_ = "write 5m forward, 90s backward, 3x(5f 1b)"
        return self._fail(token.place, f"{clip(token.text)!r} is not a step: {help_}")

    def _attributes(self, step: Map, keys: tuple[str, ...] = ()) -> None:
        """`{label="Small steps", speed=2 km/h}`, put among a step's own keys."""
        opened = self._next()
        while True:
            match = _ATTRIBUTE.match(self._line, self._at)
            if not match:
                self._fail(self._at, "write key=value pairs with commas between them, then }")
            key, place = match["key"], match.start("key")
            if key in step or (keys and key not in keys):
                self._fail(place, f"{key!r} has no place here, or stands here twice")
            spot = Position(1, match.start("value") + 1)
            _put(step, key, self._value(match), Position(1, place + 1), spot)
            self._at = match.end()
            closing = self._next() if self._peek() else opened
            if closing.text == "}":
                return
            if closing.text != ",":
                self._fail(opened.place, "this brace is never closed")

    def _value(self, match: re.Match[str]) -> Any:
        raw = match["value"]
        if not raw.startswith('"'):
            return raw
        try:
            return json.loads(raw)
        except ValueError:
            self._fail(match.start("value"), "this is not a quoted text")

    def _peek(self) -> _Token | None:
        match = _TOKEN.match(self._line, self._at)
        if match is None:
            rest = self._line[self._at :]
            if rest.strip():
                place = self._at + len(rest) - len(rest.lstrip())
                self._fail(place, f"{self._line[place]!r} has no place here")
            return None
        kind = match.lastgroup or ""
        return _Token(kind, match[kind], match.start(kind))

    def _next(self) -> _Token:
        token = self._peek()
        if token is None:
            self._fail(len(self._line), "the line ends too early")
        self._at = token.place + len(token.text)
        return token

    def _skip_comma(self) -> None:
        match = _SEPARATOR.match(self._line, self._at)
        self._at = match.end() if match else self._at

    def _fail(self, place: int, message: str) -> NoReturn:
        raise Invalid(self._text, [Diagnostic(Position(1, place + 1), message)])


def _is_length(word: str) -> bool:
    if word == "open":
        return True
    try:
        parse_duration(word)
    except DurationError as error:
        return "longer" in str(error)  # a duration, which the checks will refuse
    return True


def _spot(token: _Token) -> Position:
    return Position(1, token.place + 1)


def _put(data: Map, key: str, value: Any, key_spot: Position, value_spot: Position) -> None:
    data[key] = value
    data.key_spots[key], data.value_spots[key] = key_spot, value_spot
