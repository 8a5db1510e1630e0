"""The bounds of docs/presets.md: what is walked only with a warning, or not without a word."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from itertools import groupby
from typing import NamedTuple

from .session import ZERO, Direction, Segment, Session

SHORTEST_BOUT = timedelta(seconds=5)
LONG_BOUT, LONGEST_BOUT = timedelta(minutes=10), timedelta(minutes=15)
LONG_TOTAL, LONGEST_TOTAL = timedelta(minutes=15), timedelta(minutes=30)
FAST_KMH, FASTEST_KMH = 4.8, 5.6
"""Backward belt speeds, km/h."""


class Finding(NamedTuple):
    """Something outside the bounds; `refused` when it takes the walker's word to do it."""

    refused: bool
    message: str


def findings(session: Session) -> list[Finding]:
    """All that is outside the bounds, each thing once."""
    return list(
        dict.fromkeys([*_bouts(session), *_total(session), *_belt(session), *_turns(session)])
    )


def _bouts(session: Session) -> Iterator[Finding]:
    """Each stretch walked backward without a break."""
    for direction, run in groupby(session.segments, key=lambda segment: segment.direction):
        if direction is not Direction.BACKWARD:
            continue
        bout = list(run)
        if any(segment.limit is None for segment in bout):
            yield Finding(False, "an open backward step has no limit: give it 'at_most'")
        length = sum((segment.limit or ZERO for segment in bout), ZERO)
        if any(s.limit is not None and s.limit < SHORTEST_BOUT for s in bout):
            yield Finding(True, "a backward bout is shorter than 5 seconds")
        if length > LONGEST_BOUT:
            yield Finding(True, "a backward bout is longer than 15 minutes")
        elif length > LONG_BOUT:
            yield Finding(False, "a backward bout is longer than 10 minutes")


def _total(session: Session) -> Iterator[Finding]:
    total = session.time(Direction.BACKWARD)
    if total > LONGEST_TOTAL:
        yield Finding(True, "more than 30 minutes backward in one session")
    elif total > LONG_TOTAL:
        yield Finding(False, "more than 15 minutes backward in one session")


def _belt(session: Session) -> Iterator[Finding]:
    for segment in session.segments:
        if segment.direction is Direction.BACKWARD and segment.speed_kmh is not None:
            if segment.speed_kmh > FASTEST_KMH:
                yield Finding(True, "a backward belt speed over 5.6 km/h")
            elif segment.speed_kmh > FAST_KMH:
                yield Finding(False, "a backward belt speed over 4.8 km/h")


def _turns(session: Session) -> Iterator[Finding]:
    """On a treadmill (a step with a speed) a stand comes between directions, to stop the belt."""
    for before, after in zip(session.segments, session.segments[1:], strict=False):
        turns = {before.direction, after.direction} == {Direction.FORWARD, Direction.BACKWARD}
        if turns and _on_belt(before, after):
            yield Finding(
                False, "the direction changes on a moving belt: put a stand between, and stop it"
            )


def _on_belt(*segments: Segment) -> bool:
    return any(segment.speed_kmh is not None for segment in segments)


LONGEST_BACKWARD = timedelta(minutes=15)
"""`extend` takes a backward bout no further than this, the bound of docs/presets.md."""
