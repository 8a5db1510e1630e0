"""Names and times as the exports write them."""

from __future__ import annotations

from ..characters import printable
from ..core.energy import KMH_PER_MPH
from ..core.session import Direction, Segment, Session
from ..durations import clock_text

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
