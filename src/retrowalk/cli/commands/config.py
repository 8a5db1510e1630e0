"""`retrowalk config`: show or edit the settings."""

from __future__ import annotations

import click

from ...app.config_file import ensure_config_file, setting_lines
from ...app.context import App
from ..editor import edit_file
from ..help import examples


@click.group(
    invoke_without_command=True, epilog=examples("retrowalk config", "retrowalk config edit")
)
@click.pass_context
def command(ctx: click.Context) -> None:
    """Show each setting and where it comes from.

    A flag overrides an environment variable, and that overrides the file config.toml.
    """
    if ctx.invoked_subcommand is None:
        app: App = ctx.obj
        app.stdout.writelines(f"{line}\n" for line in setting_lines(app))


@command.command(epilog=examples("retrowalk config edit"))
@click.pass_obj
def edit(app: App) -> None:
    """Open config.toml in $EDITOR, and create it if it is missing."""
    edit_file(ensure_config_file(app))
