"""`retrowalk presets`: list the presets."""

from __future__ import annotations

import click

from ..presets import builder
from .app import App


@click.command
@click.pass_obj
def command(app: App) -> None:
    """List the presets: name, summary, total and backward time."""
    from ..screen.report import print_presets

    presets = app.library.working()
    app.warn_of_broken_presets()
    print_presets(
        app.stdout,
        [(name, p.summary, builder.build(p, {})) for name, p in presets.items()],
    )
