"""The one duration parser, and the ways a duration is written back."""

from __future__ import annotations

import re
from datetime import timedelta
from decimal import Decimal

from .errors import DurationError

LONGEST = timedelta(hours=24)
ACCEPTED = "minutes (5 or 1.5), 90s, 1m30s, 2h, 1:30 (minutes and seconds) or 1:00:00"

_NUMBER = r"[0-9]{1,7}(?:\.[0-9]{1,6})?"
_BARE = re.compile(_NUMBER)
_UNITS = re.compile(rf"(?:({_NUMBER})h)?(?:({_NUMBER})m)?(?:({_NUMBER})s)?")
_CLOCK = re.compile(r"(?:([0-9]{1,2}):)?([0-9]{1,4}):([0-9]{2})")


def parse_duration(text: str) -> timedelta:
    """Read a duration, to the millisecond; a bare number is minutes. Raises `DurationError`."""
    word = text.strip()
    seconds = _seconds(word)
    if seconds is None:
        raise DurationError(f"{clip(text)!r} is not a duration: write {ACCEPTED}")
    if seconds > LONGEST.total_seconds():
        raise DurationError(f"{clip(text)!r} is longer than 24 hours")
    return timedelta(milliseconds=round(seconds * 1000))


def _seconds(word: str) -> Decimal | None:
    """Seconds in the text, or None where it has none of the accepted forms."""
    if _BARE.fullmatch(word):
        return Decimal(word) * 60
    if match := _CLOCK.fullmatch(word):
        hours, minutes, seconds = (int(part or 0) for part in match.groups())
        if seconds > 59 or (match[1] and minutes > 59):
            return None
        return Decimal(hours * 3600 + minutes * 60 + seconds)
    if word and (match := _UNITS.fullmatch(word)):
        hours_, minutes_, seconds_ = (Decimal(part or 0) for part in match.groups())
        return hours_ * 3600 + minutes_ * 60 + seconds_
    return None


def clip(text: str, most: int = 40) -> str:
    """Shorten what a user wrote so that it can be quoted in a message."""
    return text if len(text) <= most else text[: most - 1] + "…"


def format_duration(duration: timedelta) -> str:
    """Write a duration so that `parse_duration` reads the same back: "1h", "1m30s", "0.5s"."""
    total = duration // timedelta(milliseconds=1)
    minutes, millis = divmod(total, 60_000)
    hours, minutes = divmod(minutes, 60)
    seconds = f"{millis / 1000:.3f}".rstrip("0").rstrip(".")
    parts = [f"{hours}h" if hours else "", f"{minutes}m" if minutes else ""]
    if millis or not total:
        parts.append(f"{seconds}s")
    return "".join(parts)


def clock_text(duration: timedelta) -> str:
    """Write a duration the way a clock shows it, whole seconds rounded down: "0:42", "1:02:03"."""
    minutes, seconds = divmod(int(duration.total_seconds()), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"


def countdown_text(remaining: timedelta) -> str:
    """Write a remaining time for a countdown: whole seconds rounded up, so 0:00 is the end."""
    return clock_text(timedelta(seconds=-(-remaining // timedelta(seconds=1))))


def number(duration: timedelta) -> int | float:
    """Seconds for JSON: an int where they are whole, else to the millisecond."""
    seconds = round(duration.total_seconds(), 3)
    return int(seconds) if seconds == int(seconds) else seconds
