"""`retrowalk plan`: show a session's timeline."""

from __future__ import annotations

import click

from ...app.context import App
from ...app.start_walk import enforce_limits, override_settings
from ...core.plan_json import plan_text
from ...core.session import Session
from ..help import examples
from ..options import json_option, setting_option
from ..session_command import SessionCommand


@click.command(
    cls=SessionCommand,
    params=[json_option(), setting_option("theme")],
    epilog=examples(
        "retrowalk plan treadmill",
        "retrowalk plan intervals --forward 4m --rounds 2",
        "retrowalk plan my-walk.yaml --json",
    ),
)
def command(app: App, session: Session, as_json: bool, theme: str | None) -> None:
    """Show a session's timeline as a picture and a table."""
    enforce_limits(app, session, i_know=True)
    if as_json:
        app.stdout.write(plan_text(session))
        return
    from ...reports.console import write_report
    from ...reports.plan import PlanReport

    override_settings(app, {"theme": theme})
    write_report(app.stdout, PlanReport(session, app.theme, app.settings.values["units"]))
