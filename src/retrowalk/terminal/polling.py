"""Wait for descriptors, including those with high numbers."""

from __future__ import annotations

import select
import sys
from collections.abc import Collection

FD_SETSIZE = 1024
"""The lowest descriptor for which `select` cannot wait. `poll` can, but on some versions of macOS
it does not support terminals, so there it is used only for high descriptors."""


def readable(descriptors: Collection[int], seconds: float | None) -> set[int]:
    """Return the descriptors that can be read, waiting at most `seconds` (None: forever).

    One that is closed or at its end counts as readable.
    """
    if sys.platform == "darwin" and max(descriptors, default=0) < FD_SETSIZE:
        return set(select.select(descriptors, [], [], seconds)[0])
    return _poll(descriptors, "POLLIN", seconds)


def is_writable(descriptor: int, seconds: float) -> bool:
    """Return whether a descriptor takes data within `seconds`; a closed one counts as ready.

    On Windows, where this cannot be known, every descriptor counts as ready.
    """
    if sys.platform == "win32":
        return True
    if sys.platform == "darwin" and descriptor < FD_SETSIZE:
        return bool(select.select([], [descriptor], [], seconds)[1])
    return bool(_poll([descriptor], "POLLOUT", seconds))


def _poll(descriptors: Collection[int], event: str, seconds: float | None) -> set[int]:
    if sys.platform == "win32":  # not supported on Windows
        return set()
    poll = select.poll()
    for descriptor in descriptors:
        poll.register(descriptor, getattr(select, event))
    milliseconds = None if seconds is None else max(0.0, seconds * 1000)
    return {descriptor for descriptor, _ in poll.poll(milliseconds)}
