"""Read a walk from an export, which may hold anything: check every value."""

from __future__ import annotations

import time
from collections.abc import Mapping
from datetime import datetime
from functools import partial
from typing import Any

from ..core.events import EndReason, Outcome
from ..durations import LONGEST
from ..sanitize import first_control
from .record import BREAK, LOGGED, MS, Checkpoint, Feedback, LogEntry, SegmentVisit, WalkRecord
from .rows import MAX_NUMBER, local_time, milliseconds
from .session_json import session_of

LOG_KINDS = frozenset((*(event.kind for event in LOGGED), BREAK))
EARLIEST_YEAR = 1970
MAX_NOTE = 2000
"""Characters of a note."""
MAX_UID = 200
CLOCK_ERROR = 24 * 60 * 60 * 1000
"""Milliseconds by which the clock of another machine may be ahead."""


def record_of(data: Any) -> WalkRecord:
    """Return the walk of an object of schema 1. Raise `ValueError` with the reason if invalid."""
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
    """Return the feedback in an object. Raise `ValueError` if it is invalid."""
    stumble, note = data.get("stumble"), data.get("note")
    if not isinstance(stumble, bool | None):
        raise ValueError("'stumble' is not true or false")
    if note is not None:
        note = text_of(data, "note", MAX_NOTE)
    return Feedback(_scale(data, "effort"), _scale(data, "pain"), stumble, note)


def text_of(data: Mapping[str, Any], key: str, max_length: int) -> str:
    """Return a text. Raise `ValueError` if it is missing, too long or not printable."""
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
    value = partial(_whole, _entry(data, SegmentVisit._fields))
    if not isinstance(data["reason"], str) or data["reason"] not in set(EndReason):
        raise ValueError("a segment has an unknown 'reason'")
    return SegmentVisit(
        value("n"),
        value("segment", high=count - 1),
        value("began"),
        value("ended"),
        value("walked"),
        data["reason"],
    )


def _log_entry(data: Any, count: int) -> LogEntry:
    value = partial(_whole, _entry(data, LogEntry._fields))
    if not isinstance(data["kind"], str) or data["kind"] not in LOG_KINDS:
        raise ValueError("an event has an unknown 'kind'")
    return LogEntry(
        value("n"),
        data["kind"],
        value("moment"),
        value("at"),
        None if data["segment"] is None else value("segment", high=count - 1),
        None if data["length"] is None else value("length", low=-MAX_NUMBER),
    )


def _checkpoint(data: Any, count: int) -> Checkpoint:
    value = partial(_whole, _entry(data, Checkpoint._fields))
    return Checkpoint(
        value("segment", high=count - 1),
        value("began"),
        value("walked"),
        None if data["ends"] is None else value("ends", high=LONGEST // MS),
        value("moment"),
        value("seen", high=round(time.time() * 1000) + CLOCK_ERROR),
    )


def _entry(data: Any, fields: tuple[str, ...]) -> Mapping[str, Any]:
    """Return an object that has exactly these fields."""
    if not isinstance(data, dict) or data.keys() != set(fields):
        raise ValueError(f"an entry has other fields than {', '.join(fields)}")
    return data


def _list(data: Mapping[str, Any], key: str) -> list[Any]:
    entries = data.get(key)
    if not isinstance(entries, list):
        raise ValueError(f"'{key}' is not a list")
    return entries


def _whole(data: Mapping[str, Any], key: str, low: int = 0, high: int = MAX_NUMBER) -> int:
    value = data[key]
    if type(value) is not int or not low <= value <= high:
        raise ValueError(f"'{key}' is not a whole number from {low} to {high}")
    return value


def _scale(data: Mapping[str, Any], key: str) -> int | None:
    return None if data.get(key) is None else _whole(data, key, 0, 10)
