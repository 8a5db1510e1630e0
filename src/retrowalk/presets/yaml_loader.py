"""YAML -> plain data with places, built from the parser's events.

Composing is left to nobody: PyYAML's C composer recurses and can be made to overflow the stack,
so the tree is built here, with limits, and every value remembers where it stood.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import yaml

from ..sanitize import first_control
from .diagnostics import Diagnostic, Invalid, Position, Text

DEEPEST = 32
TOO_DEEP = f"nested deeper than {DEEPEST} levels"
MOST_VALUES = 150_000
LONGEST_NUMBER = 18

_NULL = frozenset(("", "~", "null", "Null", "NULL"))
_TRUE = frozenset(("true", "True", "TRUE"))
_FALSE = frozenset(("false", "False", "FALSE"))
_INT = re.compile(r"[-+]?[0-9]+")
_FLOAT = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?")

Path = tuple[str | int, ...]


class Map(dict[str, Any]):
    """A mapping that remembers where its keys and values stood."""

    __slots__ = ("key_spots", "value_spots")

    def __init__(self) -> None:
        super().__init__()
        self.key_spots: dict[str, Position] = {}
        self.value_spots: dict[str, Position] = {}


class Items(list[Any]):
    """A sequence that remembers where its items stood."""

    __slots__ = ("value_spots",)

    def __init__(self) -> None:
        super().__init__()
        self.value_spots: list[Position] = []


START = Position(1, 1)


class Document(NamedTuple):
    """A text and what it says."""

    text: Text
    data: Any
    spot: Position = START

    def locate(self, path: Path, *, key: bool = False) -> Position:
        """Where the value at the path stands (or its key); what is missing is where it would be."""
        here, spot = self.data, self.spot
        for step in path:
            if isinstance(here, Map) and step in here and isinstance(step, str):
                last = step is path[-1] and key
                spot = (here.key_spots if last else here.value_spots)[step]
                here = here[step]
            elif isinstance(here, Items) and isinstance(step, int) and step < len(here):
                spot, here = here.value_spots[step], here[step]
        return spot


def load(text: Text, *, pure: bool = False) -> Document:
    """Read one YAML document. Raises `Invalid` with everything that is wrong with it as YAML."""
    loader: Any = yaml.SafeLoader if pure else getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    builder = _Builder()
    try:
        for event in yaml.parse(text.content, Loader=loader):
            builder.take(event)
    except _Stop:
        pass
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        spot = Position(mark.line + 1, mark.column + 1) if mark else Position(1, 1)
        problem = f"not valid YAML: {error.problem or error.context}"
        if "nesting depth" in problem:  # the C parser looks ahead, and has a limit of its own
            problem = TOO_DEEP
        builder.problems.append(Diagnostic(spot, problem))
    except yaml.reader.ReaderError:
        builder.problems.append(_unreadable(text))
    except (ValueError, UnicodeError) as error:
        builder.problems.append(Diagnostic(Position(1, 1), f"not valid YAML: {error}"))
    if not builder.problems and not builder.roots:
        builder.problems.append(
            Diagnostic(Position(1, 1), "the file is empty: it needs at least 'steps'")
        )
    if builder.problems:
        raise Invalid(text, builder.problems)
    return Document(text, builder.roots[0], builder.root_spot)


def _unreadable(text: Text) -> Diagnostic:
    """A character that YAML does not allow at all; the parsers disagree about its place."""
    fine = "\n\t\r\x85\u2028\u2029"
    bad = first_control(text.content, fine) or "\ufffe"
    before = max(0, text.content.find(bad))
    line = text.content.count("\n", 0, before) + 1
    column = before - text.content.rfind("\n", 0, before)
    return Diagnostic(Position(line, column), f"control character U+{ord(bad):04X} is not allowed")


class _Stop(Exception):
    """Reading on makes no sense."""


@dataclass(eq=False, repr=False)
class _Builder:
    """Takes events and builds the tree; keeps a stack of the containers still open."""

    problems: list[Diagnostic] = field(default_factory=list)
    roots: list[Any] = field(default_factory=list)
    root_spot: Position = START
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
        self.problems.append(Diagnostic(_spot(event), message, hint))

    def _stop(self, event: yaml.Event, message: str) -> None:
        self._problem(event, message)
        raise _Stop

    def _open(self, event: yaml.MappingStartEvent | yaml.SequenceStartEvent) -> None:
        self._refuse_extras(event)
        if len(self.stack) >= DEEPEST:
            self._stop(event, TOO_DEEP)
        if self._awaits_key():
            self._stop(event, "a key has to be a word")
        child = Map() if isinstance(event, yaml.MappingStartEvent) else Items()
        self._put(event, child)
        self.stack.append((child, None))

    def _scalar(self, event: yaml.ScalarEvent) -> None:
        self._refuse_extras(event)
        if bad := first_control(event.value, "\n\t"):
            self._problem(event, f"control character U+{ord(bad):04X} is not allowed")
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
            first = container.key_spots[event.value]
            self._problem(event, f"duplicate key {event.value!r}", f"first on line {first.line}")
        container.key_spots[event.value] = _spot(event)
        self.stack[-1] = (container, event.value)

    def _put(self, event: yaml.Event, value: Any) -> None:
        """Put a value where the innermost open container awaits it."""
        spot = _spot(event)
        if not self.stack:
            self.roots.append(value)
            self.root_spot = spot
            return
        container, key = self.stack[-1]
        if isinstance(container, Map):
            assert key is not None
            container[key] = value
            container.value_spots[key] = spot
            self.stack[-1] = (container, None)
        else:
            container.append(value)
            container.value_spots.append(spot)


def _spot(event: Any) -> Position:
    return Position(event.start_mark.line + 1, event.start_mark.column + 1)


def _plain(word: str) -> str | int | float | bool | None:
    """An unquoted scalar by the core schema of YAML 1.2: `1:30` and `no` are words."""
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
