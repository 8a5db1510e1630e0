"""What a walk does when the program could not run for a while."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from enum import StrEnum

from .events import CueGiven, Event, GapFound, SegmentStarted
from .timeline import CueKind

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


NEVER_PAUSE = GapPolicy()
"""For scripts, which nobody watches: always on by true time."""


def drop_missed(events: Sequence[Event]) -> list[Event]:
    """A moment's events without the segments and cues that a gap went over.

    For whoever tells them one after another: what is past is not worth hearing any more.
    """
    if not any(isinstance(event, GapFound) for event in events):
        return list(events)
    started = [event.index for event in events if isinstance(event, SegmentStarted)]
    return [event for event in events if not _missed(event, started[-1] if started else None)]


def _missed(event: Event, last: int | None) -> bool:
    if isinstance(event, SegmentStarted):
        return event.index != last
    if isinstance(event, CueGiven):
        is_start = event.cue.kind is CueKind.START and event.cue.segment == last
        return not is_start and event.cue.kind is not CueKind.DONE
    return False
