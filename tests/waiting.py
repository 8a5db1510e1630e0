"""Wait for something that another process or thread does."""

import time
from collections.abc import Callable


def until(condition: Callable[[], object], seconds: float = 60.0) -> None:
    """Return as soon as a condition is true; fail if it is not within the limit."""
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it has never become true"
        time.sleep(0.01)
