"""What a walk does when the program could not run for a while."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from enum import StrEnum
from typing import NamedTuple

from .cue_rules import CueKind
from .events import CueGiven, Event, GapFound, SegmentStarted

GAP = timedelta(seconds=2)
"""Waking up this late counts as a gap."""
LONG_GAP = timedelta(seconds=30)
"""`OnGap.ASK` pauses after gaps of this length or more. In shorter ones people keep walking."""

STALE = timedelta(milliseconds=500)
"""How long after a gap a key that was pressed during it can arrive."""


class OnGap(StrEnum):
    """Which gaps pause a walk: only long ones (ASK), all of them (PAUSE), or none (CONTINUE)."""

    ASK = "ask"
    PAUSE = "pause"
    CONTINUE = "continue"


class GapPolicy(NamedTuple):
    """What to do about gaps. Gaps shorter than `noticed` are ignored.

    Commands that arrive within `stale` after a gap that paused the walk were given during it: they
    were meant for the running walk, and are ignored.
    """

    on_gap: OnGap = OnGap.CONTINUE
    noticed: timedelta = GAP
    long: timedelta = LONG_GAP
    stale: timedelta = STALE

    def began(
        self, due: timedelta | None, awaited: timedelta | None, now: timedelta
    ) -> timedelta | None:
        """Return when a gap began that ends now; None if there is none.

        The program should have woken up at `due` or `awaited`, whichever came first.
        """
        began = min((moment for moment in (due, awaited) if moment is not None), default=None)
        return None if began is None or now - began < self.noticed else began

    def pauses(self, length: timedelta) -> bool:
        """Return whether a gap of this length pauses the walk where it began."""
        if self.on_gap is OnGap.ASK:
            return length >= self.long
        return self.on_gap is OnGap.PAUSE

    def at_speed(self, speed: float) -> GapPolicy:
        """Return the policy for a walk whose clock runs `speed` times faster."""
        return self._replace(
            noticed=self.noticed * speed, long=self.long * speed, stale=self.stale * speed
        )


NEVER_PAUSE = GapPolicy()
"""For scripts: no gap pauses the walk."""


def drop_missed(events: Sequence[Event]) -> list[Event]:
    """Return a moment's events without the segments and cues that a gap skipped.

    For listeners that present events one after another, for which missed events are useless.
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
