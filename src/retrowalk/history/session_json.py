"""Write a session as JSON and read it back: the plan contract, and what a walk needs besides it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import timedelta
from functools import lru_cache
from typing import Any

from ..core.plan_json import plan_json
from ..core.session import Session
from ..core.validate import read_plan
from ..durations import number
from ..errors import InvalidSession
from ..sanitize import first_control


@lru_cache(maxsize=64)
def plan_data(session: Session) -> dict[str, Any]:
    """Return the plan contract with all else that a session holds.

    The result is shared: do not change it.
    """
    data = plan_json(session)
    for entry, segment in zip(data["segments"], session.segments, strict=True):
        entry["say"] = segment.say
        entry["at_most"] = _seconds(segment.at_most)
        entry["lang"] = segment.lang
    cues = {"midpoint": session.cues.midpoint, "every": _seconds(session.cues.every)}
    return data | {"lang": session.lang, "cues": cues}


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
    try:
        return read_plan(data)
    except InvalidSession as error:
        raise ValueError(str(error)) from None


def text_of(data: Mapping[str, Any], key: str, max_length: int) -> str:
    """Return a required text. Raise `ValueError` if it is missing, too long or not printable."""
    text = data.get(key)
    if text is None:
        raise ValueError(f"'{key}' is missing")
    if not isinstance(text, str) or len(text) > max_length or first_control(text):
        raise ValueError(f"'{key}' is not a valid text")
    return text


def _seconds(length: timedelta | None) -> int | float | None:
    return None if length is None else number(length)
