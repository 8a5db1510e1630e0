"""The states of a walk, the commands a walker can give, and which command is allowed when."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from .events import Outcome
from .session import ZERO
from .value import Value


class State(StrEnum):
    """The state of a walk."""

    READY = "ready"
    WALKING = "walking"
    PAUSED = "paused"
    RESUMING = "resuming"
    OVER = "over"


class Verb(StrEnum):
    """The kinds of commands."""

    PAUSE = "pause"
    RESUME = "resume"
    TOGGLE = "toggle"
    NEXT = "next"
    PREVIOUS = "previous"
    JUMP = "jump"
    LAP = "lap"
    REPEAT = "repeat"
    EXTEND = "extend"
    END = "end"


@dataclass(frozen=True, eq=False, repr=False)
class Command(Value):
    """A command of the walker. EXTEND uses `by`, JUMP uses `index`, and END uses `outcome`."""

    verb: Verb
    by: timedelta = ZERO
    index: int = 0
    outcome: Outcome = Outcome.ENDED


TRANSITIONS: Mapping[State, Mapping[Verb, tuple[State, ...]]] = {
    State.READY: {},
    State.WALKING: {
        Verb.PAUSE: (State.PAUSED,),
        Verb.TOGGLE: (State.PAUSED,),
        Verb.NEXT: (State.WALKING, State.OVER),
        Verb.PREVIOUS: (State.WALKING,),
        Verb.JUMP: (State.WALKING,),
        Verb.LAP: (State.WALKING,),
        Verb.REPEAT: (State.WALKING,),
        Verb.EXTEND: (State.WALKING,),
        Verb.END: (State.OVER,),
    },
    State.PAUSED: {
        Verb.RESUME: (State.WALKING, State.RESUMING),
        Verb.TOGGLE: (State.WALKING, State.RESUMING),
        Verb.NEXT: (State.PAUSED, State.OVER),
        Verb.PREVIOUS: (State.PAUSED,),
        Verb.JUMP: (State.PAUSED,),
        Verb.REPEAT: (State.PAUSED,),
        Verb.EXTEND: (State.PAUSED,),
        Verb.END: (State.OVER,),
    },
    State.RESUMING: {
        Verb.PAUSE: (State.PAUSED,),
        Verb.TOGGLE: (State.PAUSED,),
        Verb.NEXT: (State.WALKING, State.OVER),
        Verb.PREVIOUS: (State.WALKING,),
        Verb.JUMP: (State.WALKING,),
        Verb.EXTEND: (State.RESUMING,),
        Verb.END: (State.OVER,),
    },
    State.OVER: {},
}
"""Which command is allowed in which state, and the states it can lead to.

NEXT in the last segment leads to OVER. A pause in a backward segment ends with a countdown, in the
state RESUMING.
"""
AUTOMATIC: Mapping[State, Mapping[str, State]] = {
    State.READY: {"begin": State.WALKING},
    State.WALKING: {"a long gap": State.PAUSED, "the last segment ends": State.OVER},
    State.PAUSED: {},
    State.RESUMING: {"the countdown ends": State.WALKING},
    State.OVER: {},
}
"""State changes that happen without a command."""
