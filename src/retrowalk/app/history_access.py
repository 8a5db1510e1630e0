"""Which walks are kept, and where."""

from __future__ import annotations

import os
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
"""An environment variable for tests alone: rehearsals are kept as if they had been walked."""


def should_record(app: App, *, rehearsed: bool, wanted: bool) -> bool:
    """Whether a walk is kept; rehearsals leave no trace."""
    if rehearsed and not os.environ.get(TEST_SWITCH):
        return False
    return wanted and bool(app.settings.values["history"])


def recorder(app: App, session: Session, resumed_from: WalkRecord | None = None) -> Recorder:
    """What should_record a walk."""
    from ..history.recorder import Recorder

    return Recorder(app.history_file, session, __version__, resumed_from)


@contextmanager
def open_history(app: App, *, make: bool = False) -> Iterator[HistoryStore]:
    """The history, open for a while."""
    from ..history.store import HistoryStore

    walks = HistoryStore(app.history_file, make=make)
    try:
        yield walks
    finally:
        walks.close()


def last_walk(app: App) -> Summary | None:
    """What became of the last walk that is kept; None where there is none."""
    with open_history(app) as walks:
        kept = walks.last_walk()
    return None if kept is None else kept.summary
