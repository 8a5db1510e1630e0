"""Workouts of qintervals: YAML with a title, intervals and blocks that repeat."""

from __future__ import annotations

import re
from typing import Any

from ..errors import InvalidSession
from .workout import Repeat, Role, Step, Workout, role_of, seconds_of, times_of

ROLES = {"warmup": Role.EASY, "warmdown": Role.EASY, "rest": Role.REST, "work": None}
DEEPEST = 8


def is_workout(found: Any) -> bool:
    """Return whether plain data is such a workout."""
    return isinstance(found, dict) and isinstance(found.get("intervals"), list)


def read_data(found: Any) -> Workout:
    """Read a workout. Raises `InvalidSession`."""
    if not is_workout(found):
        raise InvalidSession("no list 'intervals'")
    return Workout(str(found.get("title") or ""), _steps(found["intervals"], 0))


def _steps(entries: Any, depth: int) -> list[Step | Repeat]:
    if not isinstance(entries, list) or depth > DEEPEST:
        raise InvalidSession("'intervals' must be a list, nested at most 8 levels deep")
    return [step for entry in entries for step in _entry(entry, depth)]


def _entry(entry: Any, depth: int) -> list[Step | Repeat]:
    """Return the steps of an interval or a block."""
    if not isinstance(entry, dict):
        raise InvalidSession(f"an interval must be a mapping, not {str(entry)[:40]!r}")
    if not isinstance(block := entry.get("block"), dict):
        return [_step(entry)]
    times = times_of(block.get("repeats", 1), "repeats")
    steps = _steps(block.get("intervals"), depth + 1)
    last = steps[-1] if steps else None
    if not (block.get("skip_last_rest") and isinstance(last, Step) and last.role is Role.REST):
        return [Repeat(times, tuple(steps))]
    return [*([Repeat(times - 1, tuple(steps))] if times > 1 else []), *steps[:-1]]


def _step(entry: dict[str, Any]) -> Step:
    name, kind = str(entry.get("name") or ""), str(entry.get("type") or "work")
    if kind not in ROLES:
        raise InvalidSession(f"type {kind[:20]!r}: expected one of {', '.join(ROLES)}")
    match = re.fullmatch(r"\s*([0-9.]+)\s*([sm])\s*", str(entry.get("length")))
    if match is None:
        raise InvalidSession(f"length {str(entry.get('length'))[:20]!r}: expected 30s or 5m")
    seconds = seconds_of(match[1], "length") * (60 if match[2] == "m" else 1)
    return Step(ROLES[kind] or role_of(name), seconds, name)
