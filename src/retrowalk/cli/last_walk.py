"""The last walk, kept in one file of the data folder until a history keeps them all."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

from ..core.events import Outcome
from ..core.session import ZERO, Direction, Session
from ..core.summary import Summary
from ..presets import builder
from ..presets.loader import Document
from ..presets.source import Text
from ..presets.writer import data_of

FILE = "last-walk.json"


def keep(folder: Path, summary: Summary) -> None:
    """Keep a walk in place of the one before; where that cannot be, nothing is kept."""
    data = {
        "schema": 1,
        "session": data_of(summary.session),
        "outcome": summary.outcome,
        "by_segment": [time.total_seconds() for time in summary.by_segment],
        "done": summary.done,
        "skipped": summary.skipped,
        "pauses": summary.pauses,
        "paused": summary.paused.total_seconds(),
    }
    try:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / FILE).write_text(json.dumps(data), encoding="utf-8")
    except OSError:
        pass


def read(folder: Path) -> Summary | None:
    """The walk that was kept last; None where there is none that can be read."""
    try:
        data = json.loads((folder / FILE).read_text(encoding="utf-8"))
        return _summary(data)
    except Exception:  # whatever is wrong with the file, there is no walk in it
        return None


def _summary(data: dict[str, Any]) -> Summary:
    session = _session(data["session"])
    by_segment = tuple(timedelta(seconds=seconds) for seconds in data["by_segment"])
    walked = dict.fromkeys(Direction, ZERO)
    by_speed: dict[tuple[Direction, float | None], timedelta] = {}
    for segment, time in zip(session.segments, by_segment, strict=True):
        walked[segment.direction] += time
        kind = (segment.direction, segment.speed_kmh)
        by_speed[kind] = by_speed.get(kind, ZERO) + time
    return Summary(
        session=session,
        outcome=Outcome(data["outcome"]) if data["outcome"] else None,
        walked=walked,
        done=data["done"],
        skipped=data["skipped"],
        pauses=data["pauses"],
        paused=timedelta(seconds=data["paused"]),
        by_speed={kind: time for kind, time in by_speed.items() if time},
        by_segment=by_segment,
    )


def _session(data: dict[str, Any]) -> Session:
    document = Document(Text("", ""), data)
    return builder.build(builder.read(document, "session", thorough=False), {})
