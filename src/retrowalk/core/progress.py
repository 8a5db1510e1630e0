"""How far a walk has come: where one that was broken off is taken up again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta

from .session import ZERO, Direction


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
