"""The words of each cue, sentence by sentence, the most important first."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from ..core.events import Event, GapFound, Repeated
from ..core.session import Direction, Segment, Session
from ..core.timeline import Cue, CueKind, last_round
from ..core.view import View
from .phrases import covered, sentences, time_words

_START = {
    Direction.FORWARD: "Walk forward.",
    Direction.BACKWARD: "Walk backward.",
    Direction.STAND: "Stand still.",
}
_MANNER = {Direction.FORWARD: "Easy pace.", Direction.BACKWARD: "Small steps."}
_COUNTED = {3: "Three.", 2: "Two.", 1: "One."}
HALFWAY_OVER = timedelta(minutes=2)
"""Only in longer segments the walker is told that half of it is over."""


def spoken(
    session: Session, cue: Cue, *, left: timedelta | None = None, walked: timedelta | None = None
) -> list[str]:
    """The sentences of a cue; a text that the built-in voice cannot say stays in one piece.

    `left` is told in place of the segment's length, `walked` at the end.
    """
    segment = session.segments[max(cue.segment, 0)]
    match cue.kind:
        case CueKind.START:
            return _start(session, cue.segment, left)
        case CueKind.SOON:
            return ["Backward soon.", "Slow down."]
        case CueKind.MIDPOINT:
            return _midpoint(segment)
        case CueKind.TIME_LEFT:
            return [time_sentence(timedelta(seconds=cue.count or 0), "left")]
        case CueKind.COUNTDOWN:
            return [_COUNTED[cue.count or 1]]
        case CueKind.DONE:
            return ["Done."] + ([time_sentence(rounded(walked), "walked")] if walked else [])


def words(
    session: Session, cue: Cue, *, left: timedelta | None = None, walked: timedelta | None = None
) -> str:
    """The words of a cue in one line, as `spoken` has them."""
    return " ".join(spoken(session, cue, left=left, walked=walked))


def left_to_tell(view: View, events: Iterable[Event]) -> timedelta | None:
    """Return what is left of a segment that is announced after its start, otherwise None.

    That happens after a gap, when a walk is resumed, and when the walker asks for it.
    """
    resumed_from = bool(view.first_at) and view.index == view.first
    is_late = any(isinstance(event, GapFound | Repeated) for event in events)
    in_the_middle = view.elapsed >= timedelta(seconds=1)
    return view.remaining if in_the_middle and (resumed_from or is_late) else None


def time_sentence(time: timedelta, ending: str = "") -> str:
    """A time as a sentence of its own: "One minute"."""
    return f"{time_words(time)} {ending}".strip().capitalize() + "."


def rounded(time: timedelta) -> timedelta:
    """A time as somebody would tell it afterwards: from a minute on, in whole minutes."""
    minute = timedelta(minutes=1)
    return time if time < minute else (time + minute / 2) // minute * minute


def _start(session: Session, index: int, left: timedelta | None) -> list[str]:
    """What to do, for how long, and how; a segment's own `say` takes the place of the first."""
    segment = session.segments[index]
    said = [_START[segment.direction]]
    if segment.say:
        said = sentences(segment.say) if covered(segment.say) else [segment.say]
    if left is not None:
        said.append(time_sentence(left, "left"))
    elif segment.duration is not None:
        said.append(time_sentence(segment.duration))
    if not segment.say and segment.direction in _MANNER:
        said.append(_MANNER[segment.direction])
    if last_round(session) == index:
        said.append("Last round.")
    return said


def _midpoint(segment: Segment) -> list[str]:
    said = ["Halfway."] if (segment.limit or timedelta()) > HALFWAY_OVER else []
    if segment.direction is Direction.BACKWARD and segment.speed_kmh is None:
        said += ["Stand tall.", "Check behind."]
    return said


SAFETY_LINE = "Path clear, shoes on, support in reach. Stop if dizzy or in pain."
"""The short line before every session."""
