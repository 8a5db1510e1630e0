"""Convert walks to rows of the history file, and back."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta, timezone
from typing import TYPE_CHECKING, Any

from ..core.events import EndReason, Outcome
from ..core.session import Direction, Session
from .record import MS, Checkpoint, Feedback, LogEntry, SegmentVisit, WalkRecord
from .session_json import parse_plan, recorded_plan

if TYPE_CHECKING:  # importing sqlite3 takes a while, and this module is needed at start-up
    import sqlite3

ADD_VISIT = (
    "INSERT OR REPLACE INTO visits (walk, n, segment, began, ended, walked, reason)"
    " VALUES (?, ?, ?, ?, ?, ?, ?)"
)
ADD_LOG_ENTRY = (
    "INSERT OR REPLACE INTO happenings (walk, n, kind, moment, at, segment, length)"
    " VALUES (?, ?, ?, ?, ?, ?, ?)"
)
SET_CHECKPOINT = (
    "INSERT OR REPLACE INTO standing (walk, segment, began, walked, ends, moment, seen)"
    " VALUES (?, ?, ?, ?, ?, ?, ?)"
)
SET_TOTALS = (
    "UPDATE walks SET walked = ?2, forward = ?3, backward = ?4, longest = ?5, outcome = ?6"
    " WHERE id = ?1"
)
FEEDBACK = "effort, pain, stumble, note, dizziness, alarm, morning_pain"
ADD_WALK = (
    "INSERT INTO walks (uid, started, zone, day, name, title, plan, version, outcome, planned,"  # noqa: S608
    f" walked, forward, backward, longest, {FEEDBACK}) VALUES ({', '.join('?' * 21)})"
)
COLUMNS = f"walks.id, uid, started, zone, walks.plan, version, outcome, {FEEDBACK}"
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MAX_CACHED_PLANS = 256
MAX_NUMBER = 1 << 43
"""Maximum number in a row: 278 years in milliseconds."""


class PlanCache:
    """Reads plans from the history file, each once, because most walks share a few plans."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._sessions: dict[int, Session] = {}
        self._ids: dict[int, tuple[Session, int]] = {}  # by identity: a session's hash is slow

    def session(self, plan: int) -> Session:
        """Return the session of a plan. Raises `ValueError` if it is damaged."""
        if plan not in self._sessions:
            query = "SELECT plan FROM plans WHERE id = ?"
            row = self._connection.execute(query, (plan,)).fetchone()
            if row is None or not isinstance(row[0], str):
                raise ValueError("its plan is missing")
            if len(self._sessions) >= MAX_CACHED_PLANS:
                self._sessions.clear()
            try:
                self._sessions[plan] = parse_plan(row[0])
            except ValueError as error:
                raise ValueError(f"its plan is damaged: {error}") from None
        return self._sessions[plan]

    def id_of(self, session: Session) -> int:
        """Return the id of a session's plan, added if it is new."""
        if id(session) not in self._ids:
            if len(self._ids) >= MAX_CACHED_PLANS:
                self._ids.clear()
            self._ids[id(session)] = session, add_plan(self._connection, session)
        return self._ids[id(session)][1]


def add_plan(connection: sqlite3.Connection, session: Session) -> int:
    """Return the id of a session's plan, added if it is new."""
    text = recorded_plan(session)
    digest = hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:32]
    connection.execute("INSERT OR IGNORE INTO plans (digest, plan) VALUES (?, ?)", (digest, text))
    found = connection.execute("SELECT id FROM plans WHERE digest = ?", (digest,)).fetchone()
    id_: int = found[0]
    return id_


def find(connection: sqlite3.Connection, uid: str) -> int | None:
    """Return the id of a walk, or None if it is not in the file."""
    row = connection.execute("SELECT id FROM walks WHERE uid = ?", (uid,)).fetchone()
    return row[0] if row else None


def insert(connection: sqlite3.Connection, walk: WalkRecord, plan: int | None = None) -> int:
    """Add a walk whose `uid` is new, with the id of its plan if known. Return the walk's id."""
    plan = add_plan(connection, walk.session) if plan is None else plan
    totals = totals_of(walk.session, walked_times(walk.visits))
    cursor = connection.execute(
        ADD_WALK,
        (
            walk.uid,
            *start_values(walk.started),
            walk.session.name,
            walk.session.title,
            plan,
            walk.version,
            walk.outcome,
            walk.session.total // MS,
            *totals.values(),
            *walk.feedback,
        ),
    )
    assert cursor.lastrowid is not None
    insert_details(connection, cursor.lastrowid, walk)
    return cursor.lastrowid


def insert_details(connection: sqlite3.Connection, id_: int, walk: WalkRecord) -> None:
    """Add the visits, the log and the checkpoint of a walk."""
    connection.executemany(ADD_VISIT, [(id_, *visit) for visit in walk.visits])
    if walk.log:
        connection.executemany(ADD_LOG_ENTRY, [(id_, *entry) for entry in walk.log])
    if walk.checkpoint is not None:
        connection.execute(SET_CHECKPOINT, (id_, *walk.checkpoint))


def walked_times(visits: Iterable[SegmentVisit]) -> list[tuple[int, int]]:
    """Return the segment of each visit, in order, and the milliseconds walked in it."""
    return [(visit.segment, visit.walked) for visit in sorted(visits)]


def totals_of(session: Session, walked: Iterable[tuple[int, float]]) -> dict[str, int]:
    """Return the figures of a walk for lists and statistics, in milliseconds.

    `walked` holds the segment and the time of each visit, in order. The longest bout is the
    longest time walked backward without a segment of another direction.
    """
    forward = backward = total = longest = bout = 0.0
    for index, time in walked:
        total += time
        direction = session.segments[index].direction
        if direction is Direction.BACKWARD:
            backward += time
            bout += time
            longest = max(longest, bout)
        else:
            forward += time if direction is Direction.FORWARD else 0
            bout = 0
    return {
        "walked": int(total),
        "forward": int(forward),
        "backward": int(backward),
        "longest": int(longest),
    }


def read(connection: sqlite3.Connection, row: tuple[Any, ...], plans: PlanCache) -> WalkRecord:
    """Return the walk of a row of COLUMNS. Raises `ValueError` if the row is damaged."""
    id_, uid, started, zone, plan, version, outcome, *feedback = row
    session = plans.session(plan)
    visits = connection.execute(
        "SELECT n, segment, began, ended, walked, reason FROM visits WHERE walk = ? ORDER BY n",
        (id_,),
    )
    log = connection.execute(
        "SELECT n, kind, moment, at, segment, length FROM happenings WHERE walk = ? ORDER BY n",
        (id_,),
    )
    checkpoint = connection.execute(
        "SELECT segment, began, walked, ends, moment, seen FROM standing WHERE walk = ?", (id_,)
    ).fetchone()
    count = len(session.segments)
    return WalkRecord(
        text(uid),
        local_time(started, zone),
        session,
        text(version),
        None if outcome is None else Outcome(outcome),
        tuple(_visit(visit, count) for visit in visits),
        tuple(_log_entry(entry) for entry in log),
        None if checkpoint is None else _checkpoint(checkpoint, count),
        _feedback(feedback),
        id_,
    )


def _feedback(row: Sequence[Any]) -> Feedback:
    effort, pain, stumble, note, dizziness, alarm, morning_pain = row
    return Feedback(
        _optional_whole(effort),
        _optional_whole(pain),
        _optional_flag(stumble),
        None if note is None else text(note),
        _optional_flag(dizziness),
        _optional_flag(alarm),
        _optional_whole(morning_pain),
    )


def _visit(row: tuple[Any, ...], count: int) -> SegmentVisit:
    n, segment, began, ended, walked, reason = row
    if not 0 <= whole(segment) < count:
        raise ValueError("it has a segment that is not in its plan")
    return SegmentVisit(
        whole(n), segment, whole(began), whole(ended), whole(walked), EndReason(reason)
    )


def _log_entry(row: tuple[Any, ...]) -> LogEntry:
    n, kind, moment, at, segment, length = row
    return LogEntry(
        whole(n),
        text(kind),
        whole(moment),
        whole(at),
        _optional_whole(segment),
        _optional_whole(length),
    )


def _checkpoint(row: tuple[Any, ...], count: int) -> Checkpoint:
    segment, began, walked, ends, moment, seen = row
    if not 0 <= whole(segment) < count:
        raise ValueError("it has a segment that is not in its plan")
    return Checkpoint(
        segment, whole(began), whole(walked), _optional_whole(ends), whole(moment), whole(seen)
    )


def text(value: Any) -> str:
    """Return a text column. Raises `ValueError` if it holds anything else."""
    if not isinstance(value, str):
        raise ValueError("a text is damaged")
    return value


def whole(value: Any) -> int:
    """Return an integer column. Raises `ValueError` if it holds anything else."""
    if not isinstance(value, int) or abs(value) > MAX_NUMBER:
        raise ValueError("a number is damaged")
    return value


def _optional_flag(value: Any) -> bool | None:
    return None if value is None else bool(value)


def _optional_whole(value: Any) -> int | None:
    return None if value is None else whole(value)


def local_time(started: Any, zone: Any) -> datetime:
    """Return a time in milliseconds since 1970 as local time, `zone` minutes east of UTC.

    Raises `ValueError` if there is no such time.
    """
    try:
        offset = timezone(timedelta(minutes=whole(zone)))
        return (EPOCH + timedelta(milliseconds=whole(started))).astimezone(offset)
    except OverflowError:
        raise ValueError("its start is not a valid time") from None


def start_values(started: datetime) -> tuple[int, int, str]:
    """Return the columns of a start: milliseconds since 1970, zone in minutes, local day."""
    zone = started.utcoffset() or timedelta(0)
    return milliseconds(started), zone // timedelta(minutes=1), started.date().isoformat()


def milliseconds(moment: datetime) -> int:
    """Return a time as milliseconds since 1970."""
    return round((moment - EPOCH) / MS)
