"""`retrowalk resume`: take a walk up where it was broken off."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from ...app.context import App
from ...app.history_access import open_history
from ...app.resume import _title, take_up
from ...app.start_walk import take_settings
from ...errors import UsageError
from ..options import running_flags
from ..param_types import WALK_ID

if TYPE_CHECKING:
    pass


def _resume(ctx: click.Context, walk: int | None, **flags: Any) -> int:
    app = ctx.find_object(App)
    assert app is not None
    given = take_settings(app, flags)
    with open_history(app) as walks:
        kept = walks.last_interrupted() if walk is None else walks.get(walk)
        alive = kept is not None and walks.is_alive(kept.id)
    if kept is None:
        raise UsageError("no walk was broken off: there is nothing to go on with")
    if alive:
        raise UsageError(f"walk {kept.id} is being walked right now")
    if not kept.can_resume:
        raise UsageError(f"walk {kept.id} was walked to its end: there is nothing to go on with")
    app.message(f"going on with {_title(kept)}", "")
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
