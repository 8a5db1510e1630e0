"""`retrowalk doctor`: check what works on this machine."""

from __future__ import annotations

import click

from ...app.context import App
from ...app.doctor import doctor
from ..help import examples
from ..options import json_option


@click.command(
    params=[json_option()], epilog=examples("retrowalk doctor", "retrowalk doctor --play")
)
@click.option("--play", is_flag=True, help="Play one cue of each kind.")
@click.option("--strict", is_flag=True, help="Exit with 1 if a walk could not be heard.")
@click.pass_obj
def command(app: App, play: bool, strict: bool, as_json: bool) -> int:
    """Check sound, voice, terminal and folders, and explain how to fix what does not work."""
    return doctor(app, play=play, strict=strict, as_json=as_json)
