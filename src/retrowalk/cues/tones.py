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
    """Return the tone of a cue.

    It rises for forward and falls for backward; two low notes announce a change, pips count down.
    """
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
