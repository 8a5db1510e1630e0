"""Which walks are kept, and where."""

from __future__ import annotations

import os
from contextlib import contextmanager
from typing import TYPE_CHECKING

from .. import __version__
from ..core.session import Session
from .app import App

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..history.kept import Kept
    from ..history.recorder import Recorder
    from ..history.walks import Walks

TEST_SWITCH = "RETROWALK_TEST_KEEP_REHEARSALS"
"""An environment variable for tests alone: rehearsals are kept as if they had been walked."""


def keeps(app: App, *, rehearsed: bool, wanted: bool) -> bool:
    """Whether a walk is kept; rehearsals leave no trace."""
    if rehearsed and not os.environ.get(TEST_SWITCH):
        return False
    return wanted and bool(app.settings.values["history"])


def recorder(app: App, session: Session, taken_up: Kept | None = None) -> Recorder:
    """What keeps a walk."""
    from ..history.recorder import Recorder

    return Recorder(app.history_file, session, __version__, taken_up)


@contextmanager
def walks_of(app: App, *, make: bool = False) -> Iterator[Walks]:
    """The history, open for a while."""
    from ..history.walks import Walks

    walks = Walks(app.history_file, make=make)
    try:
        yield walks
    finally:
        walks.close()
