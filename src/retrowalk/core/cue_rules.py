"""The kinds of cues, and where they are due within a segment.

Every rule follows from the plan alone. How long words take, and which cue yields to which, is
decided later, in `retrowalk.cues.scheduler`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import NamedTuple

from .session import SECOND, ZERO, Direction, Segment, Session

MINUTE = timedelta(minutes=1)
BACKWARD_SOON = 15 * SECOND
"""How long before a change from forward to backward it is announced."""
SOON = 10 * SECOND
"""How long before every other change of direction it is announced."""
LATEST_SOON = 5 * SECOND
"""An announcement that conflicts with another cue is delayed, but not beyond this."""
START_TIME = 2 * SECOND
"""How long it takes to say a direction; no other cue is due that early if there is time later."""
SHORTEST_WARNED = LATEST_SOON + timedelta(seconds=0.7)
"""A shorter segment has no time for an announcement between its tone and its countdown."""
READY_AT = timedelta(seconds=0.4)
"""When the lead-in says what comes next: a sound device needs a moment to start."""
SHORTEST_READY = 4 * SECOND
"""A shorter lead-in has time only for its countdown."""
RESUME_COUNTDOWN = 3 * SECOND
"""The length of the countdown before a backward segment continues after a pause."""
COUNTED = (3, 2, 1)
"""The last seconds of a segment that are counted."""
LONG = 2 * MINUTE
"""In a longer segment the time left is said every minute; in a shorter one at its middle."""
MIDPOINT_OVER = timedelta(seconds=62)
"""A shorter silence than this needs no cue at its middle."""
BACKWARD_MIDPOINT_OVER = 40 * SECOND
CHECK_EVERY = 30 * SECOND
"""How often the walker is reminded to look behind while walking backward."""
FIRST_MARK = 15 * SECOND
"""How early in a segment the time left is said; before that its start has just said its length."""
NEAR = 10 * SECOND
"""Reminders closer together than this are combined into one."""
LONGEST_OPEN = timedelta(hours=4)
"""Up to what time an open segment has cues."""


class CueKind(StrEnum):
    """What a cue is for."""

    READY = "ready"
    START = "start"
    SOON = "soon"
    MIDPOINT = "midpoint"
    TIME_LEFT = "time-left"
    ELAPSED = "elapsed"
    CHECK = "check"
    COUNTDOWN = "countdown"
    DONE = "done"


@dataclass(frozen=True)
class Cue:
    """Something to say or sound to the walker; `segment` counts from 0, the lead-in is -1.

    `direction` is the one the cue speaks of: of the segment, or for READY and SOON of the next
    one (STAND at the end of the session). `count` is in seconds: the one counted by a COUNTDOWN,
    and for reminders those left in the segment, or those walked if it is open.
    """

    kind: CueKind
    segment: int
    direction: Direction
    count: int | None = None


class Due(NamedTuple):
    """A cue and when it is due, from its segment's start."""

    offset: timedelta
    cue: Cue


def cues_within(session: Session, index: int, following: int, limit: timedelta | None) -> list[Due]:
    """Return the cues of segment `index` (-1: lead-in) besides its START, in order.

    `following` is the index of the next segment. The segment ends at `limit`; None is an open
    one, whose end is unknown, so that no cue announces it.
    """
    segment = session.segments[index] if index >= 0 else None
    coming = session.segments[following] if following < len(session.segments) else None
    direction = segment.direction if segment else Direction.STAND
    due: list[Due] = []
    if coming and segment is None and (limit is None or limit >= SHORTEST_READY):
        due.append(Due(READY_AT, Cue(CueKind.READY, index, coming.direction)))
    if limit is not None:
        due += _announcement(segment, coming, index, limit)
        due += _countdown(index, direction, limit)
    if segment:
        due += _reminders(session, segment, index, due[0].offset if due else ZERO, limit)
    return sorted(due, key=lambda d: d.offset)


def resume_cues(index: int, limit: timedelta | None) -> list[Due]:
    """Return the countdown before a backward segment continues after a pause."""
    cues = [Cue(CueKind.COUNTDOWN, index, Direction.BACKWARD, count) for count in COUNTED]
    return [Due((limit or RESUME_COUNTDOWN) - (cue.count or 0) * SECOND, cue) for cue in cues]


def _announcement(
    segment: Segment | None, coming: Segment | None, index: int, limit: timedelta
) -> Iterator[Due]:
    """Announce a change of direction; the end of the session is a change to standing."""
    present = segment.direction if segment else Direction.STAND
    to = coming.direction if coming else Direction.STAND
    if segment is None and limit <= BACKWARD_SOON:
        return  # READY announces it
    if to is present or limit < SHORTEST_WARNED:
        return
    is_first_backward = (present, to) == (Direction.FORWARD, Direction.BACKWARD)
    ideal = limit - (BACKWARD_SOON if is_first_backward else SOON)
    yield Due(min(max(ideal, START_TIME), limit - LATEST_SOON), Cue(CueKind.SOON, index, to))


def _countdown(index: int, direction: Direction, limit: timedelta) -> Iterator[Due]:
    for count in COUNTED:
        if limit > count * SECOND:
            yield Due(limit - count * SECOND, Cue(CueKind.COUNTDOWN, index, direction, count))


def _reminders(
    session: Session, segment: Segment, index: int, warned: timedelta, limit: timedelta | None
) -> list[Due]:
    """Return what is said in the middle of a segment, to avoid long silences.

    `warned` is when the change after it is announced, or counted down.
    """
    times = _elapsed() if limit is None else _times_left(session, segment, warned, limit)
    marks = dict(times)
    if segment.direction is Direction.BACKWARD:
        checks = _checks(limit)
        has_midpoint = session.cues.says_midpoint and not marks
        if has_midpoint and limit is not None and limit > BACKWARD_MIDPOINT_OVER:
            marks[_midpoint(checks, limit)] = CueKind.MIDPOINT
        for offset in checks:
            if all(abs(offset - other) >= NEAR for other in marks):
                marks[offset] = CueKind.CHECK
    return [
        Due(offset, Cue(kind, index, segment.direction, _count(offset, limit)))
        for offset, kind in marks.items()
    ]


def _count(offset: timedelta, limit: timedelta | None) -> int:
    return round((offset if limit is None else limit - offset).total_seconds())


def _elapsed() -> Iterator[tuple[timedelta, CueKind]]:
    for minutes in range(1, LONGEST_OPEN // MINUTE + 1):
        yield minutes * MINUTE, CueKind.ELAPSED


def _times_left(
    session: Session, segment: Segment, warned: timedelta, limit: timedelta
) -> Iterator[tuple[timedelta, CueKind]]:
    """Yield when the time left is said, and as which kind of cue."""
    every = session.cues.every
    if every is None and limit <= LONG:
        is_backward = segment.direction is Direction.BACKWARD
        if session.cues.midpoint and not is_backward and warned > MIDPOINT_OVER:
            yield limit / 2, CueKind.MIDPOINT
        return
    step = MINUTE if every is None else every
    left = step
    while left and left < limit:
        offset = limit - left
        if every is None and offset < FIRST_MARK:
            offset += step / 2
        yield offset, CueKind.TIME_LEFT
        left += step


def _checks(limit: timedelta | None) -> list[timedelta]:
    """Return when the walker is reminded to look behind, in a backward segment."""
    if limit is None:
        return [n * CHECK_EVERY for n in range(1, LONGEST_OPEN // CHECK_EVERY + 1)]
    checks = []
    left = CHECK_EVERY
    while left < limit:
        offset = limit - left
        if offset < FIRST_MARK / 2:
            offset += FIRST_MARK
        if offset <= limit - SOON - LATEST_SOON:
            checks.append(offset)
        left += CHECK_EVERY
    return checks


def _midpoint(checks: list[timedelta], limit: timedelta) -> timedelta:
    """Return the middle of the segment, or a nearby check that can also say the time left."""
    half = limit / 2
    nearest = min(checks, key=lambda offset: abs(offset - half), default=half)
    return nearest if abs(nearest - half) <= NEAR else half
