"""Parse YAML into plain data with positions.

The tree is built here from the parser's events, because PyYAML's composer is recursive: deep
nesting can overflow the stack of its C version. Nesting and size are limited, and each value has a
position.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

import yaml

from ..sanitize import first_control
from .diagnostics import Diagnostic, Invalid, Position, Text
from .document import START, Document, Items, Map
from .yaml_errors import yaml_problem

DEEPEST = 32
TOO_DEEP = f"nested deeper than {DEEPEST} levels"
MOST_VALUES = 150_000
LONGEST_NUMBER = 18

_NULL = frozenset(("", "~", "null", "Null", "NULL"))
_TRUE = frozenset(("true", "True", "TRUE"))
_FALSE = frozenset(("false", "False", "FALSE"))
_INT = re.compile(r"[-+]?[0-9]+")
_FLOAT = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?")


def load(text: Text, *, pure: bool = False) -> Document:
    """Return the one YAML document of a text; `pure` uses the parser written in Python.

    Raises `Invalid` with all errors in the YAML.
    """
    builder = _Builder()
    try:
        _feed(builder, text, pure)
    except yaml.MarkedYAMLError as error:
        builder.problems.append(_marked_problem(text, error))
    except yaml.reader.ReaderError:
        builder.problems.append(_unreadable(text))
    except (ValueError, UnicodeError) as error:
        builder.problems.append(Diagnostic(START, f"not valid YAML: {error}"))
    if not builder.problems and not builder.roots:
        builder.problems.append(Diagnostic(START, "the file is empty: it needs 'steps'"))
    if builder.problems:
        raise Invalid(text, builder.problems)
    return Document(text, builder.roots[0], builder.root_position)


def _feed(builder: _Builder, text: Text, pure: bool) -> None:
    loader: Any = yaml.SafeLoader if pure else getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        for event in yaml.parse(text.content, Loader=loader):
            builder.take(event)
    except _Stop:
        pass


def _marked_problem(text: Text, error: yaml.MarkedYAMLError) -> Diagnostic:
    problem = f"{error.problem or ''} {error.context or ''}".strip()
    quote = "while scanning a quoted scalar" in problem and "end of stream" in problem
    mark = error.context_mark if quote else error.problem_mark or error.context_mark
    position = Position(mark.line + 1, mark.column + 1) if mark else START
    if "nesting depth" in problem:  # the C parser looks ahead, and has its own limit
        return Diagnostic(position, TOO_DEEP)
    return yaml_problem(text.content, position, problem)


def _unreadable(text: Text) -> Diagnostic:
    """Return the problem of a forbidden character; the parsers report different positions."""
    fine = "\n\t\r\x85\u2028\u2029"
    bad = first_control(text.content, fine) or "\ufffe"
    before = max(0, text.content.find(bad))
    line = text.content.count("\n", 0, before) + 1
    column = before - text.content.rfind("\n", 0, before)
    return Diagnostic(Position(line, column), forbidden(bad))


def forbidden(character: str) -> str:
    """Return the message about a character that no text may contain."""
    if "\ud800" <= character <= "\udfff":
        return "this escape is half of a surrogate pair: write the character itself"
    return f"control character U+{ord(character):04X} is not allowed"


class _Stop(Exception):
    """Stop reading."""


@dataclass(eq=False, repr=False)
class _Builder:
    """Builds the tree from events; `stack` holds the containers that are still open."""

    problems: list[Diagnostic] = field(default_factory=list)
    roots: list[Any] = field(default_factory=list)
    root_position: Position = START
    stack: list[tuple[Map | Items, str | None]] = field(default_factory=list)
    values: int = 0
    documents: int = 0

    def take(self, event: yaml.Event) -> None:
        if isinstance(event, yaml.ScalarEvent):
            self._scalar(event)
        elif isinstance(event, (yaml.MappingStartEvent, yaml.SequenceStartEvent)):
            self._open(event)
        elif isinstance(event, (yaml.MappingEndEvent, yaml.SequenceEndEvent)):
            self.stack.pop()
        elif isinstance(event, yaml.AliasEvent):
            self._stop(event, f"aliases (*{event.anchor}) are not allowed: write the value out")
        elif isinstance(event, yaml.DocumentStartEvent):
            self.documents += 1
            if self.documents > 1:
                self._stop(event, "only one YAML document is allowed in a file")

    def _problem(self, event: yaml.Event, message: str, hint: str = "") -> None:
        self.problems.append(Diagnostic(_position(event), message, hint))

    def _stop(self, event: yaml.Event, message: str) -> None:
        self._problem(event, message)
        raise _Stop

    def _open(self, event: yaml.MappingStartEvent | yaml.SequenceStartEvent) -> None:
        self._refuse_extras(event)
        if len(self.stack) >= DEEPEST:
            self._stop(event, TOO_DEEP)
        if self._awaits_key():
            self._stop(event, "a key must be a word")
        child = Map() if isinstance(event, yaml.MappingStartEvent) else Items()
        self._put(event, child)
        self.stack.append((child, None))

    def _scalar(self, event: yaml.ScalarEvent) -> None:
        self._refuse_extras(event)
        if bad := first_control(event.value, "\n\t"):
            self._problem(event, forbidden(bad))
        if self._awaits_key():
            self._key(event)
        else:
            self._put(event, _plain(event.value) if event.implicit[0] else event.value)

    def _refuse_extras(self, event: Any) -> None:
        self.values += 1
        if self.values > MOST_VALUES:
            self._stop(event, f"more than {MOST_VALUES:,} values")
        if event.anchor is not None:
            self._problem(event, f"anchors (&{event.anchor}) are not allowed")
        if event.tag is not None:
            self._problem(event, f"tags ({event.tag}) are not allowed")

    def _awaits_key(self) -> bool:
        return bool(self.stack) and isinstance(self.stack[-1][0], Map) and self.stack[-1][1] is None

    def _key(self, event: yaml.ScalarEvent) -> None:
        container, _ = self.stack[-1]
        assert isinstance(container, Map)
        if event.value in container:
            first = container.key_positions[event.value]
            self._problem(event, f"duplicate key {event.value!r}", f"first on line {first.line}")
        container.key_positions[event.value] = _position(event)
        self.stack[-1] = (container, event.value)

    def _put(self, event: yaml.Event, value: Any) -> None:
        """Add a value to the innermost open container."""
        position = _position(event)
        if not self.stack:
            self.roots.append(value)
            self.root_position = position
            return
        container, key = self.stack[-1]
        if isinstance(container, Map):
            assert key is not None
            container[key] = value
            container.value_positions[key] = position
            self.stack[-1] = (container, None)
        else:
            container.append(value)
            container.value_positions.append(position)


def _position(event: Any) -> Position:
    return Position(event.start_mark.line + 1, event.start_mark.column + 1)


def _plain(word: str) -> str | int | float | bool | None:
    """Return the value of an unquoted scalar, by YAML 1.2: `1:30` and `no` are words."""
    if word in _NULL:
        return None
    if word in _TRUE or word in _FALSE:
        return word in _TRUE
    if len(word) <= LONGEST_NUMBER and word[0] in "+-.0123456789":
        if _INT.fullmatch(word):
            return int(word)
        if _FLOAT.fullmatch(word):
            return float(word)
    return word
