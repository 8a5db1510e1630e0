"""The time spent in one segment, and which of its cues have been given."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from .cue_rules import Cue, Due
from .session import SECOND, ZERO

CuesFor = Callable[[timedelta | None], list[Due]]


class SegmentTimer:
    """A stopwatch for one visit of a segment. It runs from `start`, or is stopped if `held`.

    All moments are in the walk's time, which never runs backward. `limit` is the elapsed time at
    which the segment ends, None for an open one. `cues` returns the segment's cues for a limit.
    """

    def __init__(
        self,
        start: timedelta,
        limit: timedelta | None,
        cues: CuesFor,
        *,
        offset: timedelta = ZERO,
        held: bool = False,
    ) -> None:
        self.limit = limit
        self._cues = cues
        self._due = cues(limit)
        # cues at or before this offset have been given; at 0 the timer has just started
        self._given = offset or -timedelta.resolution
        self._zero = start - offset  # while running: the moment at which the elapsed time was zero
        self._held = offset if held else None  # the elapsed time at which it is stopped

    def elapsed(self, now: timedelta) -> timedelta:
        """Return the time spent in the segment."""
        return now - self._zero if self._held is None else self._held

    def remaining(self, now: timedelta) -> timedelta | None:
        """Return the time left; None in an open segment."""
        return None if self.limit is None else max(ZERO, self.limit - self.elapsed(now))

    @property
    def end(self) -> timedelta | None:
        """The moment at which the segment ends; None while it is open or the timer is held."""
        if self.limit is None or self._held is not None:
            return None
        return self._zero + self.limit

    def next_due(self) -> timedelta | None:
        """Return the moment of the next cue, or else of the end; None if neither is due."""
        if self._held is not None:
            return None
        offsets = (due.offset for due in self._due if due.offset > self._given)
        offset = next(offsets, None)
        return self.end if offset is None else self._zero + offset

    def next_second(self, now: timedelta) -> timedelta:
        """Return the next moment at which the displayed seconds (left or spent) change."""
        left = self.remaining(now)
        return now + (
            SECOND - self.elapsed(now) % SECOND if left is None else left % SECOND or SECOND
        )

    def take_due(self, now: timedelta) -> list[tuple[timedelta, Cue]]:
        """Return the cues due by `now` that were not returned before, each with its moment."""
        until = self.elapsed(now) if self.limit is None else min(self.elapsed(now), self.limit)
        due = [(self._zero + d.offset, d.cue) for d in self._due if self._given < d.offset <= until]
        self._given = max(self._given, until)
        return due

    def hold(self, now: timedelta) -> None:
        """Stop the timer."""
        self._held = self.elapsed(now)

    def run(self, now: timedelta) -> None:
        """Continue from where the timer was stopped."""
        self._zero, self._held = now - self.elapsed(now), None

    def extend(self, by: timedelta) -> None:
        """Move the end. The cues before it are given again, for the new end."""
        self.limit = (self.limit or ZERO) + by
        self._due = self._cues(self.limit)
