"""`retrowalk today`: walk today's session of the programme."""

from __future__ import annotations

from typing import Any

import click

from ...app.context import App
from ...app.today import walk_today
from ..grouped import GroupedCommand
from ..help import examples
from ..options import running_options


@click.command(
    cls=GroupedCommand,
    params=[
        click.Option(["--show"], is_flag=True, help="Only show what is due."),
        click.Option(["--anyway"], is_flag=True, help="Walk today even if no walk is due."),
        *running_options(),
    ],
    epilog=examples("retrowalk today", "retrowalk today --show"),
)
@click.pass_obj
def command(app: App, /, **flags: Any) -> int:
    """Walk today's session of the eight-week programme.

    If none is due today, says when the next one is, and offers another walk.
    """
    return walk_today(app, **flags)
