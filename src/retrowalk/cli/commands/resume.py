"""`retrowalk resume`: continue an interrupted walk."""

from __future__ import annotations

from typing import Any

import click

from ...app.context import App
from ...app.options import WalkOptions
from ...app.resume import find_interrupted, record_title, resume_walk
from ...app.start_walk import options_from, override_settings
from ..options import running_flags
from ..param_types import WALK_ID


def _resume(ctx: click.Context, walk: int | None, **flags: Any) -> int:
    app = ctx.find_object(App)
    assert app is not None
    options = options_from(WalkOptions, override_settings(app, flags))
    record = find_interrupted(app, walk)
    app.message(f"resuming {record_title(record)}", "")
    return resume_walk(app, record, options).exit_code


command = click.Command(
    "resume",
    params=[
        click.Argument(["walk"], type=WALK_ID, required=False, metavar="[ID]"),
        *running_flags(),
    ],
    callback=click.pass_context(_resume),
    help="Continue an interrupted walk where it stopped: the last one, or that of an ID of"
    " 'retrowalk history'.",
)
