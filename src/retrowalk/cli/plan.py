"""`retrowalk plan SOURCE`: show what a session holds."""

from __future__ import annotations

import click

from ..contract import plan_text
from ..core.session import Session
from .app import App
from .flags import theme_flag
from .session_command import SessionCommand, hold_to_bounds, take_settings


@click.command(
    cls=SessionCommand,
    params=[
        click.Option(["--json", "as_json"], is_flag=True, help="print JSON for programs"),
        theme_flag(),
    ],
)
def command(app: App, session: Session, as_json: bool, theme: str | None) -> None:
    """Show a session's timeline as a table, under its strip."""
    hold_to_bounds(app, session, i_know=True)
    if as_json:
        app.stdout.write(plan_text(session))
        return
    from ..screen.report import print_plan

    take_settings(app, {"theme": theme})
    app.use_theme()
    print_plan(app.stdout, session, app.settings.values["units"])
