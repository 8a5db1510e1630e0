"""Write a session as YAML, one line, or JSON. Each reads back as the same session."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

from ..core.session import CueSettings, Segment, Session
from ..durations import format_duration
from ..errors import UsageError
from . import builder, reader, steps
from .diagnostics import Invalid, Text
from .document import Document
from .text_file import LARGEST
from .values import OFF

_WORDS = re.compile(r"[A-Za-z][A-Za-z0-9 ]*(?<! )")
_RESERVED = frozenset(("null", "true", "false", "open"))


def data_of(session: Session) -> dict[str, Any]:
    """Return the session as the data of a session file, with repeats where there were repeats."""
    head: dict[str, Any] = {"name": session.name}
    if session.title != session.name:
        head["title"] = session.title
    if session.lang:
        head["lang"] = session.lang
    if session.cues != CueSettings():
        head["cues"] = _cues(session.cues)
    folded = {**head, "steps": _fold(session.segments)}
    if _rebuild(folded) == session:
        return folded
    return {**head, "steps": [_step(segment, rounds=True) for segment in session.segments]}


def _cues(cues: CueSettings) -> dict[str, Any]:
    """Return the cue settings that are not the default."""
    data: dict[str, Any] = {} if cues.midpoint else {"midpoint": False}
    if cues.every is not None:
        data["every"] = format_duration(cues.every) if cues.every else OFF
    return data


def _rebuild(data: dict[str, Any]) -> Session | None:
    """Return the session that the data describes, or None if it is not valid."""
    document = Document(Text("", ""), data)
    try:
        preset = reader.read(document, "")
        return builder.build(preset, {})
    except Invalid:
        return None


Node = Segment | dict[str, Any]
"""A segment, or a repeat made of several."""
LOOK_AHEAD = 64
"""How many inner repeats can occur at the start of a round."""


def _fold(segments: Sequence[Segment]) -> list[dict[str, Any]]:
    """Return the steps with equal rounds combined into repeats, the innermost first."""
    nodes: list[Node] = list(segments)
    for _ in range(steps.DEEPEST_REPEAT):
        folded = _fold_once(nodes)
        if len(folded) == len(nodes):
            break
        nodes = folded
    return [_bare(node) for node in nodes]


def _fold_once(nodes: list[Node]) -> list[Node]:
    folded: list[Node] = []
    index = 0
    while index < len(nodes):
        size, rounds, left_out = _repeat_at(nodes, index)
        if rounds:
            body = [_bare(node) for node in nodes[index : index + size]]
            repeat: dict[str, Any] = {"repeat": rounds, "steps": body[: size - left_out]}
            folded.append(repeat | ({"between": body[size - left_out :]} if left_out else {}))
        else:
            folded.append(nodes[index])
        index += size * max(rounds, 1) - left_out
    return folded


def _repeat_at(nodes: list[Node], start: int) -> tuple[int, int, int]:
    """Return (nodes per round, rounds, nodes missing in the last round) of the repeat at `start`.

    Return (1, 0, 0) if no repeat starts here.
    """
    ahead = range(start, min(len(nodes), start + LOOK_AHEAD))
    first = next((n for n in ahead if isinstance(nodes[n], Segment)), None)
    rounds = 0 if first is None else _round(nodes[first])[1]
    if first is None or _round(nodes[first])[0] != 1:
        return 1, 0, 0
    size = _body_size(nodes, first, rounds)
    part = nodes[start : start + size * rounds]
    equal = 0
    for index, node in enumerate(part):
        if not _same(node, part[index % size], index // size + 1, rounds):
            break
        equal = index + 1
    left_out = size * rounds - equal
    return (size, rounds, left_out) if left_out < size else (1, 0, 0)


def _body_size(nodes: list[Node], first: int, rounds: int) -> int:
    """Return how many nodes a round has, 0 if there is no repeat here."""
    for index in range(first + 1, len(nodes)):
        node = nodes[index]
        if isinstance(node, Segment) and _round(node) != (1, rounds):
            return index - first if rounds == 1 or _round(node) == (2, rounds) else 0
        if rounds == 1 and not isinstance(node, Segment):
            return index - first
    return len(nodes) - first if rounds == 1 else 0


def _same(node: Node, like: Node, turn: int, rounds: int) -> bool:
    """Return whether a node equals the one at the same place in the first round."""
    if isinstance(node, Segment) and isinstance(like, Segment):
        return _round(node) == (turn, rounds) and _unturned(node) == _unturned(like)
    return node == like


def _round(node: Node) -> tuple[int, int]:
    return (node.round or 0, node.rounds or 0) if isinstance(node, Segment) else (0, 0)


def _bare(node: Node) -> dict[str, Any]:
    return _step(node, rounds=False) if isinstance(node, Segment) else node


def _unturned(segment: Segment) -> Segment:
    return replace(segment, round=None, rounds=None)


def _step(segment: Segment, *, rounds: bool) -> dict[str, Any]:
    """Return a segment as the data of a step."""
    step: dict[str, Any] = {str(segment.direction): _length(segment.duration)}
    if segment.at_most is not None:
        step["at_most"] = _length(segment.at_most)
    for key in ("label", "note", "say", "lang", "cadence"):
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
    """Return the session as JSON, which is valid YAML too."""
    return json.dumps(data_of(session), ensure_ascii=False, indent=2) + "\n"


def to_yaml(session: Session) -> str:
    """Return the session as the text of a session file."""
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
    """Return a scalar that YAML 1.2 and this program's loader read back unchanged."""
    plain = isinstance(value, int) or (_WORDS.fullmatch(value) and value.lower() not in _RESERVED)
    if plain or value == "open" or re.fullmatch(r"[0-9hms.]+[hms]", value):
        return str(value)
    return json.dumps(value, ensure_ascii=False)


def to_line(session: Session) -> str:
    """Return the session in one line. Raises `UsageError` if it is too long to be read back."""
    data = data_of(session)
    head: dict[str, Any] = {key: data[key] for key in ("name", "title", "lang") if key in data}
    if head.get("name") == "session":
        del head["name"]
    if "cues" in data:
        head |= data["cues"]
    parts = [_attributes(head)] if head else []
    line = " ".join([*parts, ", ".join(_item(step) for step in data["steps"])])
    if len(line) > LARGEST:
        raise UsageError("the session is longer than a line may be, 1 MiB: write it with --to yaml")
    return line


def _item(step: dict[str, Any]) -> str:
    if "repeat" in step:
        parts = (step[key] for key in ("steps", "between") if key in step)
        body = " / ".join(", ".join(_item(inner) for inner in part) for part in parts)
        return f"{step['repeat']}x({body})"
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
"""The formats a session can be written in."""
