"""Write a session as JSON and read it back: as in the plan contract, except for the cues."""

from __future__ import annotations

import json
import marshal
from datetime import timedelta
from functools import lru_cache
from typing import Any

from ..core.plan_json import plan_json
from ..core.session import Session
from ..core.validate import read_plan
from ..durations import number
from ..errors import InvalidSession

WITHOUT_REFERENCES = 2
"""The version of marshal that writes equal objects as equal bytes."""


@lru_cache(maxsize=64)
def plan_data(session: Session) -> dict[str, Any]:
    """Return the plan contract with each segment's `say` and `at_most`.

    `cues` holds the settings of the session's cues instead of the list of all cues.

    The result is shared: do not change it.
    """
    data = plan_json(session)
    for entry, segment in zip(data["segments"], session.segments, strict=True):
        entry["say"] = segment.say
        entry["at_most"] = _seconds(segment.at_most)
        if segment.lang is not None:
            entry["lang"] = segment.lang
    if session.lang is not None:
        data["lang"] = session.lang
    cues = session.cues
    return data | {"cues": {"midpoint": cues.midpoint, "every": _seconds(cues.every)}}


@lru_cache(maxsize=64)
def recorded_plan(session: Session) -> str:
    """Return the plan as text; equal sessions have equal texts."""
    return json.dumps(plan_data(session), ensure_ascii=False, separators=(",", ":"))


@lru_cache(maxsize=64)
def parse_plan(text: str) -> Session:
    """Return the session of a plan's text. Raises `ValueError` with the reason if it is invalid."""
    try:
        data = json.loads(text)
    except (ValueError, RecursionError):
        raise ValueError("it is not JSON") from None
    return _session(data)


def _session(data: Any) -> Session:
    try:
        return read_plan(data)
    except InvalidSession as error:
        raise ValueError(str(error)) from None


def session_of(data: Any) -> Session:
    """Return the session of a plan. Raises `ValueError` with the reason if it is invalid."""
    return _session_of(marshal.dumps(data, WITHOUT_REFERENCES))


@lru_cache(maxsize=64)
def _session_of(data: bytes) -> Session:
    """Return the session of a plan in bytes, so that equal plans are read once."""
    return _session(marshal.loads(data))  # noqa: S302 - made by `session_of`


def _seconds(length: timedelta | None) -> int | float | None:
    return None if length is None else number(length)
