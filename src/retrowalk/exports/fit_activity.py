"""A recorded walk as a FIT activity, for watches and training sites."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from ..core.session import Direction
from .activity import Activity, Lap
from .fit_encoding import (
    BYTE,
    ENUM,
    PROTOCOL_2,
    STRING,
    UINT8,
    UINT16,
    UINT32,
    UINT32Z,
    Field,
    fit_file,
    message,
)

EPOCH = datetime(1989, 12, 31, tzinfo=UTC)
"""FIT counts seconds from this moment."""
MS = timedelta(milliseconds=1)
TIMESTAMP, MESSAGE_INDEX = 253, 254
"""Field numbers that are the same in every message."""
FILE_ID, SESSION, LAP, RECORD, EVENT, ACTIVITY = 0, 18, 19, 20, 21, 34
FIELD_DESCRIPTION, DEVELOPER_DATA_ID = 206, 207
"""Message numbers of the FIT profile."""
ACTIVITY_FILE, DEVELOPMENT, WALKING, INDOOR_WALKING, GENERIC = 4, 255, 11, 27, 0
TIMER, LAP_EVENT, SESSION_EVENT, ACTIVITY_EVENT = 0, 9, 8, 26
START, STOP, STOP_ALL = 0, 1, 4
"""Kinds of events, and whether they start or stop something."""
DIRECTION_FIELD, NAME_FIELD = 0, 1
DIRECTIONS = {Direction.FORWARD: 0, Direction.BACKWARD: 1, Direction.STAND: 2}
LONGEST_NAME = 31
APPLICATION = hashlib.sha256(b"retrowalk").digest()[:16]


def activity_file(activity: Activity) -> bytes:
    """Return the file. Equal activities make equal files, so a second upload is a duplicate."""
    parts = [
        message(FILE_ID, _identity(activity)),
        *_developer_fields(),
        message(EVENT, _timer(activity.start, START)),
        *(message(RECORD, fields, own) for fields, own in _records(activity)),
    ]
    for begin, end in activity.pauses:
        parts.append(message(EVENT, _timer(begin, STOP_ALL)))
        parts.append(message(EVENT, _timer(end, START)))
    parts.append(message(EVENT, _timer(activity.end, STOP_ALL)))
    parts += [
        message(LAP, _lap(n, lap, activity), _own(lap)) for n, lap in enumerate(activity.laps)
    ]
    parts.append(message(SESSION, _session(activity)))
    parts.append(message(ACTIVITY, _activity(activity)))
    return fit_file(b"".join(parts), PROTOCOL_2)


def _seconds(moment: datetime) -> int:
    return round((moment - EPOCH).total_seconds())


def _identity(activity: Activity) -> Iterator[Field]:
    serial = int.from_bytes(hashlib.sha256(activity.uid.encode()).digest()[:4], "big") or 1
    yield Field(0, ENUM, ACTIVITY_FILE)
    yield Field(1, UINT16, DEVELOPMENT)
    yield Field(2, UINT16, 0)
    yield Field(3, UINT32Z, serial)
    yield Field(4, UINT32, _seconds(activity.start))


def _developer_fields() -> Iterator[bytes]:
    """Describe our custom fields: the direction of a record or lap, and a lap's name."""
    yield message(
        DEVELOPER_DATA_ID, [Field(3, UINT8, 0), Field(4, UINT32, 1), Field(1, BYTE, APPLICATION)]
    )
    for number, base_type, name in (
        (DIRECTION_FIELD, UINT8, "direction"),
        (NAME_FIELD, STRING, "segment"),
    ):
        yield message(
            FIELD_DESCRIPTION,
            [
                Field(0, UINT8, 0),
                Field(1, UINT8, number),
                Field(2, UINT8, base_type),
                Field(3, STRING, name, LONGEST_NAME),
            ],
        )


def _own(lap: Lap) -> list[Field]:
    return [
        Field(DIRECTION_FIELD, UINT8, DIRECTIONS[lap.direction]),
        Field(NAME_FIELD, STRING, lap.name, LONGEST_NAME),
    ]


def _timer(moment: datetime, kind: int) -> Iterator[Field]:
    yield Field(TIMESTAMP, UINT32, _seconds(moment))
    yield Field(0, ENUM, TIMER)
    yield Field(1, ENUM, kind)


def _records(activity: Activity) -> Iterator[tuple[list[Field], list[Field]]]:
    """Yield a record at both ends of each lap, with the distance if it is known."""
    meters = 0.0
    for lap in activity.laps:
        own = [Field(DIRECTION_FIELD, UINT8, DIRECTIONS[lap.direction])]
        for moment, walked in ((lap.start, 0.0), (lap.end, lap.meters or 0.0)):
            fields = [Field(TIMESTAMP, UINT32, _seconds(moment))]
            if activity.meters is not None:
                fields.append(Field(5, UINT32, round((meters + walked) * 100)))
            yield fields, own
        meters += lap.meters or 0.0


def _lap(number: int, lap: Lap, activity: Activity) -> Iterator[Field]:
    yield Field(MESSAGE_INDEX, UINT16, number)
    yield Field(TIMESTAMP, UINT32, _seconds(lap.end))
    yield Field(0, ENUM, LAP_EVENT)
    yield Field(1, ENUM, STOP)
    yield Field(2, UINT32, _seconds(lap.start))
    yield Field(7, UINT32, lap.elapsed // MS)
    yield Field(8, UINT32, lap.moving // MS)
    if lap.meters is not None and activity.meters is not None:
        yield Field(9, UINT32, round(lap.meters * 100))
    yield Field(25, ENUM, WALKING)
    yield Field(39, ENUM, INDOOR_WALKING if activity.is_indoor else GENERIC)


def _session(activity: Activity) -> Iterator[Field]:
    yield Field(MESSAGE_INDEX, UINT16, 0)
    yield Field(TIMESTAMP, UINT32, _seconds(activity.end))
    yield Field(0, ENUM, SESSION_EVENT)
    yield Field(1, ENUM, STOP)
    yield Field(2, UINT32, _seconds(activity.start))
    yield Field(5, ENUM, WALKING)
    yield Field(6, ENUM, INDOOR_WALKING if activity.is_indoor else GENERIC)
    yield Field(7, UINT32, (activity.end - activity.start) // MS)
    yield Field(8, UINT32, activity.moving // MS)
    if activity.meters is not None:
        yield Field(9, UINT32, round(activity.meters * 100))
    yield Field(25, UINT16, 0)
    yield Field(26, UINT16, len(activity.laps))
    yield Field(28, ENUM, 0)
    yield Field(110, STRING, activity.title, LONGEST_NAME)
    if activity.effort is not None:
        yield Field(193, UINT8, activity.effort * 10)


def _activity(activity: Activity) -> Iterator[Field]:
    offset = activity.start.utcoffset() or timedelta(0)
    yield Field(TIMESTAMP, UINT32, _seconds(activity.end))
    yield Field(0, UINT32, activity.moving // MS)
    yield Field(1, UINT16, 1)
    yield Field(2, ENUM, 0)
    yield Field(3, ENUM, ACTIVITY_EVENT)
    yield Field(4, ENUM, STOP)
    yield Field(5, UINT32, _seconds(activity.end) + round(offset.total_seconds()))
