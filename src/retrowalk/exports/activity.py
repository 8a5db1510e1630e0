"""A recorded walk as other programs store it: laps and pauses with times of day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from ..core.session import ZERO, Direction

KMH_IN_MS = 3.6


@dataclass(frozen=True)
class Lap:
    """A segment as walked. `moving` is `end - start` without pauses; `speed_kmh` the belt's."""

    name: str
    direction: Direction
    start: datetime
    end: datetime
    moving: timedelta
    speed_kmh: float | None = None

    @property
    def elapsed(self) -> timedelta:
        """The time from start to end, pauses included."""
        return self.end - self.start

    @property
    def meters(self) -> float | None:
        """Belt speed times time, or None if the speed is unknown."""
        if self.direction is Direction.STAND:
            return 0.0
        if self.speed_kmh is None:
            return None
        return self.speed_kmh / KMH_IN_MS * self.moving.total_seconds()


@dataclass(frozen=True)
class Activity:
    """A walk: its laps in order and its pauses as (start, end), all times with a zone.

    `effort` and `pain` are the walker's answers from 0 to 10; `uid` is the walk's permanent ID.
    """

    uid: str
    preset: str
    title: str
    laps: tuple[Lap, ...]
    pauses: tuple[tuple[datetime, datetime], ...] = ()
    effort: int | None = None
    pain: int | None = None
    stumble: bool | None = None
    note: str = ""

    @property
    def start(self) -> datetime:
        """When the first lap began."""
        return self.laps[0].start

    @property
    def end(self) -> datetime:
        """When the last lap ended."""
        return self.laps[-1].end

    @property
    def moving(self) -> timedelta:
        """The time without pauses."""
        return sum((lap.moving for lap in self.laps), ZERO)

    @property
    def meters(self) -> float | None:
        """The distance, or None if that of any lap is unknown."""
        known = [lap.meters for lap in self.laps]
        if None in known or not any(known):
            return None
        return sum(each for each in known if each is not None)

    @property
    def is_indoor(self) -> bool:
        """Whether it was walked on a treadmill."""
        return "treadmill" in self.preset or any(lap.speed_kmh for lap in self.laps)

    def time(self, direction: Direction) -> timedelta:
        """Return the time walked in a direction."""
        return sum((lap.moving for lap in self.laps if lap.direction is direction), ZERO)
