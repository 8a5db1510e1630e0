"""List every cue of a session with its time, without waiting.

python read_aloud.py "2x(5f 1b)"
"""

from __future__ import annotations

import sys

import retrowalk as rw


def main(line: str) -> None:
    for mark in rw.timeline(rw.parse(line)):
        minutes, seconds = divmod(round(mark.at.total_seconds()), 60)
        print(f"{minutes:3}:{seconds:02}  {mark.cue.kind:<10} {mark.cue.direction}")


if __name__ == "__main__":
    main(sys.argv[1])
