"""Which tone belongs to which cue."""

from __future__ import annotations

from enum import StrEnum

from ..core.session import Direction
from ..core.timeline import Cue, CueKind


class Tone(StrEnum):
    """The tones there are; each is a WAV file of this name."""

    FORWARD = "forward"
    BACKWARD = "backward"
    STAND = "stand"
    SOON = "soon"
    PIP = "pip"
    DONE = "done"
    BEAT = "beat"


_START = {
    Direction.FORWARD: Tone.FORWARD,
    Direction.BACKWARD: Tone.BACKWARD,
    Direction.STAND: Tone.STAND,
}


def tone(cue: Cue) -> Tone | None:
    """The tone of a cue: rising for forward, falling for backward, two low notes for a change
    to come, pips for the countdown."""
    match cue.kind:
        case CueKind.START:
            return _START[cue.direction]
        case CueKind.COUNTDOWN:
            return Tone.PIP
        case CueKind.SOON:
            return Tone.SOON
        case CueKind.DONE:
            return Tone.DONE
        case _:
            return None
