"""The progress of a walk: the time walked so far, and the time still planned."""

from __future__ import annotations

from datetime import timedelta

from .segment_timer import SegmentTimer
from .session import ZERO, Direction, Session
from .timeline import planned_after
from .view import LEAD_IN, Progress


class Tally:
    """The time of the ended visits by direction; `first` is where the walk starts.

    `bout` is the time backward of the last ended visits without a break.
    """

    def __init__(self, session: Session, first: Progress) -> None:
        self._session = session
        self._first = first
        self._planned_after = planned_after(session)
        self._walked = {**dict.fromkeys(Direction, ZERO), **first.walked}
        self.bout = ZERO

    def add(self, index: int, walked: timedelta) -> None:
        """Add the time of a visit that has ended."""
        direction = self._session.segments[index].direction
        self._walked[direction] += walked
        if direction is Direction.BACKWARD:
            self.bout += walked
        elif walked:
            self.bout = ZERO

    def walked(self, index: int, elapsed: timedelta) -> dict[Direction, timedelta]:
        """Return the time by direction, including `elapsed` in the current segment."""
        walked = dict(self._walked)
        if index != LEAD_IN:
            walked[self._session.segments[index].direction] += elapsed
        return walked

    def at(self, index: int, elapsed: timedelta, limit: timedelta | None) -> timedelta:
        """Return session time; in the lead-in, that of the walk's start minus the time left."""
        if index == LEAD_IN:
            return self._first.total + elapsed - (limit or ZERO)
        return sum(self._walked.values(), elapsed)

    def total(self) -> timedelta:
        """Return the time of all ended visits."""
        return sum(self._walked.values(), ZERO)

    def to_come(self, index: int, timer: SegmentTimer, now: timedelta) -> timedelta:
        """Return the planned time from `now` to the session's end."""
        left = timer.remaining(now) or ZERO
        if index != LEAD_IN:
            return left + self._planned_after[index + 1]
        first = self._first
        left += ZERO if first.limit is None else first.limit - first.offset
        return left + self._planned_after[first.index + 1]
