"""Make a treadmill session from a table of `direction,minutes,km/h`.

    python treadmill_from_csv.py < day.csv > day.yaml
    retrowalk check day.yaml

At each change of direction it inserts 45 seconds to stop the belt, turn and step on again.
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterable, Iterator

import retrowalk as rw

TURN = rw.stand("45s", label="Stop the belt, then turn")


def segments(rows: Iterable[list[str]]) -> Iterator[rw.Segment]:
    """Yield the table's segments, with time to turn between two directions."""
    before = None
    for direction, minutes, speed in rows:
        if before and before != direction:
            yield TURN
        make = {"forward": rw.forward, "backward": rw.backward}[direction.strip().lower()]
        yield make(float(minutes), speed_kmh=float(speed))
        before = direction


if __name__ == "__main__":
    print(rw.dump(rw.session("treadmill-day", segments(csv.reader(sys.stdin)))), end="")
