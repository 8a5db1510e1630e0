"""`.fit`: a workout for a Garmin watch.

Written by hand: a workout is a few fixed records, and the available library either refuses valid
repeats or, in its lax mode, checks nothing.
"""

from __future__ import annotations

import hashlib
import struct
from collections.abc import Hashable, Iterable, Iterator, Sequence
from datetime import timedelta
from enum import IntEnum
from pathlib import Path
from typing import NamedTuple

from ..core.describe import segment_details
from ..core.session import Direction, Segment, Session
from ..errors import InvalidSession
from ..sanitize import printable
from .formats import Options, OutputFile, file_with
from .repeats import find_repeats

MAX_STEPS = 50
"""The most steps that a watch accepts; each repeat counts as one."""
NAME, TITLE, NOTES = 15, 31, 127
"""The longest texts that watches accept, in bytes without the final zero."""
WORKOUT_FILE, DEVELOPMENT, WALKING, OPEN_TARGET = 5, 255, 11, 2
CREATED = 1_072_915_200
"""A fixed creation time, in seconds since 1989-12-31 UTC: equal sessions make equal files."""
ENUM, UINT16, UINT32, UINT32Z, STRING = 0x00, 0x84, 0x86, 0x8C, 0x07
SIZES = {ENUM: 1, UINT16: 2, UINT32: 4, UINT32Z: 4}
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

    `value` is a length in milliseconds, or for a repeat the number of its first step; `times` is
    how often a repeat is done.
    """

    end: EndCondition
    value: int = 0
    times: int = 0
    name: str = ""
    notes: str = ""
    intensity: Intensity = Intensity.ACTIVE


class Field(NamedTuple):
    """A field of a message: number and base type in the FIT profile; `size` is for texts."""

    number: int
    base_type: int
    value: int | str
    size: int = 0


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
    body = _record(WORKOUT, _head(session, len(steps)))
    body += b"".join(_record(WORKOUT_STEP, _fields(n, step)) for n, step in enumerate(steps))
    serial = int.from_bytes(hashlib.sha256(body).digest()[:4], "big") or 1
    data = _record(FILE_ID, _identity(serial)) + body
    header = struct.pack("<BBHI4s", 14, 0x10, 2132, len(data), b".FIT")
    file = header + struct.pack("<H", checksum(header)) + data
    return file + struct.pack("<H", checksum(file))


def steps_of(session: Session, units: str) -> list[Step]:
    """Return the session's steps, with equal rounds as repeats that are not nested."""
    segments, steps, place = session.segments, list[Step](), 0
    for run in find_repeats([_key(segment) for segment in segments], MAX_STEPS - 1):
        begin = len(steps)
        for segment in segments[place : place + run.size]:
            alone = run.times == 1 and len(segments) > 1
            edge = {0: Intensity.WARM_UP, len(segments) - 1: Intensity.COOL_DOWN}.get(place)
            steps.append(_step(segment, edge if alone else None, units))
        if run.times > 1:
            steps.append(Step(EndCondition.REPEAT, begin, run.times))
        place += run.size * run.times
    return steps


def _key(segment: Segment) -> Hashable:
    """Return what two segments must share to be the same step on the watch."""
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


def _fields(place: int, step: Step) -> Iterator[Field]:
    yield Field(254, UINT16, place)
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


def _record(kind: int, fields: Iterable[Field]) -> bytes:
    """Return a definition message followed by its data message."""
    packed = [(field, _packed(field)) for field in fields]
    described = b"".join(bytes((f.number, len(data), f.base_type)) for f, data in packed)
    definition = struct.pack("<BBBHB", 0x40, 0, 0, kind, len(packed)) + described
    return definition + b"\0" + b"".join(data for _, data in packed)


def _packed(field: Field) -> bytes:
    if isinstance(field.value, str):
        return cut(field.value, field.size).ljust(field.size + 1, b"\0")
    return field.value.to_bytes(SIZES[field.base_type], "little")


def cut(text: str, most: int) -> bytes:
    """Return the text in UTF-8, at most `most` bytes, cut between two characters."""
    return text.encode()[:most].decode(errors="ignore").rstrip().encode()


_NIBBLES = (
    *(0x0000, 0xCC01, 0xD801, 0x1400, 0xF001, 0x3C00, 0x2800, 0xE401),
    *(0xA001, 0x6C00, 0x7800, 0xB401, 0x5000, 0x9C01, 0x8801, 0x4400),
)


def checksum(data: Sequence[int]) -> int:
    """Return the 16-bit CRC that the format uses."""
    crc = 0
    for byte in data:
        for nibble in (byte & 15, byte >> 4):
            crc = (crc >> 4) ^ _NIBBLES[(crc ^ nibble) & 15]
    return crc
