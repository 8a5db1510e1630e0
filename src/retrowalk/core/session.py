"""Sessions: a session is a fixed list of segments."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import timedelta
from enum import StrEnum
from functools import cached_property

from ..durations import clock_text
from .value import Value

ZERO = timedelta(0)
SECOND = timedelta(seconds=1)
KMH_PER_MPH = 1.609344


class Direction(StrEnum):
    """The direction of a segment."""

    FORWARD = "forward"
    BACKWARD = "backward"
    STAND = "stand"


OPEN_AS = timedelta(minutes=1)
"""The length at which an open segment without a limit is drawn."""


@dataclass(frozen=True, eq=False, repr=False)
class Segment(Value):
    """One stretch in one direction; without a `duration` it lasts until the walker continues.

    `at_most` ends an open segment by itself. `speed_kmh` is in km/h, `cadence` in steps a minute.
    `say` replaces the words spoken at its start.
    `lang` is the language of its texts, such as "de", if it differs from the session's.
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
    lang: str | None = None

    def __repr__(self) -> str:
        length = "open" if self.duration is None else clock_text(self.duration)
        label = f" {self.label!r}" if self.label else ""
        return f"<Segment {self.direction} {length}{label}>"

    @property
    def limit(self) -> timedelta | None:
        """When the segment ends by itself, from its start; None if only the walker can end it."""
        return self.at_most if self.duration is None else self.duration

    @property
    def drawn_length(self) -> timedelta:
        """The length at which pictures draw the segment to scale."""
        return self.limit or OPEN_AS


@dataclass(frozen=True, eq=False, repr=False)
class CueSettings(Value):
    """The optional cues of a session.

    `every` is how often the time left is said: None means every minute in segments over two
    minutes, zero means never.
    """

    midpoint: bool = True
    every: timedelta | None = None

    @property
    def says_midpoint(self) -> bool:
        """Whether the time left is said at the midpoint of a segment."""
        return self.midpoint and self.every != ZERO


@dataclass(frozen=True, eq=False, repr=False)
class Session(Value):
    """A named list of segments; everything heard or seen depends only on it and the time.

    `lang` is the language of its texts, such as "de" or "pt-BR"; None is the locale's.
    """

    name: str
    title: str
    segments: tuple[Segment, ...]
    cues: CueSettings = CueSettings()
    lang: str | None = None

    def __repr__(self) -> str:
        segments = f"{len(self.segments)} segment{'s' if len(self.segments) != 1 else ''}"
        total = f"{clock_text(self.total)}{' and open segments' if self.has_open else ''}"
        return f"<Session {self.title!r} {total}, {segments}>"

    def _repr_svg_(self) -> str:
        """Return a picture for notebooks: the segments as a strip to scale."""
        from ..svg import strip  # not on the way to the first frame

        return strip(
            self.title,
            [
                (str(s.direction), s.drawn_length.total_seconds(), repr(s)[9:-1])
                for s in self.segments
            ],
        )

    @cached_property
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

    @cached_property
    def on_treadmill(self) -> bool:
        """Whether some segment has a belt speed."""
        return any(segment.speed_kmh is not None for segment in self.segments)


def with_cadence(session: Session, cadence: int) -> Session:
    """Return the session with a metronome, in steps a minute, in all segments except stands."""
    segments = tuple(
        s if s.direction is Direction.STAND else replace(s, cadence=cadence)
        for s in session.segments
    )
    return replace(session, segments=segments)


def with_time_left(session: Session, every: timedelta) -> Session:
    """Return the session with the time left said at that interval; zero means never."""
    return replace(session, cues=replace(session.cues, every=every))


def planned(segments: Iterable[Segment]) -> timedelta:
    """Return the total planned time of some segments; open ones count as 0."""
    return sum((s.duration for s in segments if s.duration), ZERO)


def start_of_round(session: Session, number: int, near: int) -> int | None:
    """Return the index at which round `number` starts; None if there is no such round.

    The repeat that contains the segment `near` comes first, then the nearest one.
    """
    segments = session.segments
    starts = [
        index
        for index, segment in enumerate(segments)
        if segment.round == number and (index == 0 or segments[index - 1].round != number)
    ]
    rounds = segments[near].rounds if 0 <= near < len(segments) else None
    same = [index for index in starts if segments[index].rounds == rounds]
    return min(same or starts, key=lambda index: abs(index - near), default=None)
