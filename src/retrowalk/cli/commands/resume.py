"""`retrowalk resume`: continue an interrupted walk."""

from __future__ import annotations

from typing import Any

import click

from ...app.context import App
from ...app.resume import resume
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
def command(app: App, /, walk: int | None, **flags: Any) -> int:
    """Continue an interrupted walk at the second where it stopped.

    Without an ID, continues the last one. 'retrowalk history' lists the IDs.
    """
    return resume(app, walk, **flags)
