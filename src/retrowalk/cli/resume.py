"""`retrowalk resume`: take a walk up where it was broken off."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from ..core.session import Session
from ..durations import clock_text
from ..errors import RetrowalkError, UsageError
from .app import App
from .flags import running_flags
from .keeping import walks_of
from .session_command import take_settings
from .times import WALK_ID

if TYPE_CHECKING:
    from ..history.kept import Kept

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
        with walks_of(app) as walks:
            kept = walks.broken_off()
    except RetrowalkError:
        return None
    if kept is None or _since(kept) > OFFERED_FOR:
        return None
    return Interrupted(_title(kept), kept.session, lambda: take_up(app, kept))


def take_up(app: App, kept: Kept, **flags: Any) -> int:
    """Go on with a walk; returns the exit code."""
    from .run import walk

    return walk(app, kept.session, taken_up=kept, **flags)


def _since(kept: Kept) -> timedelta:
    """How long ago it was broken off."""
    assert kept.standing is not None
    return timedelta(milliseconds=time.time() * 1000 - kept.standing.seen)


def _title(kept: Kept) -> str:
    """What is left of it: "Intervals, on from 12:30 of 20:00"."""
    walked = clock_text(kept.progress.total)
    return f"{kept.session.title}, on from {walked} of {clock_text(kept.session.total)}"


def _resume(ctx: click.Context, walk: int | None, **flags: Any) -> int:
    app = ctx.find_object(App)
    assert app is not None
    given = take_settings(app, flags)
    with walks_of(app) as walks:
        kept = walks.broken_off() if walk is None else walks.get(walk)
        alive = kept is not None and walks.is_alive(kept.id)
    if kept is None:
        raise UsageError("no walk was broken off: there is nothing to go on with")
    if alive:
        raise UsageError(f"walk {kept.id} is being walked right now")
    if not kept.can_go_on:
        raise UsageError(f"walk {kept.id} was walked to its end: there is nothing to go on with")
    app.complain(f"going on with {_title(kept)}", "")
    return take_up(app, kept, **given)


command = click.Command(
    "resume",
    params=[
        click.Argument(["walk"], type=WALK_ID, required=False, metavar="[ID]"),
        *running_flags(),
    ],
    callback=click.pass_context(_resume),
    help="Take a walk up at the second where it was broken off, the last one or that of an ID of"
    " 'retrowalk history'.",
)
