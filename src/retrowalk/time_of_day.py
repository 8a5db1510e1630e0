"""Read a time of day as people type it."""

from __future__ import annotations

import re
from datetime import time

from .durations import clip
from .errors import UsageError

_CLOCK = (
    r"(?P<hours>[0-9]{1,2})"
    r"(?:[:.h](?P<minutes>[0-9]{2}))?(?:[:.m](?P<seconds>[0-9]{2}))?"
    r"\s*(?P<half>[ap]\.?m\.?)?"
)
_FOUR_DIGITS = r"(?P<hours>[0-9]{2})(?P<minutes>[0-9]{2})"


def parse_time_of_day(text: str) -> time:
    """Return a time of day: 18:30, 18:30:15, 18.30, 18h30, 1830, 6:30pm or 6 pm.

    Raises `UsageError`, whose message gives the accepted forms.
    """
    word = text.strip().lower()
    match = re.fullmatch(_FOUR_DIGITS, word) or re.fullmatch(_CLOCK, word)
    parts = match.groupdict() if match else {}
    half = (parts.get("half") or "")[:1]
    if not match or not (half or parts["minutes"]):
        raise UsageError(f"{clip(text)!r} is not a time of day: write 18:30, 18:30:15 or 6:30pm")
    hours = int(parts["hours"])
    if half and not 1 <= hours <= 12:
        raise UsageError(f"{clip(text)!r} is not a time of day: write 1 to 12 before am or pm")
    if half:
        hours = hours % 12 + (12 if half == "p" else 0)
    try:
        return time(hours, int(parts["minutes"] or 0), int(parts.get("seconds") or 0))
    except ValueError:
        raise UsageError(
            f"{clip(text)!r} is not a time of day: hours go up to 23, minutes and seconds up to 59"
        ) from None
