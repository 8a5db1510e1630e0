"""Session -> the forms it can be written in: YAML, one line, JSON. Each reads back the same."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

from ..core.session import CueSettings, Segment, Session
from ..durations import format_duration
from . import builder
from .loader import Document
from .source import Invalid, Text

_WORDS = re.compile(r"[A-Za-z][A-Za-z0-9 ]*(?<! )")
_RESERVED = frozenset(("null", "true", "false", "open"))


def data_of(session: Session) -> dict[str, Any]:
    """The session as a session file's data, with repeats where rounds were repeats."""
    head: dict[str, Any] = {"name": session.name}
    if session.title != session.name:
        head["title"] = session.title
    if session.cues != CueSettings():
        head["cues"] = {"midpoint": session.cues.midpoint}
    folded = {**head, "steps": _fold(session.segments)}
    if _rebuild(folded) == session:
        return folded
    return {**head, "steps": [_step(segment, rounds=True) for segment in session.segments]}


def _rebuild(data: dict[str, Any]) -> Session | None:
    """The session that the data makes, None where it makes none."""
    document = Document(Text("", ""), data)
    try:
        preset = builder.read(document, "", thorough=False)
        return builder.build(preset, {})
    except Invalid:
        return None


def _fold(segments: Sequence[Segment]) -> list[dict[str, Any]]:
    """Steps, with rounds whose bodies are equal written as repeats."""
    steps: list[dict[str, Any]] = []
    place = 0
    while place < len(segments):
        size, rounds = _repeat_at(segments, place)
        body = [_step(segment, rounds=False) for segment in segments[place : place + size]]
        steps += [{"repeat": rounds, "steps": body}] if rounds else body
        place += size * (rounds or 1)
    return steps


def _repeat_at(segments: Sequence[Segment], start: int) -> tuple[int, int]:
    """The size of a repeat's body that begins here and how often it comes; else one segment."""
    rounds = segments[start].rounds or 0
    if segments[start].round != 1:
        return 1, 0
    size = _body_size(segments, start, rounds)
    part = segments[start : start + size * rounds]
    body = [_unturned(segment) for segment in part[:size]]
    equal = len(part) == size * rounds and all(
        segment.round == place // size + 1
        and segment.rounds == rounds
        and _unturned(segment) == body[place % size]
        for place, segment in enumerate(part)
    )
    return (size, rounds) if size and equal else (1, 0)


def _body_size(segments: Sequence[Segment], start: int, rounds: int) -> int:
    """How many segments the first round has."""
    size = 1
    for segment in segments[start + 1 :]:
        if (segment.round, segment.rounds) != (1, rounds):
            break
        size += 1
    return size


def _unturned(segment: Segment) -> Segment:
    return replace(segment, round=None, rounds=None)


def _step(segment: Segment, *, rounds: bool) -> dict[str, Any]:
    """A segment as a step's data."""
    step: dict[str, Any] = {str(segment.direction): _length(segment.duration)}
    if segment.at_most is not None:
        step["at_most"] = _length(segment.at_most)
    for key in ("label", "note", "say", "cadence"):
        if (value := getattr(segment, key)) is not None:
            step[key] = value
    if segment.speed_kmh is not None:
        step["speed"] = f"{segment.speed_kmh:.10g} km/h"
    if rounds and segment.round:
        step["round"] = f"{segment.round} of {segment.rounds}"
    return step


def _length(duration: timedelta | None) -> str:
    return "open" if duration is None else format_duration(duration)


def to_json(session: Session) -> str:
    """The session as JSON, which is YAML too."""
    return json.dumps(data_of(session), ensure_ascii=False, indent=2) + "\n"


def to_yaml(session: Session) -> str:
    """The session as a session file."""
    return "\n".join(_block(data_of(session), 0)) + "\n"


def _block(data: dict[str, Any], indent: int) -> list[str]:
    rows, space = [], " " * indent
    for key, value in data.items():
        if isinstance(value, list):
            rows.append(f"{space}{key}:")
            for item in value:
                first, *rest = _block(item, indent + 4)
                rows += [f"{space}  - {first.lstrip()}", *rest]
        elif isinstance(value, dict):
            rows.append(f"{space}{key}: {json.dumps(value)}")
        else:
            rows.append(f"{space}{key}: {_scalar(value)}")
    return rows


def _scalar(value: Any) -> str:
    """A scalar that both YAML 1.2 and this program's loader read back the same."""
    plain = isinstance(value, int) or (_WORDS.fullmatch(value) and value.lower() not in _RESERVED)
    if plain or value == "open" or re.fullmatch(r"[0-9hms.]+[hms]", value):
        return str(value)
    return json.dumps(value, ensure_ascii=False)


def to_line(session: Session) -> str:
    """The session in one line."""
    data = data_of(session)
    head: dict[str, Any] = {key: data[key] for key in ("name", "title") if key in data}
    if head.get("name") == "session":
        del head["name"]
    if "cues" in data:
        head["midpoint"] = data["cues"]["midpoint"]
    parts = [_attributes(head)] if head else []
    return " ".join([*parts, ", ".join(_item(step) for step in data["steps"])])


def _item(step: dict[str, Any]) -> str:
    if "repeat" in step:
        return f"{step['repeat']}x({', '.join(_item(inner) for inner in step['steps'])})"
    (direction, length), *more = step.items()
    return f"{length} {direction}" + (f" {_attributes(dict(more))}" if more else "")


def _attributes(pairs: dict[str, Any]) -> str:
    return "{" + ", ".join(f"{key}={_attribute(value)}" for key, value in pairs.items()) + "}"


def _attribute(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return json.dumps(value, ensure_ascii=False) if isinstance(value, str) else str(value)


FORMS: dict[str, Callable[[Session], str]] = {
    "yaml": to_yaml,
    "line": lambda session: to_line(session) + "\n",
    "json": to_json,
}
"""The forms a session can be written in."""
