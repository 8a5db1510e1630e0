"""The words of each cue, sentence by sentence."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from ..core.cue_rules import Cue, CueKind
from ..core.events import Event, GapFound, Repeated
from ..core.session import KMH_PER_MPH, Direction, Segment, Session
from ..core.timeline import begins_last_round, new_round
from ..core.view import View
from .phrases import (
    covered,
    round_sentence,
    sentences,
    speed_sentence,
    time_left_sentence,
    time_sentence,
)

PAUSED = "Walk paused."
SOUND_ON = "Sound on."
LESSONS = {
    Direction.FORWARD: "This means forward.",
    Direction.BACKWARD: "This means backward.",
    Direction.STAND: "This means stop.",
}
"""What the tone of each direction means."""

_START = {Direction.FORWARD: "Walk forward.", Direction.BACKWARD: "Walk backward."}
_STAND, _BELT_STAND = "Stand and rest.", "Stop the belt."
_MANNER = {Direction.FORWARD: "Gentle pace.", Direction.BACKWARD: "Small steps."}
_COUNTED = {3: "Three.", 2: "Two.", 1: "One."}
_READY = "Get ready."


def spoken(
    session: Session,
    cue: Cue,
    *,
    left: timedelta | None = None,
    walked: timedelta | None = None,
    units: str = "km/h",
) -> list[str]:
    """Return the sentences of a cue. A text that the built-in voice cannot say is not split.

    `left` is said instead of the segment's length, `walked` at the end. Speeds are in `units`.
    """
    segment = session.segments[max(cue.segment, 0)]
    seconds = timedelta(seconds=cue.count or 0)
    match cue.kind:
        case CueKind.READY:
            return _ready(session, cue)
        case CueKind.START:
            return _start(session, cue.segment, left, units)
        case CueKind.SOON:
            return _soon(session, cue)
        case CueKind.TIME_LEFT | CueKind.MIDPOINT:
            return [time_left_sentence(seconds), *_posture(session, segment)]
        case CueKind.ELAPSED:
            resting = segment.direction is Direction.STAND
            still = "Still resting." if resting else "Still walking."
            return [still, time_sentence(seconds), *_posture(session, segment)]
        case CueKind.CHECK:
            return _posture(session, segment)
        case CueKind.COUNTDOWN:
            return [_COUNTED[cue.count or 1]]
        case CueKind.DONE:
            stop = [_BELT_STAND] if session.on_treadmill and _START.get(segment.direction) else []
            total = [time_sentence(rounded(walked), "walked")] if walked else []
            return [*stop, "Walk finished.", *total]


def words(
    session: Session,
    cue: Cue,
    *,
    left: timedelta | None = None,
    walked: timedelta | None = None,
    units: str = "km/h",
) -> str:
    """Return the sentences that `spoken` returns, in one line."""
    return " ".join(spoken(session, cue, left=left, walked=walked, units=units))


def variants(parts: list[str]) -> list[list[str]]:
    """Return the sentences and shorter and shorter versions of them.

    The first sentence is the most important, unless it is "Get ready.".
    """
    if parts[:1] == [_READY] and len(parts) > 1:
        return [parts, *variants(parts[1:])]
    return [parts[:count] for count in range(len(parts), 0, -1)]


def time_left_to_say(view: View, events: Iterable[Event]) -> timedelta | None:
    """Return the time left if the direction is announced in the middle of a segment, else None.

    This happens after a gap, when a walk is resumed, and when the walker asks for it.
    """
    is_resumed = bool(view.first_at) and view.index == view.first
    is_late = any(isinstance(event, GapFound | Repeated) for event in events)
    in_the_middle = view.elapsed >= timedelta(seconds=1)
    return view.remaining if in_the_middle and (is_resumed or is_late) else None


def rounded(time: timedelta) -> timedelta:
    """Return a time rounded to minutes; return a time below one minute unchanged."""
    minute = timedelta(minutes=1)
    return time if time < minute else (time + minute / 2) // minute * minute


def extension_sentence(by: timedelta) -> str:
    """Return "Thirty seconds more.", or with a negative time "Thirty seconds less."."""
    return time_sentence(abs(by), "more" if by > timedelta() else "less")


def _ready(session: Session, cue: Cue) -> list[str]:
    """Say what comes after the lead-in."""
    if cue.direction is Direction.STAND:
        return [_READY]
    belt = ["Start the belt."] if session.on_treadmill else []
    return [_READY, f"First, walk {cue.direction}.", *belt]


def _start(session: Session, index: int, left: timedelta | None, units: str) -> list[str]:
    """Say what to do, for how long, in which round, and how."""
    segment = session.segments[index]
    parts = sentences(segment.say) if segment.say and covered(segment.say) else []
    parts = parts or [segment.say or _direction(session, segment)]
    if left is not None:
        parts.append(time_left_sentence(left))
    elif segment.duration is not None:
        parts.append(time_sentence(segment.duration))
    parts += _place(session, index)
    if not segment.say and segment.direction in _MANNER:
        parts.append(_MANNER[segment.direction])
    if segment.speed_kmh is not None:
        speed = segment.speed_kmh if units == "km/h" else segment.speed_kmh / KMH_PER_MPH
        parts.append(speed_sentence(speed))
    return parts


def _direction(session: Session, segment: Segment) -> str:
    """Say the direction; for a stand, its label if the voice can say it."""
    if segment.direction is not Direction.STAND:
        return _START[segment.direction]
    if segment.label and covered(segment.label):
        return f"{segment.label.rstrip('.')}."
    return _BELT_STAND if session.on_treadmill else _STAND


def _place(session: Session, index: int) -> list[str]:
    """Say where in the session the segment is: "Round two of three.", "Last stretch."."""
    if begins_last_round(session, index):
        return ["Last round."]
    if begun := new_round(session, index):
        sentence = round_sentence(*begun)
        return [sentence] if sentence else []
    is_last = index + 1 == len(session.segments) > 1
    return ["Last stretch."] if is_last and session.segments[index].round is None else []


def _soon(session: Session, cue: Cue) -> list[str]:
    """Announce a change, depending on the current and the next direction."""
    belt = session.on_treadmill
    if cue.direction is Direction.STAND:
        return ["Stop soon.", "Slow the belt."] if belt else ["Stop soon."]
    is_standing = cue.segment < 0 or session.segments[cue.segment].direction is Direction.STAND
    if is_standing and belt:
        return [f"{cue.direction.capitalize()} next.", "Start the belt.", "Lowest speed."]
    if is_standing:
        return [_READY, f"{cue.direction.capitalize()} next."]
    how = "Slow down." if cue.direction is Direction.BACKWARD else "Stop, then turn."
    return [f"{cue.direction.capitalize()} soon.", how]


def _posture(session: Session, segment: Segment) -> list[str]:
    """Remind the walker of posture; on a treadmill there is no need to look behind."""
    if segment.direction is not Direction.BACKWARD:
        return []
    return ["Stand tall."] if session.on_treadmill else ["Check behind."]
