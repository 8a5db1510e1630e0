"""`retrowalk presets`: list the presets, or show one."""

from __future__ import annotations

import click

from ...app.context import App
from ...errors import UsageError
from ...presets import builder


@click.group(invoke_without_command=True)
@click.pass_context
def command(ctx: click.Context) -> None:
    """List the presets: name, summary, total and backward time."""
    if ctx.invoked_subcommand is not None:
        return
    from ...reports.plan import print_presets

    app = ctx.find_object(App)
    assert app is not None
    presets = app.library.working()
    app.warn_of_broken_presets()
    print_presets(
        app.stdout,
        [(name, p.summary, builder.build(p, {})) for name, p in presets.items()],
    )


@command.command
@click.argument("name")
@click.pass_obj
def show(app: App, name: str) -> None:
    """Show a preset: what it rests on, and its file."""
    preset = app.library.open(name)
    if preset is None:
        raise UsageError(f"there is no preset {name!r}{app.library.guess(name)}")
    lines = [f"# {row}" for row in (preset.title, preset.summary, *preset.why.splitlines()) if row]
    lines += [f"# Source: {entry}" for entry in preset.source]
    app.stdout.write("\n".join([*lines, "", preset.document.text.content.strip(), ""]))
