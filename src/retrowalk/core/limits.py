"""Every limit of a session: what values are accepted, and what needs a warning or `--i-know`.

The figures and their reasons are in docs/presets.md.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta
from itertools import groupby, pairwise, takewhile
from typing import NamedTuple

from ..durations import LONGEST
from .session import ZERO, Direction, Segment, Session

SHORTEST_SEGMENT = timedelta(seconds=1)
SHORTEST_INTERVAL = timedelta(seconds=10)
"""The shortest interval at which the time left is said."""
MOST_SEGMENTS = 20_000
"""Maximum number of segments of a session with its repeats expanded; this limits rounds as well."""
CADENCES = (40, 130)
"""The metronome's range, in steps a minute."""
REHEARSALS = (1, 3600)
"""How many times as fast a session can be rehearsed."""
FASTEST_KMH = 25.0
LANGUAGE = r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3}"
"""The form of a language tag: "de", "pt-BR"."""
LONGEST_LINE = 200
"""Maximum number of characters of a name, title, label, note or spoken text."""

SHORTEST_BOUT = timedelta(seconds=5)
LONG_BOUT, LONGEST_BOUT = timedelta(minutes=10), timedelta(minutes=15)
"""A bout is backward walking without a break. `extend` stops at this length during a walk."""
LONG_TOTAL, LONGEST_TOTAL = timedelta(minutes=15), timedelta(minutes=30)
"""Time backward in a whole session."""
FAST_BACKWARD_KMH, FASTEST_BACKWARD_KMH = 4.8, 5.6
SHORTEST_REMAINDER = timedelta(seconds=3)
"""The time that remains when a segment is shortened, so that the countdown is still heard."""


class Finding(NamedTuple):
    """A limit that a session exceeds; a `refused` one is walked only with `--i-know`."""

    refused: bool
    message: str


def findings(session: Session) -> list[Finding]:
    """Return the limits that a session exceeds, each once."""
    found = [*_bouts(session), *_total(session), *_belt(session), *_turns(session)]
    return list(dict.fromkeys(found))


def _bouts(session: Session) -> Iterator[Finding]:
    for direction, run in groupby(session.segments, key=lambda segment: segment.direction):
        if direction is not Direction.BACKWARD:
            continue
        limits = [segment.limit for segment in run]
        if None in limits:
            yield Finding(False, "an open backward step has no limit: give it 'at_most'")
        length = sum((limit for limit in limits if limit is not None), ZERO)
        if None not in limits and length < SHORTEST_BOUT:
            yield Finding(True, f"a backward bout is shorter than {_seconds(SHORTEST_BOUT)}")
        if length > LONGEST_BOUT:
            yield Finding(True, f"a backward bout is longer than {_minutes(LONGEST_BOUT)}")
        elif length > LONG_BOUT:
            yield Finding(False, f"a backward bout is longer than {_minutes(LONG_BOUT)}")


def _total(session: Session) -> Iterator[Finding]:
    total = session.time(Direction.BACKWARD)
    if total > LONGEST_TOTAL:
        yield Finding(True, f"more than {_minutes(LONGEST_TOTAL)} backward in one session")
    elif total > LONG_TOTAL:
        yield Finding(False, f"more than {_minutes(LONG_TOTAL)} backward in one session")


def _belt(session: Session) -> Iterator[Finding]:
    for segment in session.segments:
        speed = segment.speed_kmh or 0.0
        if segment.direction is not Direction.BACKWARD:
            continue
        if speed > FASTEST_BACKWARD_KMH:
            yield Finding(True, f"a backward belt speed over {FASTEST_BACKWARD_KMH} km/h")
        elif speed > FAST_BACKWARD_KMH:
            yield Finding(False, f"a backward belt speed over {FAST_BACKWARD_KMH} km/h")


def _turns(session: Session) -> Iterator[Finding]:
    """Find changes of direction on a treadmill, where the belt has to be stopped first."""
    for before, after in pairwise(session.segments):
        turns = {before.direction, after.direction} == {Direction.FORWARD, Direction.BACKWARD}
        if turns and (before.speed_kmh is not None or after.speed_kmh is not None):
            message = "the direction changes on a moving belt: stop it in a stand step in between"
            yield Finding(False, message)


def possible_extension(
    segments: Sequence[Segment],
    elapsed: timedelta,
    limit: timedelta | None,
    by: timedelta,
    bout: timedelta = ZERO,
) -> timedelta:
    """Return the part of `by` that the limits allow during a walk. A negative `by` shortens.

    `segments` are the current one and those that follow. `limit` is when the current one ends by
    itself, and `bout` how long the walker has walked backward right before it.
    """
    if limit is None:
        return ZERO
    if by > ZERO:
        run = takewhile(lambda segment: segment.direction is Direction.BACKWARD, segments)
        planned = [segment.limit or ZERO for segment in run]
        longest = LONGEST_BOUT - bout - sum(planned[1:], ZERO) if planned else LONGEST
        return max(ZERO, min(by, longest - limit))
    return min(ZERO, max(by, elapsed + SHORTEST_REMAINDER - limit))


def _minutes(time: timedelta) -> str:
    return f"{time // timedelta(minutes=1)} minutes"


def _seconds(time: timedelta) -> str:
    return f"{time // timedelta(seconds=1)} seconds"
