"""Write a session as JSON and read it back: the plan contract, and what a walk needs besides it."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from datetime import timedelta
from functools import lru_cache
from typing import Any

from ..core.limits import CADENCES, FASTEST_KMH, MOST_SEGMENTS
from ..core.plan_json import plan_json
from ..core.session import CueSettings, Direction, Segment, Session
from ..durations import LONGEST, number
from ..sanitize import first_control

MAX_TEXT = 4000
"""Characters of any text in a plan."""
SHORTEST_EVERY = timedelta(seconds=1)


@lru_cache(maxsize=64)
def plan_data(session: Session) -> dict[str, Any]:
    """Return the plan contract with each segment's `say` and `at_most`, and the session's `cues`.

    The result is shared: do not change it.
    """
    data = plan_json(session)
    for entry, segment in zip(data["segments"], session.segments, strict=True):
        entry["say"] = segment.say
        entry["at_most"] = _seconds(segment.at_most)
    cues = session.cues
    return data | {"cues": {"midpoint": cues.midpoint, "every": _seconds(cues.every)}}


@lru_cache(maxsize=64)
def plan_text(session: Session) -> str:
    """Return the plan as text; equal sessions have equal texts."""
    return json.dumps(plan_data(session), ensure_ascii=False, separators=(",", ":"))


def parse_plan(text: str) -> Session:
    """Return the session of a plan's text. Raise `ValueError` if it is not valid."""
    try:
        data = json.loads(text)
    except (ValueError, RecursionError):
        raise ValueError("it is not JSON") from None
    return session_of(data)


def session_of(data: Any) -> Session:
    """Return the session of a plan. Raise `ValueError` with the reason if it is not valid."""
    plan = _mapping(data, "the plan")
    segments = plan.get("segments")
    if not isinstance(segments, list) or not 0 < len(segments) <= MOST_SEGMENTS:
        raise ValueError("the plan has no valid list of segments")
    session = Session(
        text_of(plan, "name"),
        text_of(plan, "title"),
        tuple(_segment(_mapping(entry, "a segment")) for entry in segments),
        _cues(plan.get("cues")),
    )
    if session.total > LONGEST:
        raise ValueError("the plan is longer than 24 hours")
    return session


def text_of(data: Mapping[str, Any], key: str, max_length: int = MAX_TEXT) -> str:
    """Return a required text. Raise `ValueError` if it is missing, too long or not printable."""
    text = _optional_text(data, key, max_length)
    if text is None:
        raise ValueError(f"'{key}' is missing")
    return text


def _optional_text(data: Mapping[str, Any], key: str, max_length: int = MAX_TEXT) -> str | None:
    text = data.get(key)
    if text is None:
        return None
    if not isinstance(text, str) or len(text) > max_length or first_control(text):
        raise ValueError(f"'{key}' is not a valid text")
    return text


def _segment(entry: Mapping[str, Any]) -> Segment:
    direction = entry.get("direction")
    if not isinstance(direction, str) or direction not in set(Direction):
        raise ValueError("'direction' is not forward, backward or stand")
    return Segment(
        Direction(direction),
        _length(entry, "seconds"),
        at_most=_length(entry, "at_most"),
        label=_optional_text(entry, "label"),
        note=_optional_text(entry, "note"),
        say=_optional_text(entry, "say"),
        speed_kmh=_number(entry, "speed_kmh", 0, FASTEST_KMH),
        cadence=_whole(entry, "cadence", *CADENCES),
        round=_whole(entry, "round", 1, MOST_SEGMENTS),
        rounds=_whole(entry, "rounds", 1, MOST_SEGMENTS),
    )


def _cues(data: Any) -> CueSettings:
    cues = {} if data is None else _mapping(data, "'cues'")
    midpoint = cues.get("midpoint", True)
    if not isinstance(midpoint, bool):
        raise ValueError("'midpoint' is not true or false")
    every = _length(cues, "every")
    if every is not None and every < SHORTEST_EVERY:
        raise ValueError("'every' is shorter than a second")
    return CueSettings(midpoint, every)


def _mapping(data: Any, name: str) -> Mapping[str, Any]:
    if not isinstance(data, dict):
        raise ValueError(f"{name} is not an object")
    return data


def _length(entry: Mapping[str, Any], key: str) -> timedelta | None:
    seconds = _number(entry, key, 0, LONGEST.total_seconds())
    return None if seconds is None else timedelta(milliseconds=max(1, round(seconds * 1000)))


def _number(entry: Mapping[str, Any], key: str, low: float, high: float) -> float | None:
    """Return a number over `low`, at most `high`; None if it is missing."""
    value = entry.get(key)
    if value is None:
        return None
    valid = isinstance(value, (int, float)) and not isinstance(value, bool)
    if not valid or not math.isfinite(value) or not low < value <= high:
        raise ValueError(f"'{key}' is not over {low:g} and at most {high:g}")
    result: float = value
    return result


def _whole(entry: Mapping[str, Any], key: str, low: int, high: int) -> int | None:
    value = entry.get(key)
    if value is None:
        return None
    if type(value) is not int or not low <= value <= high:
        raise ValueError(f"'{key}' is not a whole number from {low} to {high}")
    return value


def _seconds(length: timedelta | None) -> int | float | None:
    return None if length is None else number(length)
