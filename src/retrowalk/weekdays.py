"""Read days of the week as people type them."""

from __future__ import annotations

from .durations import clip
from .errors import UsageError

DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def parse_days(text: str) -> tuple[int, ...]:
    """Read "mon-fri", "mon,wed,fri" or "daily". Raises `UsageError`."""
    found: set[int] = set()
    for part in text.lower().replace("daily", "mon-sun").split(","):
        first, *more = (_day(word.strip()) for word in part.split("-", 1))
        last = more[0] if more else first
        if first is None or last is None:
            raise UsageError(
                f"{clip(part.strip())!r} is not a day: write mon-fri, mon,wed,fri or daily"
            )
        found |= {(first + n) % 7 for n in range((last - first) % 7 + 1)}
    return tuple(sorted(found))


def _day(word: str) -> int | None:
    """Return the number of a day from its name, or from its first three or more letters."""
    return next((n for n, day in enumerate(DAYS) if len(word) > 2 and day.startswith(word)), None)
