"""Open the history; add, edit, delete, import and export walks."""

from __future__ import annotations

import uuid
from contextlib import contextmanager
from datetime import datetime
from typing import TYPE_CHECKING, Any, Literal

from .. import __version__
from ..core.events import EndReason, Outcome
from ..core.limits import LONGEST_LINE
from ..core.session import ZERO, Session
from ..errors import FileError, UsageError
from ..sanitize import first_control
from .context import App

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ..core.stats import Stats
    from ..core.summary import Summary
    from ..history.record import SegmentVisit, WalkRecord
    from ..history.recorder import Recorder
    from ..history.store import HistoryStore, ImportCounts
    from ..history.walk_lines import Filter, WalkLine

TEST_SWITCH = "RETROWALK_TEST_KEEP_REHEARSALS"
"""Environment variable for tests: if set, rehearsals are recorded."""


def should_record(app: App, *, rehearsed: bool, wanted: bool) -> bool:
    """Return whether to record a walk. Rehearsals are never recorded."""
    if rehearsed and not app.environment.get(TEST_SWITCH):
        return False
    return wanted and bool(app.settings.values["history"]) and app.can_keep_data


def recorder(app: App, session: Session, resumed_from: WalkRecord | None = None) -> Recorder:
    """Return the recorder of a new walk, or of one that continues `resumed_from`."""
    from ..history.recorder import Recorder

    return Recorder(app.history_file, session, __version__, resumed_from)


@contextmanager
def open_history(app: App, *, make: bool = False) -> Iterator[HistoryStore]:
    """Open the history. If there is none it is empty; `make` creates it."""
    from ..history.store import HistoryStore

    store = HistoryStore(app.history_file, make=make)
    try:
        yield store
    finally:
        store.close()


def list_walks(app: App, which: Filter, most: int | None) -> tuple[list[WalkLine], int]:
    """Return the last walks, at most `most` (None: all), and how many there are in all.

    Walks that cannot be read are reported on stderr.
    """
    with open_history(app) as store:
        lines = store.list_walks(which, -1 if most is None else most)
        count = len(lines) if most is None or len(lines) < most else store.count(which)
        for message in store.unreadable:
            app.message(message)
    return lines, count


def get_walk(app: App, id_: int) -> WalkRecord:
    """Return a recorded walk. Raises `UsageError` if there is none."""
    with open_history(app) as store:
        return store.get(id_)


def last_walk(app: App) -> Summary | None:
    """Return the summary of the last finished or interrupted walk, or None."""
    with open_history(app) as store:
        record = store.last_walk()
    return None if record is None else record.summary


def add_walk(
    app: App, session: Session, started: datetime | None = None, **feedback: Any
) -> WalkRecord:
    """Record a walk done without the timer; by default, one that has just ended.

    `feedback` has the values of `Feedback`; None means not given. Raises `UsageError`.
    """
    from ..history.record import Feedback, WalkRecord

    if session.has_open:
        raise UsageError(
            "open segments have no known duration: write the session with durations,"
            ' such as "17f 3b"'
        )
    record = WalkRecord(
        uuid.uuid4().hex,
        started or app.clock.time().astimezone(app.clock.zone) - session.total,
        session,
        __version__,
        Outcome.COMPLETED,
        tuple(_as_planned(session)),
        feedback=Feedback(**_checked_feedback(feedback)),
    )
    with open_history(app, make=True) as store:
        (id_,) = store.add(record)
        return store.get(id_)


def walk_stats(app: App, which: Filter) -> Stats:
    """Return the statistics of all walks except those in progress."""
    from ..core.stats import stats
    from ..week import first_weekday

    with open_history(app) as store:
        days = store.days(which)
    setting = app.settings.values["week-starts"]
    return stats(days, app.today, first_weekday(setting, app.environment))


def edit_walk(
    app: App, id_: int, *, started: datetime | None = None, **feedback: Any
) -> WalkRecord:
    """Change start and feedback of a walk; None keeps a value. Raises `UsageError`."""
    given = _checked_feedback(feedback)
    if not given and started is None:
        raise UsageError(
            "nothing to change: add --began, --note, --effort, --pain or another answer"
        )
    with open_history(app) as store:
        record = store.get(id_)
        store.edit(id_, record.feedback._replace(**given), started)
        return store.get(id_)


def delete_walks(app: App, ids: Sequence[int]) -> list[str]:
    """Delete walks, even damaged ones, and return their titles.

    Raises `UsageError` if one does not exist or is in progress; then none is deleted.
    """
    ids = tuple(dict.fromkeys(ids))
    with open_history(app) as store:
        titles = [_title(store, id_) for id_ in ids]
        store.delete(*ids)
    return titles


def _title(store: HistoryStore, id_: int) -> str:
    from ..reports.history import walk_title

    try:
        return walk_title(store.get(id_))
    except FileError:  # a damaged walk
        return f"walk {id_}"


def export_walks(app: App, which: Filter, form: Literal["json", "csv"]) -> list[str]:
    """Write walks to standard output, and return a message for each unreadable one."""
    from ..history.transfer import write_csv, write_json

    with open_history(app) as store:
        if form == "csv":
            write_csv(store.each(which), app.stdout)
        else:
            write_json(store.each(which), app.stdout, store.decisions())
        return store.unreadable


def import_walks(app: App, path: str) -> ImportCounts:
    """Add the walks of an export; `-` is standard input.

    Raises `FileError` and `InvalidExport`; then nothing is added.
    """
    from ..history.import_file import InvalidExport, open_export, read_export

    with open_export(path, app.open_stdin) as stream, open_history(app, make=True) as store:
        try:
            return store.import_walks(read_export(stream))
        except InvalidExport as error:
            shown = "standard input" if path == "-" else path
            raise InvalidExport(f"cannot import {shown}: {error}") from None


def _as_planned(session: Session) -> Iterator[SegmentVisit]:
    """Yield a visit of each segment, as long as planned."""
    from ..history.record import MS, SegmentVisit

    moment = 0
    for index, segment in enumerate(session.segments):
        length = (segment.duration or ZERO) // MS
        reason = str(EndReason.DONE)
        yield SegmentVisit(index, index, moment, moment + length, length, reason)
        moment += length


def _checked_feedback(feedback: dict[str, Any]) -> dict[str, Any]:
    """Return the given values; an empty note becomes None. Raises `UsageError`."""
    given = {name: value for name, value in feedback.items() if value is not None}
    note = given.get("note")
    if note is not None and (len(note) > LONGEST_LINE or first_control(note)):
        raise UsageError(f"a note must be one line of at most {LONGEST_LINE} characters")
    if note == "":
        given["note"] = None
    return given
