"""A plan as JSON: the contract that other programs read."""

from __future__ import annotations

import json
from typing import Any

from ..durations import number
from .session import Direction, Session
from .timeline import starts


def plan_json(session: Session) -> dict[str, Any]:
    """The plan, schema 1: seconds are numbers, absent values null, open segments count 0."""
    return {
        "schema": 1,
        "name": session.name,
        "title": session.title,
        "seconds": number(session.total),
        "forward_seconds": number(session.time(Direction.FORWARD)),
        "backward_seconds": number(session.time(Direction.BACKWARD)),
        "segments": [
            {
                "index": index,
                "direction": str(segment.direction),
                "seconds": None if segment.duration is None else number(segment.duration),
                "start": None if start is None else number(start),
                "label": segment.label,
                "note": segment.note,
                "speed_kmh": segment.speed_kmh,
                "cadence": segment.cadence,
                "round": segment.round,
                "rounds": segment.rounds,
            }
            for index, (segment, start) in enumerate(
                zip(session.segments, starts(session), strict=True), 1
            )
        ],
    }


def plan_text(session: Session) -> str:
    """The same as text."""
    return json.dumps(plan_json(session), indent=2, ensure_ascii=False) + "\n"
