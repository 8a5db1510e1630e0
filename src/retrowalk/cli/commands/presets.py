"""`retrowalk presets`: list the presets, or show one."""

from __future__ import annotations

import click

from ...app.context import App
from ...app.preset_info import preset_rows, preset_text
from ..help import examples, wrap_lines


@click.group(
    invoke_without_command=True,
    epilog=examples("retrowalk presets", "retrowalk presets show treadmill"),
)
@click.pass_context
def command(ctx: click.Context) -> None:
    """List the presets: name, summary, total and backward time."""
    if ctx.invoked_subcommand is None:
        from ...reports.console import write_report
        from ...reports.plan import PresetsReport

        write_report(ctx.obj.stdout, PresetsReport(preset_rows(ctx.obj)))


@command.command(epilog=examples("retrowalk presets show treadmill"))
@click.argument("name")
@click.pass_obj
def show(app: App, name: str) -> None:
    """Show a preset's description, sources and file."""
    text = preset_text(app, name)
    app.stdout.write(wrap_lines(text) if app.screen else text)
