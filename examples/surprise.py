"""Print a session that is different each day, in one line.

    retrowalk run "$(python surprise.py)"

The same day gives the same session, so that friends walk the same one. It stays well inside the
limits: backward bouts of 15 to 60 seconds, at most six of them.
"""

from __future__ import annotations

import random
import sys
from datetime import date


def line(day: str) -> str:
    """Return the day's session."""
    dice = random.Random(day)
    rounds = dice.randint(3, 6)
    backward = dice.choice((15, 20, 30, 40, 60))
    forward = backward * dice.randint(2, 5)
    return f"3m f, {rounds}x({backward}s b {forward}s f), 2m f"


if __name__ == "__main__":
    print(line(sys.argv[1] if len(sys.argv) > 1 else date.today().isoformat()))
