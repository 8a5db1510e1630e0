"""The state of a walk at a moment, and the progress of an interrupted walk."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta

from .commands import State
from .events import Outcome
from .session import ZERO, Direction, Segment, Session
from .value import Value

LEAD_IN = -1
"""The index of the lead-in."""


@dataclass(frozen=True, eq=False, repr=False)
class View(Value):
    """The state of a walk at a moment: everything that a screen shows.

    `index` is -1 in the lead-in. `limit` and `remaining` are None in an open segment. `at` is
    session time, `expected` the session time at the end if nothing changes. The walk
    starts in the segment `first` at the offset `first_at`, which is not 0 if it is resumed.
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
    resumes_in: timedelta
    outcome: Outcome | None
    first: int = 0
    first_at: timedelta = ZERO

    @property
    def is_paused(self) -> bool:
        """Whether time is stopped: in a pause, and in the countdown after it (`resumes_in`)."""
        return self.state in (State.PAUSED, State.RESUMING)

    @property
    def following(self) -> int:
        """The index of the next segment; in the last, the number of segments."""
        return self.first if self.index == LEAD_IN else self.index + 1

    @property
    def segment(self) -> Segment | None:
        """The current segment; None in the lead-in."""
        return self.session.segments[self.index] if self.index >= 0 else None

    @property
    def coming(self) -> Segment | None:
        """The next segment; None in the last."""
        segments = self.session.segments
        return segments[self.following] if self.following < len(segments) else None

    @property
    def remaining(self) -> timedelta | None:
        """The time left in the segment."""
        return None if self.limit is None else max(ZERO, self.limit - self.elapsed)


@dataclass(frozen=True, eq=False, repr=False)
class Progress(Value):
    """The progress of an interrupted walk: `offset` into the segment `index` (from 0).

    `limit` is when the segment ends, from its start, extensions included; None if it is open.
    `walked` is the time by direction in the visits before this one.
    """

    index: int = 0
    offset: timedelta = ZERO
    limit: timedelta | None = None
    walked: Mapping[Direction, timedelta] = field(default_factory=dict)

    @property
    def total(self) -> timedelta:
        """All the time walked so far, including this segment's part."""
        return sum(self.walked.values(), self.offset)
