"""`retrowalk new`: create a session file."""

from __future__ import annotations

import click

from ...app.context import App
from ...app.new_session import create_session_file
from ..editor import edit_file
from ..help import examples, shell_word
from ..options import force_option


@click.command(
    params=[force_option()],
    epilog=examples("retrowalk new hill", "retrowalk new hill --from intervals --edit"),
)
@click.argument("name")
@click.option("--from", "preset_name", metavar="PRESET", help="Start from a preset.")
@click.option("--edit", is_flag=True, help="Open the file in $EDITOR.")
@click.pass_obj
def command(app: App, name: str, preset_name: str | None, edit: bool, force: bool) -> None:
    """Create a session file NAME.yaml in the current folder."""
    path = create_session_file(app, name, preset_name, force=force)
    app.stdout.write(f"Wrote {path}. Walk it: retrowalk run {shell_word(path)}\n")
    if edit:
        edit_file(path)
