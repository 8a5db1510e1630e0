"""`retrowalk safety`: show the safety page."""

from __future__ import annotations

import click

from ...app.context import App
from ...app.first_walk import safety_page
from ..help import examples


@click.command(epilog=examples("retrowalk safety"))
@click.pass_obj
def command(app: App) -> None:
    """Show what you should know before walking backward."""
    app.stdout.write(f"{safety_page(app)}\n")
