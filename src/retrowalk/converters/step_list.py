"""A plain list of steps, `name, seconds[, direction]`, as CSV, JSON or YAML."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from ..durations import parse_duration
from ..errors import InvalidSession, UsageError
from .workout import Role, Step, Workout, role_of, seconds_of

NAMES = ("name", "label", "title", "step", "activity", "exercise")
LENGTHS = ("seconds", "duration", "time", "length", "secs", "sec")
DIRECTIONS = ("direction", "dir")
ROLES = {
    **dict.fromkeys(("forward", "fwd", "f"), Role.FORWARD),
    **dict.fromkeys(("backward", "back", "bwd", "b"), Role.BACKWARD),
    **dict.fromkeys(("stand", "s"), Role.STAND),
    "work": Role.WORK,
    "rest": Role.REST,
    "": None,
}


def recognizes_csv(data: bytes) -> bool:
    """Return whether the bytes look like a table of names and lengths."""
    rows = _rows(data[:65_536])
    return bool(rows) and (_is_head(rows[0]) or (len(rows[0]) >= 2 and _is_length(rows[0][1])))


def read_csv(data: bytes) -> Workout:
    """Read a table, with or without a header row, separated by `,`, `;` or tab.

    Lines that begin with "#" are comments. Raises `InvalidSession`.
    """
    rows = _rows(data)
    if not rows:
        raise InvalidSession("the table is empty")
    if _is_head(rows[0]):
        head = [word.strip().lower() for word in rows[0]]
        return _workout(dict(zip(head, row, strict=False)) for row in rows[1:])
    return _workout(dict(zip(("name", "seconds", "direction"), row, strict=False)) for row in rows)


def recognizes_json(data: bytes) -> bool:
    """Return whether the bytes are a JSON list of such steps."""
    try:
        found = json.loads(data)
    except (ValueError, RecursionError):
        return False
    return is_list(found)


def read_json(data: bytes) -> Workout:
    """Read a JSON list of objects or of lists. Raises `InvalidSession`."""
    return read_list(parse_json(data))


def is_list(found: Any) -> bool:
    """Return whether plain data is a list of steps with a name or length each."""
    return isinstance(found, list) and bool(found) and all(map(_is_step, found))


def read_list(found: Any) -> Workout:
    """Read a list of mappings or of lists. Raises `InvalidSession`."""
    if not is_list(found):
        raise InvalidSession("not a list of steps with a name and seconds")
    keys = ("name", "seconds", "direction")
    return _workout(
        row if isinstance(row, Mapping) else dict(zip(keys, row, strict=False)) for row in found
    )


def parse_json(data: bytes) -> Any:
    """Return parsed JSON. Raises `InvalidSession`."""
    try:
        return json.loads(data)
    except (ValueError, RecursionError) as error:
        raise InvalidSession(f"not readable as JSON: {str(error)[:80]}") from None


def _rows(data: bytes) -> list[list[str]]:
    text = data.decode("utf-8-sig", "replace")
    lines = [line for line in text.splitlines(keepends=True) if not line.lstrip().startswith("#")]
    first = next((line for line in lines if line.strip()), "")
    separator = max(",;\t", key=first.count)
    rows = csv.reader(lines, delimiter=separator, skipinitialspace=True)
    try:
        return [row for row in rows if any(cell.strip() for cell in row)]
    except csv.Error:
        return []


def _is_head(row: Sequence[str]) -> bool:
    return any(word.strip().lower() in LENGTHS for word in row)


def _is_length(text: str) -> bool:
    return bool(re.fullmatch(r"\s*[0-9][0-9:.hms ]*\s*", text))


def _is_step(row: Any) -> bool:
    if isinstance(row, Mapping):
        return any(str(key).lower() in LENGTHS for key in row)
    return isinstance(row, list) and len(row) in (2, 3) and _is_length(str(row[1]))


def _workout(rows: Iterable[Mapping[Any, Any]]) -> Workout:
    steps, unused = [], set()
    for number, row in enumerate(rows, 1):
        cells = {str(key).strip().lower(): value for key, value in row.items()}
        name = str(_first(cells, NAMES) or "")
        role = _role(str(_first(cells, DIRECTIONS) or ""), name, number)
        steps.append(Step(role, _seconds(_first(cells, LENGTHS), number), name))
        unused |= {key for key, value in cells.items() if value not in (None, "")} - {
            *NAMES,
            *LENGTHS,
            *DIRECTIONS,
        }
    return Workout("", steps, [f"left out: column {key!r}" for key in sorted(unused)])


def _first(cells: Mapping[str, Any], names: Iterable[str]) -> Any:
    return next((cells[name] for name in names if cells.get(name) not in (None, "")), None)


def _role(direction: str, name: str, number: int) -> Role:
    try:
        return ROLES[direction.strip().lower()] or role_of(name)
    except KeyError:
        raise InvalidSession(
            f"step {number}: direction {direction[:20]!r}: write forward, backward or stand"
        ) from None


def _seconds(value: Any, number: int) -> float:
    """Return seconds: a bare number, or any duration with a unit."""
    text = str("" if value is None else value).strip()
    if re.fullmatch(r"[0-9.,]+", text):
        return seconds_of(text, f"step {number}: the length")
    try:
        return parse_duration(text).total_seconds()
    except UsageError as error:
        raise InvalidSession(f"step {number}: {error}") from None
