"""The timeline of a session: which cue is due when, computed from the plan alone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import NamedTuple

from .session import ZERO, Direction, Segment, Session

SOON = timedelta(seconds=10)
"""How long before a backward segment the walker is told to slow down."""
COUNTED = (3, 2, 1)
"""The last seconds of a segment that are counted."""
MIDPOINT_OVER = timedelta(minutes=2)
"""A segment longer than this has a cue at its midpoint."""
BACKWARD_MIDPOINT_OVER = timedelta(seconds=40)
"""The same for a backward bout, off a treadmill: there the walker is to look behind."""


class CueKind(StrEnum):
    """What a cue is for."""

    START = "start"
    SOON = "soon"
    MIDPOINT = "midpoint"
    TIME_LEFT = "time-left"
    COUNTDOWN = "countdown"
    DONE = "done"


@dataclass(frozen=True)
class Cue:
    """Something to say or sound to the walker; `segment` counts from 0, the lead-in is -1.

    `direction` is the one the cue speaks of: of the segment, or for SOON of the one to come.
    `count` is the second counted (3, 2, 1) by a COUNTDOWN, the seconds left told by a TIME_LEFT.
    """

    kind: CueKind
    segment: int
    direction: Direction
    count: int | None = None


class Mark(NamedTuple):
    """A cue and when it is due, from the session's start; `at` is None after an open segment."""

    at: timedelta | None
    cue: Cue


class Due(NamedTuple):
    """A cue and when it is due, from its segment's start."""

    offset: timedelta
    cue: Cue


def cues_within(session: Session, index: int, following: int, limit: timedelta | None) -> list[Due]:
    """Return the cues after the start of segment `index` (-1: lead-in), in order.

    `following` is the index of the next segment. The segment ends at `limit`; None is an open
    one, whose end is unknown, so that no cue announces it.
    """
    due: list[Due] = []
    segment = session.segments[index] if index >= 0 else None
    direction = segment.direction if segment else Direction.STAND
    if segment and _has_midpoint(session, segment):
        half = (segment.limit or ZERO) / 2
        if limit is None or half < limit:
            due.append(Due(half, Cue(CueKind.MIDPOINT, index, direction)))
    if segment and limit is not None:
        due += _times_left(session.cues.every, index, direction, limit)
    if limit is not None:
        coming = _segment_at(session, following)
        if coming and coming.direction is Direction.BACKWARD and limit > SOON:
            due.append(Due(limit - SOON, Cue(CueKind.SOON, index, coming.direction)))
        due += [
            Due(limit - timedelta(seconds=n), Cue(CueKind.COUNTDOWN, index, direction, n))
            for n in COUNTED
            if limit > timedelta(seconds=n)
        ]
    return sorted(due, key=lambda d: d.offset)


def _segment_at(session: Session, index: int) -> Segment | None:
    return session.segments[index] if index < len(session.segments) else None


def _has_midpoint(session: Session, segment: Segment) -> bool:
    """Whether the segment is long enough to be told at half of it."""
    if not session.cues.midpoint or segment.limit is None:
        return False
    looks_behind = segment.direction is Direction.BACKWARD and segment.speed_kmh is None
    return segment.limit > (BACKWARD_MIDPOINT_OVER if looks_behind else MIDPOINT_OVER)


def _times_left(
    every: timedelta | None, index: int, direction: Direction, limit: timedelta
) -> Iterator[Due]:
    """The time left, each full `every` before the end."""
    left = every
    while every and left and left < limit:
        seconds = round(left.total_seconds())
        yield Due(limit - left, Cue(CueKind.TIME_LEFT, index, direction, seconds))
        left += every


def last_round(session: Session) -> int | None:
    """Return the segment that begins the last round of the last repeat; None without rounds."""
    for index in range(len(session.segments) - 1, 0, -1):
        before, segment = session.segments[index - 1], session.segments[index]
        if segment.rounds and segment.round == segment.rounds > 1:
            if (before.round, before.rounds) == (segment.rounds - 1, segment.rounds):
                return index
        elif segment.round == 1 and (segment.rounds or 1) > 1:
            return None
    return None


def timeline(session: Session) -> Iterator[Mark]:
    """Yield every planned cue in order, from the session's start (no lead-in) to its end."""
    at: timedelta | None = ZERO
    for index, segment in enumerate(session.segments):
        yield Mark(at, Cue(CueKind.START, index, segment.direction))
        for due in cues_within(session, index, index + 1, segment.limit):
            yield Mark(None if at is None else at + due.offset, due.cue)
        at = None if at is None or segment.duration is None else at + segment.duration
    if session.segments:
        last = len(session.segments) - 1
        yield Mark(at, Cue(CueKind.DONE, last, session.segments[last].direction))


def starts(session: Session) -> list[timedelta | None]:
    """Return when each segment starts, from the session's start; None after an open segment."""
    return [mark.at for mark in timeline(session) if mark.cue.kind is CueKind.START]


def planned_after(session: Session) -> list[timedelta]:
    """Return for each segment the planned time from its start to the session's end, and 0."""
    rest = [ZERO]
    for segment in reversed(session.segments):
        rest.append(rest[-1] + (segment.duration or ZERO))
    return rest[::-1]
