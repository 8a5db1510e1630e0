"""`retrowalk doctor`: check what works on this machine."""

from __future__ import annotations

import json
from dataclasses import asdict

import click

from ...app.context import App
from ...app.doctor import play_samples, run_checks
from ...app.sound_checks import can_be_heard, sound_output
from ...reports.doctor import print_checks
from ..help import examples
from ..options import json_option


@click.command(
    params=[json_option()], epilog=examples("retrowalk doctor", "retrowalk doctor --play")
)
@click.option("--play", is_flag=True, help="Play one cue of each kind.")
@click.option("--strict", is_flag=True, help="Exit with 1 if a walk could not be heard.")
@click.pass_context
def command(context: click.Context, play: bool, strict: bool, as_json: bool) -> None:
    """Check sound, voice, terminal and folders, and explain how to fix what does not work."""
    app: App = context.obj
    checks = run_checks(app)
    output = sound_output(app.settings.values["sound"], checks)
    if as_json:
        data = {"schema": 1, "sound": output, "checks": [asdict(check) for check in checks]}
        app.stdout.write(json.dumps(data, indent=2, ensure_ascii=False) + "\n")
    else:
        print_checks(app.stdout, checks, output)
    if play:
        play_samples(app, (lambda line: None) if as_json else app.print_line)
    if strict and not can_be_heard(output, checks):
        context.exit(1)
