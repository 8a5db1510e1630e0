"""`.fit`: a workout for a Garmin watch."""

from __future__ import annotations

import hashlib
from collections.abc import Hashable, Iterable, Iterator
from datetime import timedelta
from enum import IntEnum
from pathlib import Path
from typing import NamedTuple

from ..core.describe import segment_details
from ..core.session import Direction, Segment, Session
from ..errors import InvalidSession
from ..sanitize import printable
from .fit_encoding import ENUM, STRING, UINT16, UINT32, UINT32Z, Field, fit_file, message
from .formats import Options, OutputFile, file_with
from .repeats import find_repeats

MAX_STEPS = 50
"""Maximum number of steps that a watch accepts; each repeat counts as one."""
NAME, TITLE, NOTES = 15, 31, 127
"""Maximum lengths of texts on watches, in bytes without the final zero."""
WORKOUT_FILE, DEVELOPMENT, WALKING, OPEN_TARGET = 5, 255, 11, 2
CREATED = 1_072_915_200
"""A fixed creation time, in seconds since 1989-12-31 UTC: equal sessions make equal files."""
FILE_ID, WORKOUT, WORKOUT_STEP = 0, 26, 27
"""Message numbers of the FIT profile."""


class EndCondition(IntEnum):
    """What ends a step (`wkt_step_duration` in the FIT profile)."""

    TIME = 0
    OPEN = 5
    REPEAT = 6


class Intensity(IntEnum):
    """The kind of a step, as the watch shows it."""

    ACTIVE = 0
    REST = 1
    WARM_UP = 2
    COOL_DOWN = 3


class Step(NamedTuple):
    """A workout step.

    `value` is a length in milliseconds, or for a repeat the number of its first step. `times` is
    the number of repetitions.
    """

    end: EndCondition
    value: int = 0
    times: int = 0
    name: str = ""
    notes: str = ""
    intensity: Intensity = Intensity.ACTIVE


def files(session: Session, path: Path, options: Options) -> Iterable[OutputFile]:
    """Return one file. Raises `InvalidSession` if the session has too many steps for a watch."""
    return [file_with(path, workout(session, options.units))]


def workout(session: Session, units: str) -> bytes:
    """Return the file's content. Raises `InvalidSession`."""
    steps = steps_of(session, units)
    if len(steps) > MAX_STEPS:
        raise InvalidSession(
            f"this session needs {len(steps)} steps, and a watch accepts at most {MAX_STEPS}:"
            " use equal rounds, which count once, split the session in two, or export audio"
        )
    body = message(WORKOUT, _head(session, len(steps)))
    body += b"".join(message(WORKOUT_STEP, _fields(n, step)) for n, step in enumerate(steps))
    serial = int.from_bytes(hashlib.sha256(body).digest()[:4], "big") or 1
    return fit_file(message(FILE_ID, _identity(serial)) + body)


def steps_of(session: Session, units: str) -> list[Step]:
    """Return the session's steps, with equal rounds as repeats that are not nested."""
    segments, steps, index = session.segments, list[Step](), 0
    for run in find_repeats([_key(segment) for segment in segments], MAX_STEPS - 1):
        begin = len(steps)
        for segment in segments[index : index + run.size]:
            alone = run.times == 1 and len(segments) > 1
            edge = {0: Intensity.WARM_UP, len(segments) - 1: Intensity.COOL_DOWN}.get(index)
            steps.append(_step(segment, edge if alone else None, units))
        if run.times > 1:
            steps.append(Step(EndCondition.REPEAT, begin, run.times))
        index += run.size * run.times
    return steps


def _key(segment: Segment) -> Hashable:
    """Return a key that is equal for segments that are the same step on the watch."""
    return (
        *(segment.direction, segment.duration, segment.at_most),
        *(segment.label, segment.note, segment.speed_kmh, segment.cadence),
    )


def _step(segment: Segment, edge: Intensity | None, units: str) -> Step:
    """Return a segment as a step. `edge` is the intensity of a forward one at either end."""
    name = f"{segment.direction.capitalize()} {printable(segment.label or '')}"
    is_open = segment.duration is None
    return Step(
        EndCondition.OPEN if is_open else EndCondition.TIME,
        (segment.duration or timedelta()) // timedelta(milliseconds=1),
        name=name.strip(),
        notes=", ".join(segment_details(segment, units)),
        intensity={
            Direction.FORWARD: edge or Intensity.ACTIVE,
            Direction.BACKWARD: Intensity.ACTIVE,
            Direction.STAND: Intensity.REST,
        }[segment.direction],
    )


def _identity(serial: int) -> Iterator[Field]:
    yield Field(0, ENUM, WORKOUT_FILE)
    yield Field(1, UINT16, DEVELOPMENT)
    yield Field(2, UINT16, 0)
    yield Field(3, UINT32Z, serial)
    yield Field(4, UINT32, CREATED)


def _head(session: Session, count: int) -> Iterator[Field]:
    yield Field(4, ENUM, WALKING)
    yield Field(6, UINT16, count)
    yield Field(8, STRING, printable(session.title), TITLE)


def _fields(index: int, step: Step) -> Iterator[Field]:
    yield Field(254, UINT16, index)
    yield Field(1, ENUM, step.end)
    if step.end is not EndCondition.OPEN:
        yield Field(2, UINT32, step.value)
    yield Field(3, ENUM, OPEN_TARGET)
    yield Field(4, UINT32, step.times)
    yield Field(7, ENUM, step.intensity)
    if step.name:
        yield Field(0, STRING, step.name, NAME)
    if step.notes:
        yield Field(8, STRING, step.notes, NOTES)
