"""`retrowalk resume`: continue an interrupted walk."""

from __future__ import annotations

from typing import Any

import click

from ...app.context import App
from ...app.options import WalkOptions
from ...app.resume import find_interrupted, record_title, resume_walk
from ...app.start_walk import options_from, override_settings
from ..grouped import GroupedCommand
from ..help import examples
from ..options import i_know_option, running_options
from ..param_types import WALK_ID


@click.command(
    cls=GroupedCommand,
    params=[
        click.Argument(["walk"], type=WALK_ID, required=False, metavar="[ID]"),
        *running_options(),
        i_know_option("Resume a session that exceeds the limits."),
    ],
    epilog=examples("retrowalk resume", "retrowalk resume 12"),
)
@click.pass_obj
def command(app: App, /, walk: int | None, i_know: bool, **flags: Any) -> int:
    """Continue an interrupted walk at the second where it stopped.

    Without an ID, continues the last one. 'retrowalk history' lists the IDs.
    """
    options = options_from(WalkOptions, override_settings(app, flags))
    record = find_interrupted(app, walk)
    app.message(f"Resuming {record_title(record)}", "")
    return resume_walk(app, record, options, i_know=i_know).exit_code
