"""`.fit`: a workout for a Garmin watch.

Written here rather than by a library: a workout is a few fixed records, and the library there is
for them refuses valid repeats, or told to be lax checks nothing.
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
from .formats import Options, Part, whole
from .repeats import find_repeats

MOST_STEPS = 50
"""What a watch takes, each repeat being a step of its own."""
NAME, TITLE, NOTES = 15, 31, 127
"""Bytes of texts that watches take, without the zero at their end."""
WORKOUT_FILE, DEVELOPMENT, WALKING, OPEN_TARGET = 5, 255, 11, 2
MADE = 1_072_915_200
"""A fixed moment in place of that of the export: equal sessions make equal files."""
ENUM, UINT16, UINT32, UINT32Z, STRING = 0x00, 0x84, 0x86, 0x8C, 0x07
SIZES = {ENUM: 1, UINT16: 2, UINT32: 4, UINT32Z: 4}
FILE_ID, WORKOUT, WORKOUT_STEP = 0, 26, 27
"""The kinds of records."""


class Ends(IntEnum):
    """How a step ends."""

    TIME = 0
    OPEN = 5
    REPEAT = 6


class Intensity(IntEnum):
    """What a watch calls a step."""

    ACTIVE = 0
    REST = 1
    WARM_UP = 2
    COOL_DOWN = 3


class Step(NamedTuple):
    """A step; of a repeat `value` is the step it goes back to, and `times` how often it is done.

    Else `value` is in milliseconds.
    """

    ends: Ends
    value: int = 0
    times: int = 0
    name: str = ""
    notes: str = ""
    intensity: Intensity = Intensity.ACTIVE


class Field(NamedTuple):
    """A value of a record: its number and type in the profile; texts have a fixed size."""

    number: int
    kind: int
    value: int | str
    size: int = 0


def parts(session: Session, path: Path, options: Options) -> Iterable[Part]:
    """One file. Raises `InvalidSession` where a watch could not hold it."""
    return [whole(path, workout(session, options.units))]


def workout(session: Session, units: str) -> bytes:
    """The whole file."""
    steps = steps_of(session, units)
    if len(steps) > MOST_STEPS:
        raise InvalidSession(
            f"a watch takes at most {MOST_STEPS} steps, and this session makes {len(steps)}:"
            " make its rounds alike, for they count once, or cut it in two, or export audio"
        )
    body = _record(WORKOUT, _head(session, len(steps)))
    body += b"".join(_record(WORKOUT_STEP, _fields(n, step)) for n, step in enumerate(steps))
    serial = int.from_bytes(hashlib.sha256(body).digest()[:4], "big") or 1
    data = _record(FILE_ID, _identity(serial)) + body
    header = struct.pack("<BBHI4s", 14, 0x10, 2132, len(data), b".FIT")
    file = header + struct.pack("<H", checksum(header)) + data
    return file + struct.pack("<H", checksum(file))


def steps_of(session: Session, units: str) -> list[Step]:
    """The session's steps, with its rounds as repeats of one level."""
    segments, steps, place = session.segments, list[Step](), 0
    for run in find_repeats([_key(segment) for segment in segments], MOST_STEPS - 1):
        begin = len(steps)
        for segment in segments[place : place + run.size]:
            alone = run.times == 1 and len(segments) > 1
            edge = {0: Intensity.WARM_UP, len(segments) - 1: Intensity.COOL_DOWN}.get(place)
            steps.append(_step(segment, edge if alone else None, units))
        if run.times > 1:
            steps.append(Step(Ends.REPEAT, begin, run.times))
        place += run.size * run.times
    return steps


def _key(segment: Segment) -> Hashable:
    """What two segments have in common that are one step on the watch."""
    return (
        *(segment.direction, segment.duration, segment.at_most),
        *(segment.label, segment.note, segment.speed_kmh, segment.cadence),
    )


def _step(segment: Segment, edge: Intensity | None, units: str) -> Step:
    """A segment; at an edge of the session a forward one warms up or cools down."""
    name = f"{segment.direction.capitalize()} {printable(segment.label or '')}"
    is_open = segment.duration is None
    return Step(
        Ends.OPEN if is_open else Ends.TIME,
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
    yield Field(4, UINT32, MADE)


def _head(session: Session, count: int) -> Iterator[Field]:
    yield Field(4, ENUM, WALKING)
    yield Field(6, UINT16, count)
    yield Field(8, STRING, printable(session.title), TITLE)


def _fields(place: int, step: Step) -> Iterator[Field]:
    yield Field(254, UINT16, place)
    yield Field(1, ENUM, step.ends)
    if step.ends is not Ends.OPEN:
        yield Field(2, UINT32, step.value)
    yield Field(3, ENUM, OPEN_TARGET)
    yield Field(4, UINT32, step.times)
    yield Field(7, ENUM, step.intensity)
    if step.name:
        yield Field(0, STRING, step.name, NAME)
    if step.notes:
        yield Field(8, STRING, step.notes, NOTES)


def _record(kind: int, fields: Iterable[Field]) -> bytes:
    """A definition followed by its one message: simple, and small enough."""
    packed = [(field, _packed(field)) for field in fields]
    described = b"".join(bytes((f.number, len(data), f.kind)) for f, data in packed)
    definition = struct.pack("<BBBHB", 0x40, 0, 0, kind, len(packed)) + described
    return definition + b"\0" + b"".join(data for _, data in packed)


def _packed(field: Field) -> bytes:
    if isinstance(field.value, str):
        return cut(field.value, field.size).ljust(field.size + 1, b"\0")
    return field.value.to_bytes(SIZES[field.kind], "little")


def cut(text: str, most: int) -> bytes:
    """The text in UTF-8, cut between two characters."""
    return text.encode()[:most].decode(errors="ignore").rstrip().encode()


_NIBBLES = (
    *(0x0000, 0xCC01, 0xD801, 0x1400, 0xF001, 0x3C00, 0x2800, 0xE401),
    *(0xA001, 0x6C00, 0x7800, 0xB401, 0x5000, 0x9C01, 0x8801, 0x4400),
)


def checksum(data: Sequence[int]) -> int:
    """The format's CRC, of 16 bits."""
    crc = 0
    for byte in data:
        for nibble in (byte & 15, byte >> 4):
            crc = (crc >> 4) ^ _NIBBLES[(crc ^ nibble) & 15]
    return crc
