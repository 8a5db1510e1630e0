"""Events as JSON objects, schema 1, for the event stream and hooks."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from ..core.events import (
    CueGiven,
    Event,
    Extended,
    GapFound,
    OnSegment,
    SegmentEnded,
    SegmentStarted,
    SessionEnded,
    SessionStarted,
)
from ..core.session import Session
from ..cues.wording import words
from ..durations import number


def event_json(
    event: Event,
    session: Session,
    clock: datetime,
    left: timedelta | None = None,
    units: str = "km/h",
) -> dict[str, Any]:
    """Return an event as an object; `clock` is the local time at which it is reported.

    `left` is the time left, for the text of a cue that starts in the middle of its segment. Speeds
    in the text of a cue are in `units`.
    """
    return {
        "schema": 1,
        "event": event.kind,
        "at": number(event.at),
        "clock": clock.isoformat(timespec="milliseconds"),
        **_details(event, session, left, units),
    }


def _details(event: Event, session: Session, left: timedelta | None, units: str) -> dict[str, Any]:
    match event:
        case SessionStarted():
            return {
                "name": session.name,
                "title": session.title,
                "seconds": number(session.total),
                "segments": len(session.segments),
            }
        case SegmentEnded():
            return {
                "index": event.index + 1,
                "direction": str(session.segments[event.index].direction),
                "seconds": number(event.walked),
                "reason": str(event.reason),
            }
        case SegmentStarted():
            return {"index": event.index + 1, **_segment(session, event.index)}
        case Extended():
            return {"index": event.index + 1, "seconds": number(event.by)}
        case OnSegment():
            return {"index": event.index + 1}
        case CueGiven():
            return _cue(event, session, left, units)
        case GapFound():
            return {"seconds": number(event.length)}
        case SessionEnded():
            return {"outcome": str(event.outcome)}
        case _:
            return {}


def _segment(session: Session, index: int) -> dict[str, Any]:
    segment = session.segments[index]
    return {
        "direction": str(segment.direction),
        "seconds": None if segment.duration is None else number(segment.duration),
        "label": segment.label,
        "note": segment.note,
        "round": segment.round,
        "rounds": segment.rounds,
    }


def _cue(event: CueGiven, session: Session, left: timedelta | None, units: str) -> dict[str, Any]:
    return {
        "index": event.cue.segment + 1,
        "cue": str(event.cue.kind),
        "direction": str(event.cue.direction),
        "count": event.cue.count,
        "text": words(session, event.cue, left=left, units=units),
        "late": number(event.late),
    }
