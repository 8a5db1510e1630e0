"""A session's plan as JSON, schema 1: a contract that other programs rely on."""

from __future__ import annotations

import json
from typing import Any

from ..durations import number
from .cue_rules import Cue, CueKind
from .session import Direction, Session
from .timeline import starts, timeline


def plan_json(session: Session) -> dict[str, Any]:
    """Return the plan. Times are in seconds; open segments count as 0 in the totals."""
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
        "cues": [
            {
                "index": mark.cue.segment + 1,
                "at": None if mark.at is None else number(mark.at),
                "cue": str(mark.cue.kind),
                "direction": str(mark.cue.direction),
                "count": mark.cue.count,
            }
            for mark in timeline(session)
            if _is_planned(session, mark.cue)
        ],
    }


def _is_planned(session: Session, cue: Cue) -> bool:
    """Return whether the plan lists a cue. Cues within an open segment are not listed."""
    within_open = session.segments[cue.segment].limit is None
    return not within_open or cue.kind in (CueKind.START, CueKind.DONE)


def plan_text(session: Session) -> str:
    """Return the plan as JSON text."""
    return json.dumps(plan_json(session), indent=2, ensure_ascii=False) + "\n"
