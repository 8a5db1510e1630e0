"""Read a walk from an export, and check every value."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from datetime import datetime
from operator import itemgetter
from typing import Any

from ..core.events import EndReason, Outcome
from ..durations import LONGEST
from ..sanitize import first_control
from .record import BREAK, LOGGED, MS, Checkpoint, Feedback, LogEntry, SegmentVisit, WalkRecord
from .rows import MAX_NUMBER, local_time, milliseconds
from .session_json import session_of

LOG_KINDS = frozenset((*(event.kind for event in LOGGED), BREAK))
REASONS = frozenset(map(str, EndReason))
EARLIEST_YEAR = 1970
MAX_NOTE = 2000
"""Maximum number of characters of an imported note; other versions may allow longer ones."""
MAX_UID = 200
CLOCK_ERROR = 24 * 60 * 60 * 1000
"""Milliseconds by which the clock of another machine may be ahead."""


def record_of(data: Any) -> WalkRecord:
    """Return the walk of an object of schema 1. Raises `ValueError` with the reason if invalid."""
    if not isinstance(data, dict):
        raise ValueError("it is not an object")
    session = session_of(data.get("plan"))
    count = len(session.segments)
    standing = data.get("standing")
    record = WalkRecord(
        _uid(data),
        _start(data),
        session,
        text_of(data, "version", MAX_UID),
        _outcome(data),
        tuple(_visit(entry, count) for entry in _list(data, "segments")),
        tuple(_log_entry(entry, count) for entry in _list(data, "events")),
        None if standing is None else _checkpoint(standing, count),
        feedback_of(data),
    )
    if sum(visit.walked for visit in record.visits) > MAX_NUMBER:
        raise ValueError("it is too long")
    return record


def feedback_of(data: Mapping[str, Any]) -> Feedback:
    """Return the feedback in an object. Raises `ValueError` if it is invalid."""
    return Feedback(
        _scale(data, "effort"),
        _scale(data, "pain"),
        _flag(data, "stumble"),
        None if data.get("note") is None else text_of(data, "note", MAX_NOTE),
        _flag(data, "dizziness"),
        _flag(data, "alarm"),
        _scale(data, "morning_pain"),
    )


def _flag(data: Mapping[str, Any], key: str) -> bool | None:
    value = data.get(key)
    if not isinstance(value, bool | None):
        raise ValueError(f"'{key}' is not true or false")
    return value


def text_of(data: Mapping[str, Any], key: str, max_length: int) -> str:
    """Return a text. Raises `ValueError` if it is missing, too long or not printable."""
    text = data.get(key)
    if not isinstance(text, str) or len(text) > max_length or first_control(text):
        raise ValueError(f"'{key}' is not a text of one line")
    return text


def _uid(data: Mapping[str, Any]) -> str:
    uid = text_of(data, "uid", MAX_UID)
    if not uid:
        raise ValueError("'uid' is empty")
    return uid


def _start(data: Mapping[str, Any]) -> datetime:
    """Return when the walk started. It must survive the history file, which has whole minutes."""
    text = text_of(data, "started", MAX_UID)
    try:
        started = datetime.fromisoformat(text)
        zone = started.utcoffset()
        if zone is None or started.year < EARLIEST_YEAR:
            raise ValueError
        local_time(milliseconds(started), zone // (60_000 * MS))
    except (ValueError, OverflowError):
        raise ValueError(f"'started' is not a time with a zone from {EARLIEST_YEAR} on") from None
    return started


def _outcome(data: Mapping[str, Any]) -> Outcome:
    outcome = data.get("outcome")
    if not isinstance(outcome, str) or outcome not in set(Outcome):
        raise ValueError(f"'outcome' is not {', '.join(Outcome)}")
    return Outcome(outcome)


def _visit(data: Any, count: int) -> SegmentVisit:
    visit = SegmentVisit._make(_values(data, SegmentVisit._fields))
    _check_numbers(visit[:-1])
    if not isinstance(visit.reason, str) or visit.reason not in REASONS:
        raise ValueError("a segment has an unknown 'reason'")
    _index(visit.segment, count)
    return visit


def _log_entry(data: Any, count: int) -> LogEntry:
    n, kind, moment, at, segment, length = _values(data, LogEntry._fields)
    _check_numbers([n, moment, at])
    if not isinstance(kind, str) or kind not in LOG_KINDS:
        raise ValueError("an event has an unknown 'kind'")
    if segment is not None:
        _index(segment, count)
    if length is not None:
        _check_numbers([length], -MAX_NUMBER)  # a shortened segment
    return LogEntry(n, kind, moment, at, segment, length)


def _checkpoint(data: Any, count: int) -> Checkpoint:
    segment, began, walked, ends, moment, seen = _values(data, Checkpoint._fields)
    _check_numbers([began, walked, moment])
    if ends is not None:
        _check_numbers([ends], high=LONGEST // MS)
    _check_numbers([seen], high=round(time.time() * 1000) + CLOCK_ERROR)
    return Checkpoint(_index(segment, count), began, walked, ends, moment, seen)


def _values(data: Any, fields: tuple[str, ...]) -> tuple[Any, ...]:
    """Return the values of an object that has exactly these fields."""
    if not isinstance(data, dict) or len(data) != len(fields):
        raise ValueError(f"an entry does not have the fields {', '.join(fields)}")
    try:
        values: tuple[Any, ...] = itemgetter(*fields)(data)
    except KeyError as error:
        raise ValueError(f"an entry has no {error}") from None
    return values


def _check_numbers(values: Sequence[Any], low: int = 0, high: int = MAX_NUMBER) -> None:
    for value in values:
        if type(value) is not int or not low <= value <= high:
            raise ValueError(f"{[*values]} are not whole numbers from {low} to {high}")


def _index(segment: Any, count: int) -> int:
    if type(segment) is not int or not 0 <= segment < count:
        raise ValueError("an entry has a 'segment' that is not in the plan")
    return segment


def _list(data: Mapping[str, Any], key: str) -> list[Any]:
    entries = data.get(key)
    if not isinstance(entries, list):
        raise ValueError(f"'{key}' is not a list")
    return entries


def _scale(data: Mapping[str, Any], key: str) -> int | None:
    value = data.get(key)
    if value is not None and (type(value) is not int or not 0 <= value <= 10):
        raise ValueError(f"'{key}' is not a whole number from 0 to 10")
    return value
