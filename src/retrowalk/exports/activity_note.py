"""A recorded walk as a Markdown note with front matter, for note-taking programs."""

from __future__ import annotations

import json
from collections.abc import Iterator

from ..core.describe import ARROWS
from ..core.session import Direction
from ..durations import clock_text
from ..sanitize import printable
from .activity import Activity
from .markdown import plain


def note(activity: Activity) -> str:
    """Return the file's content; lengths in the front matter are minutes."""
    front = "".join(f"{key}: {json.dumps(value)}\n" for key, value in _front(activity))
    rows = [
        f"| {number} | {lap.start:%H:%M:%S} | {ARROWS[lap.direction]} {plain(printable(lap.name))}"
        f" | {clock_text(lap.moving)} |"
        for number, lap in enumerate(activity.laps, 1)
    ]
    table = "\n".join(["| # | start | segment | walked |", "| --: | --: | :-- | --: |", *rows])
    words = f"\n{plain(printable(activity.note))}\n" if activity.note else ""
    return f"---\n{front}---\n\n# {plain(printable(activity.title))}\n\n{table}\n{words}"


def _front(activity: Activity) -> Iterator[tuple[str, object]]:
    yield "date", f"{activity.start:%Y-%m-%d}"
    yield "start", activity.start.isoformat(timespec="seconds")
    yield "title", printable(activity.title)
    yield "preset", activity.preset
    yield "minutes", _minutes(activity.moving.total_seconds())
    for direction in (Direction.FORWARD, Direction.BACKWARD):
        yield str(direction), _minutes(activity.time(direction).total_seconds())
    for name in ("effort", "pain", "stumble"):
        if (value := getattr(activity, name)) is not None:
            yield name, value
    yield "uid", activity.uid


def _minutes(seconds: float) -> float:
    return round(seconds / 60, 2)
