"""The one clock that walks and sounds go by: it runs on while the machine sleeps."""

from __future__ import annotations

import sys
import time


def _clock_id() -> int | None:
    """The clock of this system that counts sleep too; None where `time.monotonic` does.

    Linux's monotonic clock stands still in a suspended machine, its boot-time clock does not.
    Python's monotonic clock on macOS stands still as well, the raw one does not. On Windows it
    counts on.
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


_CLOCK = _clock_id()


def now() -> float:
    """Seconds that never run backward and count sleep; setting the date changes nothing."""
    if _CLOCK is None or sys.platform == "win32":
        return time.monotonic()
    return time.clock_gettime(_CLOCK)
