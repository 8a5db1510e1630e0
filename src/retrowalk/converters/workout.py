"""Foreign workouts: steps with roles, and their conversion to sessions."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from enum import Enum, auto

from ..core.limits import MOST_SEGMENTS
from ..core.session import Direction, Segment, Session
from ..errors import InvalidSession
from ..sanitize import printable

LONGEST_TEXT = 60
"""Maximum number of characters of a foreign label or note; the rest is cut."""
SHORTEST = timedelta(seconds=1)


class Role(Enum):
    """What a step is for. The caller decides which direction work and rest have."""

    WORK = auto()
    REST = auto()
    EASY = auto()  # warm-up and cool-down: always forward
    FORWARD = auto()
    BACKWARD = auto()
    STAND = auto()


@dataclass(frozen=True)
class Step:
    """One step of a foreign workout; `seconds` is None when it ends by a button or a distance."""

    role: Role
    seconds: float | None
    label: str = ""
    note: str = ""


@dataclass(frozen=True)
class Repeat:
    """Steps walked several times."""

    times: int
    steps: tuple[Step | Repeat, ...]


@dataclass(frozen=True)
class Workout:
    """A foreign workout; `remarks` name what a session cannot represent."""

    title: str
    steps: Sequence[Step | Repeat]
    remarks: list[str] = field(default_factory=list)


_ROLES = (
    (Role.BACKWARD, r"back\s?wards?|retro|reverse"),
    (Role.FORWARD, r"forwards?"),
    (Role.STAND, r"stand|standing|turn"),
    (Role.EASY, r"warm(?:ing)?[ -]?(?:up|down)|cool(?:ing)?[ -]?down"),
    (Role.REST, r"rest|recover|recovery|recuperate|pause|break|easy|relax"),
)


def role_of(name: str) -> Role:
    """Return the role that a step's name suggests; work if it suggests none."""
    for role, pattern in _ROLES:
        if re.search(rf"\b(?:{pattern})\b", name, re.IGNORECASE):
            return role
    return Role.WORK


def to_session(
    workout: Workout,
    name: str,
    work: Direction = Direction.BACKWARD,
    rest: Direction = Direction.FORWARD,
) -> Session:
    """Return the session of a workout.

    Raises `InvalidSession` if it has no step or too many.
    """
    directions = {
        Role.WORK: work,
        Role.REST: rest,
        Role.EASY: Direction.FORWARD,
        Role.FORWARD: Direction.FORWARD,
        Role.BACKWARD: Direction.BACKWARD,
        Role.STAND: Direction.STAND,
    }
    segments: list[Segment] = []
    for count, (step, turn, turns) in enumerate(_flat(workout.steps)):
        if count == MOST_SEGMENTS:
            raise InvalidSession(f"the workout has more than {MOST_SEGMENTS:,} steps")
        duration = None if step.seconds is None else timedelta(seconds=round(step.seconds, 3))
        if duration is not None and duration < SHORTEST:
            continue
        segments.append(
            Segment(
                directions[step.role],
                duration,
                label=one_line(step.label) or None,
                note=one_line(step.note) or None,
                round=turn,
                rounds=turns,
            )
        )
    if not segments:
        raise InvalidSession("the workout has no step of a second or more")
    return Session(name, one_line(workout.title) or name, tuple(segments))


def _flat(steps: Sequence[Step | Repeat]) -> Iterator[tuple[Step, int | None, int | None]]:
    """Yield each step with its round and the number of rounds, innermost repeat first."""
    for step in steps:
        if isinstance(step, Step):
            yield step, None, None
            continue
        for turn in range(1, step.times + 1):
            for inner, own, of in _flat(step.steps):
                yield inner, own or turn, of or step.times


def one_line(text: str) -> str:
    """Return text as one line without control characters, shortened if it is long."""
    words = " ".join(printable(text, " ").split())
    return words if len(words) <= LONGEST_TEXT else words[: LONGEST_TEXT - 1] + "…"


def left_out_remarks(counts: Mapping[str, int]) -> list[str]:
    """Return a remark for each kind of thing that was left out, with its number."""
    return [
        f"left out: {what}" + (f" ({count} times)" if count > 1 else "")
        for what, count in sorted(counts.items())
    ]


def seconds_of(value: object, what: str) -> float:
    """Return a number of seconds. Raises `InvalidSession` unless it is from 0 to 86,400."""
    try:
        seconds = float(str(value).strip().replace(",", "."))
    except ValueError:
        seconds = -1.0
    if not 0 <= seconds <= 24 * 3600:
        raise InvalidSession(f"{what} is {str(value)[:40]!r}, not seconds between 0 and 86,400")
    return seconds


def times_of(value: object, what: str) -> int:
    """Return a number of repeats. Raises `InvalidSession` if it is no number or out of range."""
    try:
        times = int(str(value).strip())
    except ValueError:
        times = 0
    if not 1 <= times <= MOST_SEGMENTS:
        raise InvalidSession(f"{what} is {str(value)[:40]!r}, not a whole number of 1 or more")
    return times
