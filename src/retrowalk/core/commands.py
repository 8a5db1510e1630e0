"""TODO."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from .events import (
    Outcome,
)
from .session import ZERO


class State(StrEnum):
    """Where a walk is in its life."""

    READY = "ready"
    WALKING = "walking"
    PAUSED = "paused"
    OVER = "over"


class Verb(StrEnum):
    """What a walker can ask for."""

    PAUSE = "pause"
    RESUME = "resume"
    TOGGLE = "toggle"
    NEXT = "next"
    PREVIOUS = "previous"
    EXTEND = "extend"
    END = "end"


@dataclass(frozen=True)
class Command:
    """A wish of the walker: `by` belongs to EXTEND, `outcome` to END."""

    verb: Verb
    by: timedelta = ZERO
    outcome: Outcome = Outcome.ENDED


_ANY = {Verb.TOGGLE, Verb.NEXT, Verb.PREVIOUS, Verb.EXTEND, Verb.END}


ALLOWED: dict[State, frozenset[Verb]] = {
    State.READY: frozenset(),
    State.WALKING: frozenset(_ANY | {Verb.PAUSE}),
    State.PAUSED: frozenset(_ANY | {Verb.RESUME}),
    State.OVER: frozenset(),
}
