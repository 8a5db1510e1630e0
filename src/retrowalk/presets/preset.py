"""A preset as it was read: its words, its options and its still unexpanded steps."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ..core.session import CueSettings, Direction
from ..errors import UsageError
from ..sanitize import first_control
from .diagnostics import Diagnostic, Invalid
from .values import (
    KINDS,
    Value,
    interval,
    value_text,
)
from .yaml_loader import Document, Path

# fmt: off
RUNNER_FLAGS = frozenset((
    "all", "began", "bell", "cadence", "config", "data", "debug", "directory", "edit", "effort",
    "events", "every", "file", "force", "format", "from", "help", "i-know", "inline", "json",
    "lead-in", "line", "list", "mute", "no-history", "no-stumble", "no-voice", "note", "on-gap",
    "open", "option", "output", "pain", "plain", "play", "preset", "reduced-motion", "rehearse",
    "since", "sound", "start-at", "stumble", "theme", "times", "to", "tones", "until", "units",
    "version", "voice", "volume", "why", "weight",
))
# fmt: on
"""Names that belong to the program's own flags; no option of a preset may take one."""
KEYS = ("name", "title", "summary", "why", "source", "options", "cues", "steps")
OPTION_KEYS = ("kind", "default", "min", "max", "help")
CUE_KEYS = ("midpoint", "every")
LONGEST_LINE = 200
LONGEST_TEXT = 4000

_NAME = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")


class FieldError(Exception):
    """The value at `path` is not valid; `key` tells whether the key itself is what is wrong."""

    def __init__(self, path: Path, message: str, *, key: bool = False) -> None:
        super().__init__(message)
        self.path, self.message, self.key = path, message, key


@dataclass(frozen=True)
class Option:
    """A parameter of a preset: it becomes a flag. Values are of the kind's own type."""

    name: str
    kind: str
    default: Value
    low: Value | None = None
    high: Value | None = None
    help: str = ""

    def parse(self, raw: object) -> Value:
        """Read a value and hold it against the bounds. Raises `UsageError`."""
        value: Value = KINDS[self.kind](raw)
        if self.low is not None and value < self.low:  # type: ignore[operator]
            raise UsageError(
                f"{value_text(value)} is less than the smallest, {value_text(self.low)}"
            )
        if self.high is not None and value > self.high:  # type: ignore[operator]
            raise UsageError(
                f"{value_text(value)} is more than the largest, {value_text(self.high)}"
            )
        return value


@dataclass(frozen=True)
class Preset:
    """What a session file declares; `steps` is data that `builder.build` expands."""

    name: str
    title: str
    summary: str
    why: str
    source: tuple[str, ...]
    options: tuple[Option, ...]
    cues: CueSettings
    steps: Any
    document: Document

    def option(self, name: str) -> Option | None:
        """The option of that name."""
        return next((option for option in self.options if option.name == name), None)


def read_preset(document: Document, name: str) -> Preset:
    """Read everything but the steps. Raises `FieldError`; a file that gives no name gets `name`."""
    data = mapping(document.data, (), "a session file")
    known(data, KEYS, ())
    if "steps" not in data:
        raise FieldError((), "'steps' is missing: a session needs at least one step")
    named = line(data, "name", ()) or name
    return Preset(
        name=named,
        title=line(data, "title", ()) or named,
        summary=line(data, "summary", ()) or "",
        why=prose(data, "why"),
        source=_sources(data),
        options=_options(data),
        cues=_cues(data),
        steps=data["steps"],
        document=document,
    )


def _sources(data: Mapping[str, Any]) -> tuple[str, ...]:
    raw = data.get("source", [])
    entries = raw if isinstance(raw, list) else [raw]
    for place, entry in enumerate(entries):
        path: Path = ("source", place) if isinstance(raw, list) else ("source",)
        checked_text(entry, path, LONGEST_TEXT)
    return tuple(entries)


def _options(data: Mapping[str, Any]) -> tuple[Option, ...]:
    raw = mapping(data.get("options", {}), ("options",), "options")
    return tuple(_option(name, raw[name], ("options", name)) for name in raw)


def _option(name: str, raw: Any, path: Path) -> Option:
    if not _NAME.fullmatch(name):
        raise FieldError(
            path, f"{name!r} is no option name: use small letters, digits and hyphens", key=True
        )
    if name in RUNNER_FLAGS:
        raise FieldError(
            path, f"option {name!r} is named like one of the program's own flags", key=True
        )
    data = mapping(raw, path, "an option")
    known(data, OPTION_KEYS, path)
    kind = data.get("kind")
    if kind not in KINDS:
        raise FieldError((*path, "kind"), f"'kind' has to be one of {', '.join(KINDS)}")
    if "default" not in data:
        raise FieldError(path, f"option {name!r} needs a 'default'")
    low, high = (_value(kind, data, bound, path) for bound in ("min", "max"))
    bare = Option(name, kind, 0, low, high, line(data, "help", path) or "")
    default = parse_at(bare.parse, data["default"], (*path, "default"))
    return Option(name, kind, default, low, high, bare.help)


def _value(kind: str, data: Mapping[str, Any], key: str, path: Path) -> Value | None:
    return parse_at(KINDS[kind], data[key], (*path, key)) if key in data else None


def _cues(data: Mapping[str, Any]) -> CueSettings:
    raw = mapping(data.get("cues", {}), ("cues",), "cues")
    known(raw, CUE_KEYS, ("cues",))
    if not isinstance(raw.get("midpoint", True), bool):
        raise FieldError(("cues", "midpoint"), "'midpoint' has to be true or false")
    every = parse_at(interval, raw["every"], ("cues", "every")) if "every" in raw else None
    return CueSettings(raw.get("midpoint", True), every)


def parse_at(parse: Any, raw: object, path: Path) -> Any:
    """Parse a value, telling where it stood when it is none."""
    try:
        return parse(raw)
    except UsageError as error:
        raise FieldError(path, str(error)) from None


def mapping(raw: Any, path: Path, what: str) -> Mapping[str, Any]:
    """The value, when it is a mapping."""
    if not isinstance(raw, dict):
        raise FieldError(path, f"{what} has to be a mapping of keys to values")
    return raw


def known(data: Mapping[str, Any], keys: tuple[str, ...], path: Path) -> None:
    """Refuse a key that is not one of `keys`."""
    for key in data:
        if key not in keys:
            raise FieldError((*path, key), f"unknown key {key!r}", key=True)


def line(data: Mapping[str, Any], key: str, path: Path) -> str | None:
    """The one-line text under a key, or None where there is none."""
    if key not in data:
        return None
    text = checked_text(data[key], (*path, key), LONGEST_LINE)
    if first_control(text):
        raise FieldError((*path, key), f"{key!r} has to be one line of plain text")
    return text


def prose(data: Mapping[str, Any], key: str) -> str:
    """The text of any number of lines under a key."""
    return checked_text(data[key], (key,), LONGEST_TEXT).strip() if key in data else ""


def checked_text(raw: Any, path: Path, longest: int) -> str:
    """The value, when it is a text that says something."""
    if not isinstance(raw, str):
        raise FieldError(
            path, f"{path[-1]!r} has to be text" if isinstance(path[-1], str) else "has to be text"
        )
    if not raw.strip():
        raise FieldError(path, "is empty: leave it out or write something")
    if len(raw) > longest:
        raise FieldError(path, f"is longer than {longest} characters")
    return raw


HEADS = (*(str(direction) for direction in Direction), "repeat")


def located(document: Document, bad: FieldError) -> Invalid:
    """The one problem that is known, with its place."""
    return Invalid(document.text, [Diagnostic(document.locate(bad.path, key=bad.key), bad.message)])
