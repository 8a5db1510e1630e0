"""TODO."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta

from .commands import State
from .events import (
    Outcome,
)
from .session import ZERO, Direction, Segment, Session

LEAD_IN = -1


@dataclass(frozen=True)
class View:
    """A walk as it stands at a moment: all that a screen needs.

    `index` is -1 in the lead-in. `limit` and `remaining` are None in an open segment.
    `expected` is the total that the session will come to as things stand. The lead-in leads to
    the segment `first`, and there to the offset `first_at`: zero unless a walk is taken up again.
    """

    session: Session
    state: State
    index: int
    elapsed: timedelta
    limit: timedelta | None
    at: timedelta
    expected: timedelta
    forward: timedelta
    backward: timedelta
    paused_for: timedelta
    outcome: Outcome | None
    first: int = 0
    first_at: timedelta = ZERO

    @property
    def following(self) -> int:
        """The index of what comes after the present segment; in the last, one too many."""
        return self.first if self.index == LEAD_IN else self.index + 1

    @property
    def segment(self) -> Segment | None:
        """The present segment; None in the lead-in."""
        return self.session.segments[self.index] if self.index >= 0 else None

    @property
    def coming(self) -> Segment | None:
        """The segment after the present one; None in the last."""
        segments = self.session.segments
        return segments[self.following] if self.following < len(segments) else None

    @property
    def remaining(self) -> timedelta | None:
        """The time left in the segment."""
        return None if self.limit is None else max(ZERO, self.limit - self.elapsed)


@dataclass(frozen=True)
class Progress:
    """The segment `index` from 0, how much of it has been walked, and when it ends.

    `limit` counts from the segment's start, None in an open one; it may have been extended.
    `walked` is the time by direction in the visits before this one.
    """

    index: int = 0
    offset: timedelta = ZERO
    limit: timedelta | None = None
    walked: Mapping[Direction, timedelta] = field(default_factory=dict)

    @property
    def total(self) -> timedelta:
        """All the time walked so far, this segment's part included."""
        return sum(self.walked.values(), self.offset)
