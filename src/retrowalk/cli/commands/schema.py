"""`retrowalk schema`: print the JSON Schema of session files."""

from __future__ import annotations

import click

from ..help import examples


@click.command(epilog=examples("retrowalk schema > session.schema.json"))
def command() -> None:
    """Print the JSON Schema of session files, for editors."""
    from ...presets.json_schema import schema_text

    click.echo(schema_text(), nl=False)
