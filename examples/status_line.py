"""Turn retrowalk's events into a status line.

    retrowalk intervals --events - | python status_line.py --format waybar
    tail -f walk.ndjson | python status_line.py    # of a walk with `--events walk.ndjson`

Formats: `tmux` and `i3` print a line of text, `waybar` a line of JSON.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable, Iterator

ARROWS = {"forward": "▲", "backward": "▼", "stand": "■"}


def states(lines: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield a text and a class each time the walk's state changes."""
    text, kind = "", "idle"
    for line in lines:
        event = json.loads(line)
        match event["event"]:
            case "segment-start":
                kind = event["direction"]
                length = f" {event['seconds']:g} s" if event["seconds"] else ""
                turn = f" ({event['round']}/{event['rounds']})" if event["round"] else ""
                text = f"{ARROWS[kind]} {kind}{length}{turn}"
                yield text, kind
            case "pause":
                yield f"{text} · paused", "paused"
            case "resume":
                yield text, kind
            case "session-end":
                yield f"walk {event['outcome']}", "idle"


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--format", choices=("tmux", "i3", "waybar"), default="tmux")
    chosen = parser.parse_args().format
    for text, kind in states(sys.stdin):
        line = json.dumps({"text": text, "class": kind}) if chosen == "waybar" else text
        print(line, flush=True)


if __name__ == "__main__":
    main()
