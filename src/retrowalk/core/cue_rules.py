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
from .value import Value

MINUTE = timedelta(minutes=1)
BACKWARD_SOON = 15 * SECOND
"""How long in advance a change from forward to backward is announced."""
SOON = 10 * SECOND
"""How long in advance any other change of direction is announced."""
LATEST_SOON = 5 * SECOND
"""An announcement may be delayed by other cues, but comes at least this long in advance."""
START_TIME = 2 * SECOND
"""How long it takes to say a direction. Announcements come after it, if there is time."""
SHORTEST_ANNOUNCED = LATEST_SOON + timedelta(seconds=0.7)
"""A shorter segment has no announcement: its tone and countdown leave no time for one."""
READY_AT = timedelta(seconds=0.4)
"""When the lead-in says what comes next. Before that, a sound device may still be starting."""
SHORTEST_READY = 4 * SECOND
"""A shorter lead-in has time only for its countdown."""
RESUME_COUNTDOWN = 3 * SECOND
"""The length of the countdown before a backward segment continues after a pause."""
COUNTED = (3, 2, 1)
"""The seconds left that are counted aloud."""
LONG = 2 * MINUTE
"""In longer segments the time left is said every minute, in shorter ones at the midpoint."""
MIDPOINT_OVER = timedelta(seconds=62)
"""The offset of its announcement above which a segment has a midpoint cue."""
BACKWARD_MIDPOINT_OVER = 40 * SECOND
"""The length above which a backward segment has a midpoint cue."""
CHECK_EVERY = 30 * SECOND
"""How often the walker is reminded to look behind while walking backward."""
FIRST_MARK = 15 * SECOND
"""The time left is not said earlier in a segment, because its length has just been said."""
NEAR = 10 * SECOND
"""Reminders closer together than this are combined into one."""
LONGEST_OPEN = timedelta(hours=4)
"""An open segment has cues up to this time."""


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


@dataclass(frozen=True, eq=False, repr=False)
class Cue(Value):
    """A tone or a text for the walker. `segment` counts from 0; -1 is the lead-in.

    `direction` is that of the segment; for READY and SOON it is that of the next segment, or STAND
    at the end of the session. `count` is in seconds: the number that a COUNTDOWN says, and for
    reminders the time left in the segment, or the time walked in an open one.
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
    """Return the cues of segment `index` (-1: lead-in) in order, without its START.

    `following` is the index of the next segment. The segment ends at `limit`; None means that it
    is open, so that no cue can announce its end.
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
    current = segment.direction if segment else Direction.STAND
    to = coming.direction if coming else Direction.STAND
    if segment is None and limit <= BACKWARD_SOON:
        return  # READY announces it
    if to is current or limit < SHORTEST_ANNOUNCED:
        return
    is_first_backward = (current, to) == (Direction.FORWARD, Direction.BACKWARD)
    ideal = limit - (BACKWARD_SOON if is_first_backward else SOON)
    yield Due(min(max(ideal, START_TIME), limit - LATEST_SOON), Cue(CueKind.SOON, index, to))


def _countdown(index: int, direction: Direction, limit: timedelta) -> Iterator[Due]:
    for count in COUNTED:
        if limit > count * SECOND:
            yield Due(limit - count * SECOND, Cue(CueKind.COUNTDOWN, index, direction, count))


def _reminders(
    session: Session, segment: Segment, index: int, announced_at: timedelta, limit: timedelta | None
) -> list[Due]:
    """Return the reminders within a segment, which prevent long silences.

    `announced_at` is the offset at which the next change is announced or counted down.
    """
    times = _elapsed() if limit is None else _times_left(session, segment, announced_at, limit)
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
    session: Session, segment: Segment, announced_at: timedelta, limit: timedelta
) -> Iterator[tuple[timedelta, CueKind]]:
    """Yield the offsets at which the time left is said, with the kinds of their cues."""
    every = session.cues.every
    if every is None and limit <= LONG:
        is_backward = segment.direction is Direction.BACKWARD
        if session.cues.midpoint and not is_backward and announced_at > MIDPOINT_OVER:
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
    """Return the offsets in a backward segment at which the walker is reminded to look behind."""
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
    """Return the midpoint of the segment, or a nearby check that can also say the time left."""
    half = limit / 2
    nearest = min(checks, key=lambda offset: abs(offset - half), default=half)
    return nearest if abs(nearest - half) <= NEAR else half
