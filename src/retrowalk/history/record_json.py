"""Read a walk from an export, and check every value."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from operator import itemgetter
from typing import Any

from ..core.events import EndReason, Outcome
from ..core.session import Session
from ..durations import LONGEST
from ..sanitize import first_control
from .record import BREAK, LOGGED, MS, Checkpoint, Feedback, LogEntry, SegmentVisit, WalkRecord
from .rows import MAX_NUMBER
from .session_json import parse_plan, session_of

LOG_KINDS = frozenset((*(event.kind for event in LOGGED), BREAK))
_BEFORE_PLAN = re.compile(r'\{[^{}]*"plan":')
_AFTER_PLAN = '},"segments":['
OUTCOMES = {str(outcome): outcome for outcome in Outcome}
REASONS = frozenset(map(str, EndReason))
EARLIEST_YEAR, LATEST_YEAR = 1970, 9998
"""A time in these years can be expressed in every time zone."""
MAX_NOTE = 2000
"""Maximum number of characters of an imported note; other versions may allow longer ones."""
MAX_UID = 200
CLOCK_ERROR = 24 * 60 * 60 * 1000
"""Milliseconds by which the clock of another machine may be ahead."""


def with_session(text: str) -> tuple[Any, Session] | None:
    """Return the object and the session of a walk in the form of `history export`.

    Most walks share a few plans, so each plan's text is read once. Return None if the text has
    another form or is invalid.
    """
    before = _BEFORE_PLAN.match(text)
    if before is None:
        return None
    start, end = before.end(), text.find(_AFTER_PLAN, before.end()) + 1
    try:
        session = parse_plan(text[start:end])
        data = json.loads(f"{text[:start]}null{text[end:]}")
    except (ValueError, RecursionError):
        return None
    return None if data["plan"] else (data, session)


def record_of(data: Any, session: Session | None = None) -> WalkRecord:
    """Return the walk of an object of schema 1, with the session of its plan if it is known.

    Raises `ValueError` with the reason if it is invalid.
    """
    if not isinstance(data, dict):
        raise ValueError("it is not an object")
    session = session or session_of(data.get("plan"))
    count = len(session.segments)
    standing = data.get("standing")
    record = WalkRecord(
        _uid(data),
        _start(data),
        session,
        text_of(data, "version", MAX_UID),
        _outcome(data),
        _visits(_list(data, "segments"), count),
        _log(_list(data, "events"), count),
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
        raise ValueError(f"'{key}' is not a string of one line")
    return text


def _uid(data: Mapping[str, Any]) -> str:
    uid = text_of(data, "uid", MAX_UID)
    if not uid:
        raise ValueError("'uid' is empty")
    return uid


def _start(data: Mapping[str, Any]) -> datetime:
    """Return when the walk started, as a time with a zone."""
    text = text_of(data, "started", MAX_UID)
    try:
        started = datetime.fromisoformat(text)
        zone = started.utcoffset()
        if zone is None or not EARLIEST_YEAR <= started.year <= LATEST_YEAR:
            raise ValueError
    except ValueError:
        raise ValueError(f"'started' is not a time with a zone from {EARLIEST_YEAR} on") from None
    return started


def _outcome(data: Mapping[str, Any]) -> Outcome:
    outcome = data.get("outcome")
    if not isinstance(outcome, str) or outcome not in OUTCOMES:
        raise ValueError(f"'outcome' is not {', '.join(OUTCOMES)}")
    return OUTCOMES[outcome]


def _visits(entries: list[Any], count: int) -> tuple[SegmentVisit, ...]:
    """Return the visits. Whole columns are checked at once: a history has millions of values."""
    visits = tuple(map(SegmentVisit._make, _rows(entries, SegmentVisit._fields)))
    if visits:
        *numbers, reasons = zip(*visits, strict=True)
        for column in numbers:
            _check_numbers(column)
        _check_indexes(numbers[1], count)
        if set(map(type, reasons)) != {str} or not REASONS.issuperset(reasons):
            raise ValueError("a segment has an unknown 'reason'")
    return visits


def _log(entries: list[Any], count: int) -> tuple[LogEntry, ...]:
    log = tuple(map(LogEntry._make, _rows(entries, LogEntry._fields)))
    for n, kind, moment, at, segment, length in log:
        _check_numbers((n, moment, at))
        if not isinstance(kind, str) or kind not in LOG_KINDS:
            raise ValueError("an event has an unknown 'kind'")
        if segment is not None:
            _check_indexes((segment,), count)
        if length is not None:
            _check_numbers((length,), -MAX_NUMBER)  # a shortened segment
    return log


def _checkpoint(data: Any, count: int) -> Checkpoint:
    checkpoint = Checkpoint._make(*_rows([data], Checkpoint._fields))
    segment, began, walked, ends, moment, seen = checkpoint
    _check_indexes((segment,), count)
    _check_numbers((began, walked, moment))
    if ends is not None:
        _check_numbers((ends,), high=LONGEST // MS)
    _check_numbers((seen,), high=round(time.time() * 1000) + CLOCK_ERROR)
    return checkpoint


def _rows(entries: list[Any], fields: tuple[str, ...]) -> Iterable[tuple[Any, ...]]:
    """Return the values of objects that have exactly these fields."""
    if not {dict}.issuperset(map(type, entries)) or not {len(fields)}.issuperset(map(len, entries)):
        raise ValueError(f"an entry does not have the fields {', '.join(fields)}")
    try:
        return list(map(itemgetter(*fields), entries))
    except KeyError as error:
        raise ValueError(f"an entry has no {error}") from None


def _check_numbers(values: Sequence[Any], low: int = 0, high: int = MAX_NUMBER) -> None:
    if set(map(type, values)) != {int} or min(values) < low or max(values) > high:
        raise ValueError(f"an entry has a value that is not a whole number from {low} to {high}")


def _check_indexes(segments: Sequence[Any], count: int) -> None:
    if set(map(type, segments)) != {int} or min(segments) < 0 or max(segments) >= count:
        raise ValueError("an entry has a 'segment' that is not in the plan")


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
