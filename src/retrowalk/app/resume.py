"""TODO."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

from ..core.session import Session
from ..durations import clock_text
from ..errors import RetrowalkError
from .context import App
from .history_access import open_history

if TYPE_CHECKING:
    from ..history.record import WalkRecord


OFFERED_FOR = timedelta(hours=24)
"""So long after it was broken off a walk is offered by the menu; `resume` takes it up later too."""


class Interrupted(NamedTuple):
    """A walk that can be taken up: what to say of it, its session, and how to start it."""

    title: str
    session: Session
    start: Callable[[], int]


def interrupted(app: App) -> Interrupted | None:
    """The walk that was broken off last, if that was not long ago; None as well on any trouble."""
    if not app.history_file.exists():
        return None
    try:
        with open_history(app) as walks:
            kept = walks.last_interrupted()
    except RetrowalkError:
        return None
    if kept is None or _since(kept) > OFFERED_FOR:
        return None
    return Interrupted(_title(kept), kept.session, lambda: take_up(app, kept))


def take_up(app: App, kept: WalkRecord, **flags: Any) -> int:
    """Go on with a walk; returns the exit code."""
    from .run_walk import walk

    return walk(app, kept.session, resumed_from=kept, **flags)


def _since(kept: WalkRecord) -> timedelta:
    """How long ago it was broken off."""
    assert kept.checkpoint is not None
    return timedelta(milliseconds=time.time() * 1000 - kept.checkpoint.seen)


def _title(kept: WalkRecord) -> str:
    """What is left of it: "Intervals, on from 12:30 of 20:00"."""
    walked = clock_text(kept.progress.total)
    return f"{kept.session.title}, on from {walked} of {clock_text(kept.session.total)}"
