"""Describe segments and sessions in words, for the screen, the reports and the exports."""

from __future__ import annotations

import re
from datetime import timedelta

from ..durations import clock_text
from ..sanitize import printable
from .session import KMH_PER_MPH, Direction, Segment, Session

ARROWS = {Direction.FORWARD: "▲", Direction.BACKWARD: "▼", Direction.STAND: "■"}
"""Arrows for documents. For terminals, `screen.glyphs` chooses what can be shown."""
OPEN = "open"
"""The length of an open segment in tables."""


def segment_length(segment: Segment) -> str:
    """Return a segment's length for a table: "1:00", or "open"."""
    return OPEN if segment.duration is None else clock_text(segment.duration)


def segment_name(segment: Segment, when_open: str = ", as long as you like") -> str:
    """Return direction and length: "Backward 1:00". `when_open` follows an open direction."""
    direction = segment.direction.capitalize()
    return direction + (when_open if segment.duration is None else f" {segment_length(segment)}")


def segment_line(segment: Segment) -> str:
    """Return the segment's name and label: "Backward 1:00, Small steps"."""
    return segment_name(segment) + (f", {printable(segment.label)}" if segment.label else "")


def segment_details(segment: Segment, units: str = "km/h") -> list[str]:
    """Return label, note, speed, cadence and (if open) limit, as far as the segment has them."""
    details = [printable(text) for text in (segment.label, segment.note) if text]
    details += segment_pace(segment, units)
    if segment.duration is None and segment.at_most is not None:
        details.append(f"at most {clock_text(segment.at_most)}")
    return details


def segment_pace(segment: Segment, units: str = "km/h") -> list[str]:
    """Return speed and cadence, if the segment has them: ["2 km/h", "80 steps/min"]."""
    speed = [speed_text(segment.speed_kmh, units)] if segment.speed_kmh is not None else []
    return speed + ([f"{segment.cadence} steps/min"] if segment.cadence is not None else [])


def segment_steps(segment: Segment) -> list[str]:
    """Return the steps that the note of a stand segment lists, such as those of a turn."""
    if segment.direction is not Direction.STAND or not segment.note:
        return []
    parts = [part for part in re.split(r"[,;.] +", printable(segment.note).rstrip(".")) if part]
    return [part[:1].upper() + part[1:] for part in parts] if len(parts) > 1 else []


def round_text(segment: Segment) -> str:
    """Return "2 of 3", or nothing outside of a repeat."""
    return f"{segment.round} of {segment.rounds}" if segment.round else ""


def speed_text(kmh: float, units: str) -> str:
    """Return a speed in "km/h" or "mph": "1.2 km/h", "0.75 mph"."""
    return f"{kmh:g} km/h" if units == "km/h" else f"{kmh / KMH_PER_MPH:.3g} mph"


def session_totals(session: Session) -> str:
    """Return the planned times in one line: "20:00 in all, 17:00 forward, 3:00 backward".

    Open segments follow: "As long as you like (backward at most 3:00 each)".
    """
    times = [f"{clock_text(session.time(d))} {d}" for d in Direction if session.time(d)]
    if not session.total:
        return f"As long as you like{_open_limits(session)}"
    planned = ", ".join([f"{clock_text(session.total)} in all", *times])
    if not session.has_open:
        return planned
    return f"{planned}; open segments as long as you like{_open_limits(session)}"


def total_length(session: Session, direction: Direction | None = None) -> str:
    """Return the planned time, total or in one direction, for a list: "20:00", "5:00+", "open"."""
    open_directions = session.open_directions
    if direction is None:
        return planned_text(session.total, has_open=bool(open_directions))
    return planned_text(session.time(direction), has_open=direction in open_directions)


def planned_text(planned: timedelta, *, has_open: bool) -> str:
    """Return a planned time: "5:00"; with open segments "5:00+", or "open" if all are open."""
    if not has_open:
        return clock_text(planned)
    return f"{clock_text(planned)}+" if planned else OPEN


def _open_limits(session: Session) -> str:
    """Return the limits of the open segments: " (backward at most 3:00 each)", or nothing."""
    limits: dict[Direction, list[timedelta]] = {}
    for segment in session.segments:
        if segment.duration is None and segment.at_most is not None:
            limits.setdefault(segment.direction, []).append(segment.at_most)
    parts = [
        f"{direction} at most {clock_text(max(each))}" + (" each" if len(each) > 1 else "")
        for direction, each in limits.items()
    ]
    return f" ({', '.join(parts)})" if parts else ""
