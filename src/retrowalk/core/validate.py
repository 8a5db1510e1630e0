"""Check a session from Python, the history or an import.

Session files are checked against the same limits when they are read, because positions are known
there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import timedelta
from math import isfinite
from typing import Any

from ..durations import LONGEST, clip
from ..errors import InvalidSession
from ..sanitize import first_control
from .limits import (
    CADENCES,
    FASTEST_KMH,
    LANGUAGE,
    LONGEST_LINE,
    MOST_SEGMENTS,
    SHORTEST_INTERVAL,
    SHORTEST_SEGMENT,
)
from .session import ZERO, CueSettings, Direction, Segment, Session

_TEXTS = ("label", "note", "say")
_OTHERS = ("speed_kmh", "cadence", "round", "rounds", "lang")


def check_session(session: Session) -> Session:
    """Return the session. Raises `InvalidSession` if one of its values is not allowed."""
    for problem in _problems(session):
        raise InvalidSession(problem)
    return session


def read_plan(data: object) -> Session:
    """Return the session of a stored plan. `data` is parsed JSON of any form.

    Raises `InvalidSession` if the data is not a plan, or its session is not allowed.
    """
    plan = _mapping(data, "the plan")
    entries = plan.get("segments")
    if not isinstance(entries, list):
        raise InvalidSession("the plan has no list of segments")
    if len(entries) > MOST_SEGMENTS:
        raise InvalidSession(f"the plan has more than {MOST_SEGMENTS:,} segments")
    segments = (_segment(entry, f"segment {n}") for n, entry in enumerate(entries, 1))
    cues = _mapping(plan.get("cues") or {}, "'cues'")
    every = _length(cues.get("every"), "'cues': 'every'")
    settings = CueSettings(cues.get("midpoint", True), every)
    name, title, lang = (plan.get(key) for key in ("name", "title", "lang"))
    return check_session(Session(name, title, tuple(segments), settings, lang))  # type: ignore[arg-type]


def _segment(data: object, where: str) -> Segment:
    entry = _mapping(data, where)
    direction = entry.get("direction")
    if direction not in tuple(Direction):
        raise InvalidSession(f"{where}: 'direction' must be one of {', '.join(Direction)}")
    return Segment(
        Direction(direction),
        _length(entry.get("seconds"), f"{where}: 'seconds'"),
        at_most=_length(entry.get("at_most"), f"{where}: 'at_most'"),
        **{name: entry.get(name) for name in (*_TEXTS, *_OTHERS)},
    )


def _mapping(data: object, what: str) -> Mapping[str, Any]:
    if not isinstance(data, dict):
        raise InvalidSession(f"{what} is not an object")
    return data


def _length(seconds: object, what: str) -> timedelta | None:
    if seconds is None:
        return None
    if not _is_number(seconds) or not 0 <= seconds <= LONGEST.total_seconds():  # type: ignore[operator]
        raise InvalidSession(f"{what} must be seconds, from 1 to 86400")
    return timedelta(milliseconds=round(seconds * 1000))  # type: ignore[operator]


def _problems(session: Session) -> Iterator[str]:
    """Yield the first problem of each part of a session."""
    for name in ("name", "title"):
        yield from _text(getattr(session, name), f"the session's {name}")
    yield from _language(session.lang)
    if not 1 <= len(session.segments) <= MOST_SEGMENTS:
        yield f"a session has 1 to {MOST_SEGMENTS:,} segments, not {len(session.segments):,}"
    for n, segment in enumerate(session.segments, 1):
        yield from (f"segment {n}: {problem}" for problem in _segment_problems(segment))
    if session.total > LONGEST:
        yield "the session is longer than 24 hours"
    if not isinstance(session.cues.midpoint, bool):
        yield "the cue 'midpoint' must be true or false"
    every = session.cues.every
    if every is not None and every != ZERO and every < SHORTEST_INTERVAL:
        yield "the cue 'every' must be at least 10 seconds, or zero for never"


def _segment_problems(segment: Segment) -> Iterator[str]:
    for name in _TEXTS:
        if (text := getattr(segment, name)) is not None:
            yield from _text(text, name)
    for name in ("duration", "at_most"):
        if (length := getattr(segment, name)) is not None:
            yield from _span(length, name)
    if segment.at_most is not None and (
        segment.duration is not None or segment.direction is Direction.STAND
    ):
        yield "'at_most' is only for open forward or backward segments"
    speed = segment.speed_kmh
    if speed is not None and not (_is_number(speed) and 0 < speed <= FASTEST_KMH):
        yield f"the speed must be more than 0 and at most {FASTEST_KMH:g} km/h"
    low, high = CADENCES
    if segment.cadence is not None and not _is_whole(segment.cadence, low, high):
        yield f"the cadence must be {low} to {high} steps a minute"
    yield from _language(segment.lang)
    yield from _round(segment.round, segment.rounds)


def _round(turn: object, turns: object) -> Iterator[str]:
    if (turn, turns) == (None, None):
        return
    if not _is_whole(turns, 1, MOST_SEGMENTS) or not _is_whole(turn, 1, turns):  # type: ignore[arg-type]
        yield "'round' must be a whole number from 1 to 'rounds'"


def _language(tag: object) -> Iterator[str]:
    if tag is not None and not (isinstance(tag, str) and re.fullmatch(LANGUAGE, tag)):
        yield "'lang' must be a language tag such as de or pt-BR"


def _text(text: object, what: str) -> Iterator[str]:
    if not isinstance(text, str):
        yield f"{what} must be text"
    elif not text.strip():
        yield f"{what} is empty"
    elif len(text) > LONGEST_LINE:
        yield f"{what} is longer than {LONGEST_LINE} characters: {clip(text)!r}"
    elif first_control(text):
        yield f"{what} must be one line of plain text"


def _span(length: object, what: str) -> Iterator[str]:
    if not isinstance(length, timedelta) or not SHORTEST_SEGMENT <= length <= LONGEST:
        yield f"'{what}' must be from 1 second to 24 hours"


def _is_number(value: object) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool) and isfinite(value)


def _is_whole(value: object, low: int, high: int) -> bool:
    return type(value) is int and low <= value <= high
