"""`retrowalk config`: what is set, and where it came from."""

from __future__ import annotations

import json

import click

from ...app.context import App
from ...errors import FileError
from ...settings import FILE, example_file
from ..editor import edit_file


@click.group(invoke_without_command=True)
@click.pass_context
def command(ctx: click.Context) -> None:
    """Show each setting and where it came from.

    \b
    retrowalk config
    retrowalk config edit
    """
    app = ctx.find_object(App)
    assert app is not None
    if ctx.invoked_subcommand is not None:
        return
    settings = app.settings
    rows = [(n, json.dumps(v), settings.origins[n]) for n, v in settings.values.items()]
    origin = str(app.config_folder / FILE)
    for preset, options in settings.presets.items():
        rows += [(f"presets.{preset}.{n}", json.dumps(v), origin) for n, v in options.items()]
    rows += [(f"hooks.{n}", json.dumps(v), origin) for n, v in settings.hooks.items()]
    for name, value, where in rows:
        app.stdout.write(f"{name} = {value}  ({where})\n")


@command.command
@click.pass_obj
def edit(app: App) -> None:
    """Open the settings in $EDITOR; they are made where there are none."""
    path = app.config_folder / FILE
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.exists():
            path.write_text(example_file(), encoding="utf-8")
    except OSError as error:
        raise FileError.cannot("write", path, error) from None
    edit_file(path)
