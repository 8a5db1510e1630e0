"""What a walk does when the program could not run for a while."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from enum import StrEnum

GAP = timedelta(seconds=2)
"""Waking up so much too late counts as a gap."""
LONG_GAP = timedelta(seconds=30)
"""From this on the walker is asked: within it, they may as well have walked on."""


class OnGap(StrEnum):
    """Pause after long gaps, after every gap, or never: the walk then goes on by true time."""

    ASK = "ask"
    PAUSE = "pause"
    CONTINUE = "continue"


@dataclass(frozen=True)
class GapPolicy:
    """What to do about gaps; those shorter than `noticed` are none."""

    on_gap: OnGap = OnGap.CONTINUE
    noticed: timedelta = GAP
    long: timedelta = LONG_GAP

    def pauses(self, length: timedelta) -> bool:
        """Whether a gap of this length pauses the walk where it began."""
        if self.on_gap is OnGap.ASK:
            return length >= self.long
        return self.on_gap is OnGap.PAUSE

    def at_speed(self, speed: float) -> GapPolicy:
        """The same for a walk whose clock goes so many times faster."""
        return replace(self, noticed=self.noticed * speed, long=self.long * speed)


TRUE_TIME = GapPolicy()
"""For scripts, which nobody watches: always on by true time."""
