"""Names and times as the exports write them."""

from __future__ import annotations

from datetime import timedelta

from ..durations import clock_text
from ..sanitize import printable
from .energy import KMH_PER_MPH
from .session import Direction, Segment, Session

ARROWS = {Direction.FORWARD: "▲", Direction.BACKWARD: "▼", Direction.STAND: "■"}


def length_of(segment: Segment) -> str:
    """ "1:00", or "open"."""
    return "open" if segment.duration is None else clock_text(segment.duration)


def name_of(segment: Segment) -> str:
    """A segment in two words: "Backward 1:00"."""
    return f"{segment.direction.capitalize()} {length_of(segment)}"


def line_of(segment: Segment) -> str:
    """The same with its label: "Backward 1:00, Small steps"."""
    return name_of(segment) + (f", {printable(segment.label)}" if segment.label else "")


def details_of(segment: Segment, units: str) -> list[str]:
    """All else that a walker reads of a segment: label, note, speed, steps, limit."""
    details = [printable(text) for text in (segment.label, segment.note) if text]
    if segment.speed_kmh is not None:
        details.append(speed_of(segment.speed_kmh, units))
    if segment.cadence is not None:
        details.append(f"{segment.cadence} steps/min")
    if segment.duration is None and segment.at_most is not None:
        details.append(f"at most {clock_text(segment.at_most)}")
    return details


def speed_of(kmh: float, units: str) -> str:
    """A speed in the units that were chosen."""
    return f"{kmh:g} km/h" if units == "km/h" else f"{kmh / KMH_PER_MPH:.3g} mph"


def totals_of(session: Session) -> str:
    """The session's times in one line: "20:00 in all, 17:00 forward, 3:00 backward"."""
    if not session.total:
        return "every segment is open: it goes on until you do"
    parts = [f"{clock_text(session.total)} in all"]
    for direction in Direction:
        if time := session.time(direction):
            parts.append(f"{clock_text(time)} {direction}")
    return ", ".join(parts) + (", and the open segments" if session.has_open else "")


def speed_text(kmh: float, units: str) -> str:
    """A speed in the units that were chosen: "1.2 km/h", "0.75 mph"."""
    return f"{kmh:g} km/h" if units == "km/h" else f"{kmh / KMH_PER_MPH:.3g} mph"


def pace(segment: Segment, units: str) -> str:
    """The segment's speed and cadence."""
    speed = speed_text(segment.speed_kmh, units) if segment.speed_kmh else ""
    beat = f"{segment.cadence} steps/min" if segment.cadence else ""
    return ", ".join(part for part in (speed, beat) if part)


def plan_words(segment: Segment, dot: str, units: str = "km/h") -> str:
    """What a plan says of a segment besides its times."""
    words = [segment.label, segment.note, *_extras(segment, units)]
    return f" {dot} ".join(word for word in words if word)


def _extras(segment: Segment, units: str) -> list[str]:
    extras = []
    if segment.speed_kmh is not None:
        extras.append(speed_text(segment.speed_kmh, units))
    if segment.cadence is not None:
        extras.append(f"{segment.cadence} steps/min")
    if segment.duration is None and segment.at_most is not None:
        extras.append(f"at most {clock_text(segment.at_most)}")
    return extras


def totals(session: Session) -> str:
    """The session's times in one line: "20:00 in all, 17:00 forward, 3:00 backward"."""
    parts = [f"{clock_text(session.total)} in all"]
    for direction in Direction:
        if time := session.time(direction):
            parts.append(f"{clock_text(time)} {direction}")
    if session.has_open:
        parts.append("and the open segments")
    return ", ".join(parts)


def short_totals(session: Session) -> tuple[str, str]:
    """Total and backward time for lists; a session with open segments has "open" among them."""
    backward = session.time(Direction.BACKWARD)
    open_back = any(
        s.duration is None and s.direction is Direction.BACKWARD for s in session.segments
    )
    return (
        _with_open(session.total, has_open=session.has_open),
        _with_open(backward, has_open=open_back),
    )


def _with_open(duration: timedelta, *, has_open: bool) -> str:
    if not has_open:
        return clock_text(duration)
    return f"{clock_text(duration)}+" if duration else "open"
