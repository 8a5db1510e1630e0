"""The tone of each cue."""

from __future__ import annotations

from enum import StrEnum

from ..core.cue_rules import Cue, CueKind
from ..core.session import Direction


class Tone(StrEnum):
    """The tones; each is a WAV file of this name."""

    FORWARD = "forward"
    BACKWARD = "backward"
    STAND = "stand"
    SOON = "soon"
    PIP = "pip"
    LAST_PIP = "last-pip"
    DONE = "done"
    BEAT = "beat"


START_TONES = {
    Direction.FORWARD: Tone.FORWARD,
    Direction.BACKWARD: Tone.BACKWARD,
    Direction.STAND: Tone.STAND,
}


def tone(cue: Cue) -> Tone | None:
    """Return the tone of a cue; reminders have none."""
    match cue.kind:
        case CueKind.START:
            return START_TONES[cue.direction]
        case CueKind.COUNTDOWN:
            return Tone.LAST_PIP if cue.count == 1 else Tone.PIP
        case CueKind.SOON:
            return Tone.SOON
        case CueKind.DONE:
            return Tone.DONE
        case _:
            return None
