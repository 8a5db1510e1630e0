"""The machine's clocks: one for durations, one for the time of day, and the local time zone."""

from __future__ import annotations

import sys
import time
from datetime import UTC, datetime, timedelta, tzinfo


def _sleep_counting_clock() -> int | None:
    """Return the id of a clock that counts suspend time, or None to use `time.monotonic`.

    Linux's CLOCK_MONOTONIC stops during suspend; CLOCK_BOOTTIME does not. On macOS
    `time.monotonic` stops too; CLOCK_MONOTONIC_RAW does not. On Windows it does not stop.
    """
    if sys.platform == "win32":
        return None
    name = "CLOCK_MONOTONIC_RAW" if sys.platform == "darwin" else "CLOCK_BOOTTIME"
    clock: int | None = getattr(time, name, None)
    if clock is None:
        return None
    try:
        time.clock_gettime(clock)
    except OSError:  # an old kernel
        return None
    return clock


_CLOCK = _sleep_counting_clock()


def now() -> float:
    """Return seconds from an arbitrary start. Suspend time counts, changes of the date do not."""
    if _CLOCK is None or sys.platform == "win32":
        return time.monotonic()
    return time.clock_gettime(_CLOCK)


class LocalZone(tzinfo):
    """The time zone of this machine, with its daylight saving rules."""

    def utcoffset(self, when: datetime | None) -> timedelta | None:
        """Return the offset at a local time; `fold` selects one of two equal times."""
        return None if when is None else when.replace(tzinfo=None).astimezone().utcoffset()

    def dst(self, when: datetime | None) -> timedelta | None:
        """Return None: the system does not say which part of the offset is daylight saving."""
        return None

    def tzname(self, when: datetime | None) -> str | None:
        """Return the abbreviation that is valid at a local time, such as "CEST"."""
        return None if when is None else when.replace(tzinfo=None).astimezone().tzname()

    def fromutc(self, when: datetime) -> datetime:
        """Return the local time of a UTC time that carries this zone."""
        local = datetime.fromtimestamp(when.replace(tzinfo=UTC).timestamp())
        return local.replace(tzinfo=self)


class SystemClock:
    """The clocks of this machine. Tests pass an object with the same attributes."""

    zone: tzinfo = LocalZone()

    def now(self) -> float:
        """Return seconds from an arbitrary start, for measuring durations."""
        return now()

    def time(self) -> datetime:
        """Return the current date and time, in UTC."""
        return datetime.now(UTC)
