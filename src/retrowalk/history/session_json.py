"""A session as JSON and back: the plan contract, and what a walk needs besides it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from ..core.plan_json import plan_json
from ..core.session import CueSettings, Direction, Segment, Session
from ..durations import number

_PLAIN = ("label", "note", "say", "speed_kmh", "cadence", "round", "rounds")


def plan_data(session: Session) -> dict[str, Any]:
    """The plan contract with each segment's `say` and `at_most`, and the session's `cues`."""
    data = plan_json(session)
    for entry, segment in zip(data["segments"], session.segments, strict=True):
        entry["say"] = segment.say
        entry["at_most"] = _seconds(segment.at_most)
    cues = session.cues
    return data | {"cues": {"midpoint": cues.midpoint, "every": _seconds(cues.every)}}


def plan_text(session: Session) -> str:
    """The same as text; equal sessions have equal texts."""
    return json.dumps(plan_data(session), ensure_ascii=False, separators=(",", ":"))


def session_of(data: Mapping[str, Any]) -> Session:
    """The session of such a plan. Raises `KeyError`, `TypeError` or `ValueError` if it is none."""
    cues = data.get("cues") or {}
    return Session(
        data["name"],
        data["title"],
        tuple(_segment(entry) for entry in data["segments"]),
        CueSettings(cues.get("midpoint", True), _length(cues.get("every"))),
    )


def _segment(entry: Mapping[str, Any]) -> Segment:
    return Segment(
        Direction(entry["direction"]),
        _length(entry["seconds"]),
        at_most=_length(entry.get("at_most")),
        **{name: entry.get(name) for name in _PLAIN},
    )


def _seconds(length: timedelta | None) -> int | float | None:
    return None if length is None else number(length)


def _length(seconds: float | None) -> timedelta | None:
    return None if seconds is None else timedelta(milliseconds=round(seconds * 1000))
