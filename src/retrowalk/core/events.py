"""The events of a walk, as frozen dataclasses.

`at` is session time: time walked since the first segment started, without pauses. In the lead-in
it is the time at which the walk will start, minus the time left: negative unless it is resumed.
`now` is the time since the walk began, with pauses. `kind` is the event's name in the event stream,
the hooks and the history.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import ClassVar

from .cue_rules import Cue
from .value import Value


class Outcome(StrEnum):
    """How a walk ended."""

    COMPLETED = "completed"
    ENDED = "ended"
    INTERRUPTED = "interrupted"


class EndReason(StrEnum):
    """Why a segment ended."""

    DONE = "done"
    SKIPPED = "skipped"
    RESTARTED = "restarted"
    STOPPED = "stopped"


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Event(Value):
    """Something that happened at a moment."""

    kind: ClassVar[str]
    at: timedelta
    now: timedelta


class SessionStarted(Event):
    """The lead-in is over: the first segment begins."""

    kind = "session-start"


class Paused(Event):
    """The walk was paused."""

    kind = "pause"


class Resumed(Event):
    """The walk continues after a pause, or after an interruption."""

    kind = "resume"


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class OnSegment(Event):
    """Something that happened to the segment `index` (from 0; -1 is the lead-in)."""

    index: int


class SegmentStarted(OnSegment):
    """The segment began."""

    kind = "segment-start"


class SkippedOn(OnSegment):
    """The segment was left before its end, for the next one."""

    kind = "skip"


class WentBack(OnSegment):
    """The walk went back to the start of the segment."""

    kind = "back"


class LapMarked(OnSegment):
    """The walker marked a lap in an open segment."""

    kind = "lap"


class Repeated(OnSegment):
    """The walker asked to hear the segment's instruction again."""

    kind = "repeat"


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Extended(OnSegment):
    """The segment was made longer, or with a negative `by` shorter."""

    kind = "extend"
    by: timedelta


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class SegmentEnded(OnSegment):
    """The segment ended after `walked`."""

    kind = "segment-end"
    walked: timedelta
    reason: EndReason


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class CueGiven(Event):
    """A cue was due at `now`; `late` is how much later the program woke up."""

    kind = "cue"
    cue: Cue
    late: timedelta


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class GapFound(Event):
    """The program could not run for `length`; a `Paused` follows if that paused the walk."""

    kind = "gap"
    length: timedelta


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class SessionEnded(Event):
    """The walk is over."""

    kind = "session-end"
    outcome: Outcome


EVENT_KINDS = tuple(
    event.kind
    for event in (
        *(SessionStarted, SegmentStarted, CueGiven, Paused, Resumed, SkippedOn, WentBack),
        *(LapMarked, Repeated, Extended, GapFound, SegmentEnded, SessionEnded),
    )
)
"""Every kind, in the order of docs/events.md."""
