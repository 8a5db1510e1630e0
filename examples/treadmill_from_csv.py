"""Make a treadmill session from a table of `direction,minutes,km/h`.

    python treadmill_from_csv.py < day.csv > day.yaml
    retrowalk check day.yaml

At each change of direction it inserts 45 seconds to stop the belt, turn and step on again. Empty
rows and a header row are skipped.
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterable, Iterator

import retrowalk as rw

MAKE = {"forward": rw.forward, "backward": rw.backward}
TURN = rw.stand("45s", label="Stop the belt, then turn")


def segments(rows: Iterable[list[str]]) -> Iterator[rw.Segment]:
    """Yield the table's segments, with time to turn between two directions."""
    before = None
    for name, minutes, speed in filter(None, rows):
        direction = name.strip().lower()
        if direction == "direction":
            continue
        if direction not in MAKE:
            sys.exit(f"{direction!r} is not a direction: write forward or backward")
        if before and before != direction:
            yield TURN
        yield MAKE[direction](float(minutes), speed_kmh=float(speed))
        before = direction


if __name__ == "__main__":
    print(rw.dump(rw.session("treadmill-day", segments(csv.reader(sys.stdin)))), end="")
