"""Durations: the one parser, and the ways to write them."""

from __future__ import annotations

import re
from datetime import timedelta

from .errors import DurationError

LONGEST = timedelta(hours=24)
ACCEPTED = "5 or 5m (minutes), 90s, 1m30s, 1:30, 2h or 1:00:00"

_NUMBER = r"[0-9]{1,7}(?:\.[0-9]{1,6}|,[0-9]{1,2})?"
_BARE = re.compile(_NUMBER)
_UNITS = re.compile(
    rf"(?:({_NUMBER})\s*(?:h|hrs?|hours?))?"
    rf"\s*(?:({_NUMBER})\s*(?:m|mins?|minutes?))?"
    rf"\s*(?:({_NUMBER})\s*(?:s|secs?|seconds?))?"
)
_SHORT = re.compile(r"([0-9]{1,3})([hm])([0-5][0-9])")
"""The last unit is omitted: 1h30, 1m30."""
_CLOCK = re.compile(r"(?:([0-9]{1,2}):)?([0-9]{1,4}):([0-9]{2})")
_UNIT = re.compile(rf"{_NUMBER}\s*([^\W0-9_]+)")
_KNOWN = re.compile(r"h|hrs?|hours?|m|mins?|minutes?|s|secs?|seconds?")


def parse_duration(text: str) -> timedelta:
    """Return a duration, rounded to milliseconds; a bare number is minutes.

    Raises `DurationError` if the text is not a duration, or is more than 24 hours.
    """
    word = text.strip().lower()
    micros = _microseconds(word)
    if micros is None:
        raise DurationError(f"{clip(text)!r} is not a duration{_unit_hint(word)}: write {ACCEPTED}")
    if micros > LONGEST // timedelta.resolution:
        raise DurationError(f"{clip(text)!r} is longer than 24 hours")
    return timedelta(milliseconds=round(micros / 1000))


def _microseconds(word: str) -> int | None:
    """Return the microseconds, or None if the text has none of the accepted forms."""
    if _BARE.fullmatch(word):
        return _millionths(word) * 60
    if match := _CLOCK.fullmatch(word):
        hours, minutes, seconds = (int(part or 0) for part in match.groups())
        if seconds > 59 or (match[1] and minutes > 59):
            return None
        return (hours * 3600 + minutes * 60 + seconds) * 1_000_000
    if match := _SHORT.fullmatch(word):
        scale = 60_000_000 if match[2] == "h" else 1_000_000
        return (int(match[1]) * 60 + int(match[3])) * scale
    if word and (match := _UNITS.fullmatch(word)):
        h, m, s = (_millionths(part or "0") for part in match.groups())
        return h * 3600 + m * 60 + s
    return None


def _millionths(number: str) -> int:
    """Return a decimal number times a million; it has at most six decimals."""
    whole, _, decimals = number.replace(",", ".").partition(".")
    return int(whole + decimals.ljust(6, "0"))


def _unit_hint(word: str) -> str:
    """Return a hint about an unknown unit, or nothing."""
    units = (match[1] for match in _UNIT.finditer(word))
    unknown = next((unit for unit in units if not _KNOWN.fullmatch(unit)), "")
    return f" (the unit {clip(unknown, 12)!r} is not h, m or s)" if unknown else ""


def clip(text: str, most: int = 40) -> str:
    """Return the start of a text, to quote it in a message."""
    return text if len(text) <= most else text[: most - 1] + "…"


def format_duration(duration: timedelta) -> str:
    """Return text that `parse_duration` reads back: "1h", "1m30s", "0.5s"."""
    total = duration // timedelta(milliseconds=1)
    minutes, millis = divmod(total, 60_000)
    hours, minutes = divmod(minutes, 60)
    seconds = f"{millis / 1000:.3f}".rstrip("0").rstrip(".")
    parts = [f"{hours}h" if hours else "", f"{minutes}m" if minutes else ""]
    if millis or not total:
        parts.append(f"{seconds}s")
    return "".join(parts)


def clock_text(duration: timedelta) -> str:
    """Return a duration as a clock shows it, rounded down to seconds: "0:42", "1:02:03"."""
    minutes, seconds = divmod(int(duration.total_seconds()), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"


def countdown_text(remaining: timedelta) -> str:
    """Return a remaining time, rounded up to seconds, so that 0:00 is the end."""
    return clock_text(timedelta(seconds=-(-remaining // timedelta(seconds=1))))


def number(duration: timedelta) -> int | float:
    """Return seconds for JSON: an int if they are whole, otherwise rounded to milliseconds."""
    seconds = round(duration.total_seconds(), 3)
    return int(seconds) if seconds == int(seconds) else seconds
