"""Access to the history: which walks are recorded, and where."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from .. import __version__
from ..core.session import Session
from ..core.summary import Summary
from .context import App

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..history.record import WalkRecord
    from ..history.recorder import Recorder
    from ..history.store import HistoryStore

TEST_SWITCH = "RETROWALK_TEST_KEEP_REHEARSALS"
"""Environment variable for tests only: record rehearsals as if they had been walked."""


def should_record(app: App, *, rehearsed: bool, wanted: bool) -> bool:
    """Return whether a walk is recorded; rehearsals are not."""
    if rehearsed and not app.environment.get(TEST_SWITCH):
        return False
    return wanted and bool(app.settings.values["history"])


def recorder(app: App, session: Session, resumed_from: WalkRecord | None = None) -> Recorder:
    """Return a recorder of a new walk, or of one that is resumed."""
    from ..history.recorder import Recorder

    return Recorder(app.history_file, session, __version__, resumed_from)


@contextmanager
def open_history(app: App, *, make: bool = False) -> Iterator[HistoryStore]:
    """Open the history; with `make` the file is created if it does not exist."""
    from ..history.store import HistoryStore

    history = HistoryStore(app.history_file, make=make)
    try:
        yield history
    finally:
        history.close()


def last_walk(app: App) -> Summary | None:
    """Return the summary of the last recorded walk; None if there is none."""
    with open_history(app) as history:
        record = history.last_walk()
    return None if record is None else record.summary
