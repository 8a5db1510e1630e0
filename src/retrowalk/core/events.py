"""What happens on a walk, as one vocabulary of facts.

`at` is session time: time walked since the first segment began, without pauses, negative in
the lead-in. `now` is the time since the program began the walk, pauses included.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from .timeline import Cue


class Outcome(StrEnum):
    """How a walk came to its end."""

    COMPLETED = "completed"
    ENDED = "ended"
    INTERRUPTED = "interrupted"


class EndReason(StrEnum):
    """Why a segment ended."""

    DONE = "done"
    SKIPPED = "skipped"
    RESTARTED = "restarted"
    STOPPED = "stopped"


@dataclass(frozen=True, kw_only=True)
class Event:
    """Something that happened at a moment."""

    at: timedelta
    now: timedelta


class SessionStarted(Event):
    """The lead-in is over: the first segment begins."""


class Paused(Event):
    """The walker paused."""


class Resumed(Event):
    """The walker goes on."""


@dataclass(frozen=True, kw_only=True)
class OnSegment(Event):
    """Something that happened to the segment `index` (from 0; -1 is the lead-in)."""

    index: int


class SegmentStarted(OnSegment):
    """The segment begins."""


class SkippedOn(OnSegment):
    """The walker went on to the next segment before this one's end."""


class WentBack(OnSegment):
    """The walker went back, to the start of the segment."""


@dataclass(frozen=True, kw_only=True)
class Extended(OnSegment):
    """The segment was made longer, or with a negative `by` shorter."""

    by: timedelta


@dataclass(frozen=True, kw_only=True)
class SegmentEnded(OnSegment):
    """The segment ended after `walked`."""

    walked: timedelta
    reason: EndReason


@dataclass(frozen=True, kw_only=True)
class CueGiven(Event):
    """A cue came due at `now`; `late` tells how much later the program woke up."""

    cue: Cue
    late: timedelta


@dataclass(frozen=True, kw_only=True)
class GapFound(Event):
    """The program could not run for `length`; the walk went on by true time, or was paused."""

    length: timedelta


@dataclass(frozen=True, kw_only=True)
class SessionEnded(Event):
    """The walk is over."""

    outcome: Outcome
