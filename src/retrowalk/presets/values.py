"""The values of session files and of flags, each with one parser.

A parser takes a value from YAML or a command line (text or number). It returns the value, or raises
`UsageError` with a message that says what to write.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from ..core.limits import (
    CADENCES,
    FASTEST_KMH,
    LANGUAGE,
    MOST_SEGMENTS,
    SHORTEST_INTERVAL,
    SHORTEST_SEGMENT,
)
from ..core.session import KMH_PER_MPH
from ..durations import clip, format_duration, parse_duration
from ..errors import UsageError

OPEN, OFF = "open", "off"

_SPEED = r"([0-9]{1,3}(?:\.[0-9]{1,4})?)\s*(km/h|kmh|kph|mph)?"
_COUNT = r"[0-9]{1,6}"
_ROUND = r"([0-9]{1,5}) of ([0-9]{1,5})"

Value = timedelta | int | float


def duration(raw: object) -> timedelta:
    """Return a duration of at least a second: "5" (minutes), "90s", "1m30s", "1:30", "2h"."""
    value = parse_duration(_text(raw, "a duration"))
    if value < SHORTEST_SEGMENT:
        raise UsageError(f"{clip(str(raw))!r} is too short: write at least 1s")
    return value


def interval(raw: object) -> timedelta:
    """Return the time between two announcements: at least ten seconds, or zero for "off"."""
    if raw == OFF:
        return timedelta()
    value = duration(raw)
    if value < SHORTEST_INTERVAL:
        least = format_duration(SHORTEST_INTERVAL)
        raise UsageError(f"{clip(str(raw))!r} is too short: write {least} or more, or off")
    return value


def growth(raw: object) -> timedelta:
    """Return how much a duration changes each round: "+15s", "-1m"."""
    word = _text(raw, "a duration to add")
    sign, size = (word[0], word[1:]) if word[:1] in ("+", "-") else ("", word)
    change = parse_duration(size)
    return -change if sign == "-" else change


def count(raw: object) -> int:
    """Return a number of repetitions, 1 or more."""
    word = _text(raw, "a count")
    if not re.fullmatch(_COUNT, word) or not 1 <= int(word) <= MOST_SEGMENTS:
        raise UsageError(
            f"{clip(word)!r} is not a count: write a whole number from 1 to {MOST_SEGMENTS:,}"
        )
    return int(word)


def speed(raw: object) -> float:
    """Return a speed in km/h: "2 km/h", "1.2 mph"; a bare number is km/h."""
    word = _text(raw, "a speed")
    match = re.fullmatch(_SPEED, word.strip())
    if not match:
        raise UsageError(f"{clip(word)!r} is not a speed: write 2 km/h or 1.2 mph")
    kmh = round(float(match[1]) * (KMH_PER_MPH if match[2] == "mph" else 1), 3)
    if not 0 < kmh <= FASTEST_KMH:
        raise UsageError(
            f"{clip(word)!r} is not a walking speed: write more than 0 and at most"
            f" {FASTEST_KMH:g} km/h"
        )
    return kmh


def cadence(raw: object) -> int:
    """Return steps a minute, from 40 to 130."""
    low, high = CADENCES
    word = _text(raw, "a cadence")
    if not re.fullmatch(_COUNT, word) or not low <= int(word) <= high:
        raise UsageError(f"{clip(word)!r} is not a cadence: write {low} to {high} steps a minute")
    return int(word)


def language(raw: object) -> str:
    """Return a language tag: "de", "pt-BR"."""
    if not isinstance(raw, str) or not re.fullmatch(LANGUAGE, raw):
        raise UsageError(f"{clip(str(raw))!r} is not a language: write a tag such as de or pt-BR")
    return raw


def round_of(raw: object) -> tuple[int, int]:
    """Return the round of a step and how many there are: "2 of 5"."""
    word = _text(raw, "a round")
    match = re.fullmatch(_ROUND, word)
    if not match or not 1 <= int(match[1]) <= int(match[2]) <= MOST_SEGMENTS:
        raise UsageError(f"{clip(word)!r} is not a round: write 2 of 5")
    return int(match[1]), int(match[2])


def _text(raw: object, what: str) -> str:
    if isinstance(raw, str):
        return raw
    if isinstance(raw, bool) or not isinstance(raw, (int, float)):
        raise UsageError(f"{_kind_of(raw)} is not {what}")
    return str(raw)


def _kind_of(raw: object) -> str:
    names = {dict: "a mapping", list: "a list", bool: str(raw).lower(), type(None): "nothing"}
    return next((name for kind, name in names.items() if isinstance(raw, kind)), repr(raw))


KINDS: dict[str, Callable[[object], Any]] = {"duration": duration, "count": count, "speed": speed}
"""The kinds an option can have, and the parser of each."""


def value_text(value: Value) -> str:
    """Return a value as text that its parser reads back."""
    if isinstance(value, timedelta):
        return format_duration(value)
    return f"{value:g} km/h" if isinstance(value, float) else str(value)
