"""Walks -> rows of the file, and back."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from datetime import datetime, timedelta, timezone
from typing import TYPE_CHECKING, Any

from ..core.events import Event, Outcome
from ..core.session import Direction, Session
from ..core.summary import summarize
from ..errors import FileError
from .record import MS, Checkpoint, Feedback, LogEntry, SegmentVisit, WalkRecord, longest_bout
from .session_json import plan_text, session_of

if TYPE_CHECKING:  # loading it takes a while, and a walk's first moment is no time for that
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
COLUMNS = "walks.id, uid, started, zone, plans.plan, version, outcome, effort, pain, stumble, note"
FROM = "walks JOIN plans ON plans.id = walks.plan"


def find(connection: sqlite3.Connection, uid: str) -> int | None:
    """The id of a walk, None where it is not there."""
    row = connection.execute("SELECT id FROM walks WHERE uid = ?", (uid,)).fetchone()
    return row[0] if row else None


def insert(connection: sqlite3.Connection, walk: WalkRecord) -> int:
    """Put a walk in whose `uid` is not there yet; returns its id there."""
    zone = walk.started.utcoffset() or timedelta(0)
    effort, pain, stumble, note = walk.feedback
    totals = totals_of(walk.session, walk.events)
    cursor = connection.execute(
        "INSERT INTO walks (uid, started, zone, day, name, title, plan, version, outcome, planned,"
        " walked, forward, backward, longest, effort, pain, stumble, note)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            walk.uid,
            round(walk.started.timestamp() * 1000),
            zone // timedelta(minutes=1),
            walk.started.date().isoformat(),
            walk.session.name,
            walk.session.title,
            _plan(connection, walk.session),
            walk.version,
            walk.outcome,
            walk.session.total // MS,
            *(totals[name] for name in ("walked", "forward", "backward", "longest")),
            effort,
            pain,
            stumble,
            note,
        ),
    )
    assert cursor.lastrowid is not None
    insert_details(connection, cursor.lastrowid, walk)
    return cursor.lastrowid


def insert_details(connection: sqlite3.Connection, id_: int, walk: WalkRecord) -> None:
    """Put in what a walk consists of."""
    connection.executemany(ADD_VISIT, [(id_, *visit) for visit in walk.visits])
    connection.executemany(ADD_LOG_ENTRY, [(id_, *entry) for entry in walk.log])
    if walk.checkpoint is not None:
        connection.execute(SET_CHECKPOINT, (id_, *walk.checkpoint))


def _plan(connection: sqlite3.Connection, session: Session) -> int:
    """The id of a session's plan; walks of the same plan share it."""
    text = plan_text(session)
    digest = hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:32]
    connection.execute("INSERT OR IGNORE INTO plans (digest, plan) VALUES (?, ?)", (digest, text))
    found = connection.execute("SELECT id FROM plans WHERE digest = ?", (digest,)).fetchone()
    id_: int = found[0]
    return id_


def totals_of(session: Session, events: Iterable[Event]) -> dict[str, int]:
    """What the lists and figures need of a walk, in milliseconds."""
    events = list(events)
    summary = summarize(session, events)
    return {
        "walked": summary.total // MS,
        "forward": summary.walked[Direction.FORWARD] // MS,
        "backward": summary.walked[Direction.BACKWARD] // MS,
        "longest": longest_bout(session, events) // MS,
    }


def read(connection: sqlite3.Connection, row: tuple[Any, ...]) -> WalkRecord:
    """The walk of a row of COLUMNS. Raises `FileError` when its plan is none any more."""
    id_, uid, started, zone, plan, version, outcome, effort, pain, stumble, note = row
    try:
        session = session_of(json.loads(plan))
    except (KeyError, TypeError, ValueError):
        raise FileError(f"walk {id_} of the history cannot be read: its plan is damaged") from None
    visits = connection.execute(
        "SELECT n, segment, began, ended, walked, reason FROM visits WHERE walk = ? ORDER BY n",
        (id_,),
    )
    happenings = connection.execute(
        "SELECT n, kind, moment, at, segment, length FROM happenings WHERE walk = ? ORDER BY n",
        (id_,),
    )
    standing = connection.execute(
        "SELECT segment, began, walked, ends, moment, seen FROM standing WHERE walk = ?", (id_,)
    ).fetchone()
    return WalkRecord(
        uid,
        local_time(started, zone),
        session,
        version,
        None if outcome is None else Outcome(outcome),
        tuple(SegmentVisit(*visit) for visit in visits),
        tuple(LogEntry(*entry) for entry in happenings),
        Checkpoint(*standing) if standing else None,
        Feedback(effort, pain, None if stumble is None else bool(stumble), note),
        id_,
    )


def local_time(started: int, zone: int) -> datetime:
    """A moment, in milliseconds since 1970, as the clock on the wall showed it then."""
    there = timezone(timedelta(minutes=zone))
    return datetime.fromtimestamp(started / 1000, there)
