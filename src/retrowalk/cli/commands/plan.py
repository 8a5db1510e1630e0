"""`retrowalk plan SOURCE`: show what a session holds."""

from __future__ import annotations

import click

from ...app.context import App
from ...app.start_walk import enforce_limits, override_settings
from ...core.plan_json import plan_text
from ...core.session import Session
from ..options import theme_flag
from ..session_command import SessionCommand


@click.command(
    cls=SessionCommand,
    params=[
        click.Option(["--json", "as_json"], is_flag=True, help="print JSON for programs"),
        theme_flag(),
    ],
)
def command(app: App, session: Session, as_json: bool, theme: str | None) -> None:
    """Show a session's timeline as a table, under its strip."""
    enforce_limits(app, session, i_know=True)
    if as_json:
        app.stdout.write(plan_text(session))
        return
    from ...reports.plan import print_plan

    override_settings(app, {"theme": theme})
    print_plan(app.stdout, session, app.theme, app.settings.values["units"])
