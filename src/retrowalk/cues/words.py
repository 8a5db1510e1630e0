"""The words of each cue, and of the times in them."""

from __future__ import annotations

from ..core.session import Direction, Session
from ..core.timeline import Cue, CueKind

_START = {
    Direction.FORWARD: "Walk forward, easy pace.",
    Direction.BACKWARD: "Walk backward. Small steps.",
    Direction.STAND: "Stand.",
}
_COUNTED = {3: "Three.", 2: "Two.", 1: "One."}


def words(session: Session, cue: Cue) -> str:
    """The sentence of a cue; a segment's own `say` takes the place of the usual start."""
    match cue.kind:
        case CueKind.START:
            segment = session.segments[cue.segment]
            return segment.say or _START[segment.direction]
        case CueKind.SOON:
            return "Backward soon. Slow down."
        case CueKind.MIDPOINT:
            return "Stand tall. Check behind."
        case CueKind.COUNTDOWN:
            return _COUNTED[cue.count or 1]
        case CueKind.DONE:
            return "Done."


SAFETY_LINE = "Path clear, shoes on, support in reach. Stop if dizzy or in pain."
"""The short line before every session."""
