"""Resume an interrupted walk."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from ..core.session import Session
from ..durations import clock_text
from ..errors import RetrowalkError, UsageError
from .context import App
from .history_access import open_history
from .options import WalkOptions
from .start_walk import enforce_limits, options_from, override_settings
from .walk_result import WalkResult

if TYPE_CHECKING:
    from ..history.record import WalkRecord

OFFERED_FOR = timedelta(hours=24)
"""How long the menu offers an interrupted walk; `retrowalk resume` has no limit."""


@dataclass(frozen=True)
class Interrupted:
    """An interrupted walk, for the menu."""

    title: str
    session: Session
    resume: Callable[[], WalkResult]


def interrupted(app: App) -> Interrupted | None:
    """Return the last walk if it was interrupted recently and is readable, else None."""
    if not app.history_file.exists():
        return None
    try:
        with open_history(app) as history:
            record = history.last_interrupted()
    except RetrowalkError:
        return None
    if record is None or not timedelta(0) <= _age(app, record) <= OFFERED_FOR:
        return None
    return Interrupted(record_title(record), record.session, lambda: resume_walk(app, record))


def find_interrupted(app: App, walk_id: int | None) -> WalkRecord:
    """Return the record to resume: the given one, else the last. Raises `UsageError`."""
    with open_history(app) as history:
        record = history.last_interrupted() if walk_id is None else history.get(walk_id)
        if record is None:
            last = history.last_walk()
            reason = "your last walk was finished" if last else "no walk has ended yet"
            raise UsageError(f"nothing to resume: {reason}")
        if history.is_in_progress(record.id):
            raise UsageError(f"walk {record.id} is in progress: end it first")
    if not record.can_resume:
        raise UsageError(f"nothing to resume: walk {record.id} was finished")
    return record


def resume(app: App, walk_id: int | None, *, i_know: bool = False, **flags: Any) -> int:
    """Continue the given walk, else the last one, as flags say; return the exit code.

    Raises `UsageError` if there is none, and `InvalidSession` as `resume_walk` does.
    """
    options = options_from(WalkOptions, override_settings(app, flags))
    record = find_interrupted(app, walk_id)
    app.message(f"Resuming {record_title(record)}", "")
    return resume_walk(app, record, options, i_know=i_know).exit_code


def resume_walk(
    app: App, record: WalkRecord, options: WalkOptions | None = None, *, i_know: bool = False
) -> WalkResult:
    """Continue a recorded walk.

    Raises `InvalidSession` if it far exceeds a limit, unless `i_know`. The record may come from
    another machine.
    """
    from .run_walk import walk

    enforce_limits(app, record.session, i_know)
    return walk(app, record.session, (options or WalkOptions())._replace(resumed_from=record))


def record_title(record: WalkRecord) -> str:
    """Return title and place: "Intervals, from 12:30 of 20:00"."""
    walked, total = clock_text(record.progress.total), clock_text(record.session.total)
    return f"{record.session.title}, from {walked} of {total}"


def _age(app: App, record: WalkRecord) -> timedelta:
    """Return how long ago the walk was interrupted."""
    assert record.checkpoint is not None
    seen = datetime.fromtimestamp(record.checkpoint.seen / 1000, UTC)
    return app.clock.time() - seen
