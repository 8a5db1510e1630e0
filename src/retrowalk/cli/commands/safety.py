"""`retrowalk safety`, and the page before the first session ever."""

from __future__ import annotations

import click

from ...app.context import App
from ...app.first_walk import safety_page


@click.command
@click.pass_obj
def command(app: App) -> None:
    """Show what to know before walking backward."""
    app.stdout.write(safety_page(app) + "\n")
