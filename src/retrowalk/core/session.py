"""Sessions: a session is a fixed list of segments."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import timedelta
from enum import StrEnum

ZERO = timedelta(0)
SECOND = timedelta(seconds=1)
KMH_PER_MPH = 1.609344


class Direction(StrEnum):
    """The direction of a segment."""

    FORWARD = "forward"
    BACKWARD = "backward"
    STAND = "stand"


@dataclass(frozen=True)
class Segment:
    """One stretch in one direction; `duration` None means open: it lasts until the walker goes on.

    `at_most` ends an open segment by itself. `speed_kmh` is in km/h, `cadence` in steps a minute.
    `say` replaces the words spoken at its start.
    `round` of `rounds` counts within the innermost repeat that contains the segment.
    """

    direction: Direction
    duration: timedelta | None = None
    at_most: timedelta | None = None
    label: str | None = None
    note: str | None = None
    say: str | None = None
    speed_kmh: float | None = None
    cadence: int | None = None
    round: int | None = None
    rounds: int | None = None

    @property
    def limit(self) -> timedelta | None:
        """When the segment ends by itself, from its start; None if only the walker can end it."""
        return self.at_most if self.duration is None else self.duration


@dataclass(frozen=True)
class CueSettings:
    """Which optional cues a session has; `every` is how often the time left is said."""

    midpoint: bool = True
    every: timedelta | None = None


@dataclass(frozen=True)
class Session:
    """A named list of segments; everything heard or seen follows from it and the time."""

    name: str
    title: str
    segments: tuple[Segment, ...]
    cues: CueSettings = CueSettings()

    @property
    def total(self) -> timedelta:
        """The planned time; open segments count as 0."""
        return planned(self.segments)

    def time(self, direction: Direction) -> timedelta:
        """Return the planned time in one direction; open segments count as 0."""
        return planned(s for s in self.segments if s.direction is direction)

    @property
    def open_directions(self) -> set[Direction]:
        """The directions that have open segments."""
        return {segment.direction for segment in self.segments if segment.duration is None}

    @property
    def has_open(self) -> bool:
        """Whether some segment is open, so that the total is only a lower bound."""
        return bool(self.open_directions)


def with_cadence(session: Session, cadence: int) -> Session:
    """Return the session with a metronome, in steps a minute, in every segment but stands."""
    segments = tuple(
        s if s.direction is Direction.STAND else replace(s, cadence=cadence)
        for s in session.segments
    )
    return replace(session, segments=segments)


def planned(segments: Iterable[Segment]) -> timedelta:
    """Return the planned time of some segments together; open ones count as 0."""
    return sum((s.duration for s in segments if s.duration), ZERO)
