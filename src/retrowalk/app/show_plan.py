"""Print a session's plan."""

from __future__ import annotations

from ..core.plan_json import plan_text
from ..core.session import Session
from .context import App
from .start_walk import enforce_limits, override_settings


def show_plan(app: App, session: Session, *, as_json: bool = False, theme: str | None) -> None:
    """Print the plan as a picture and a table, or as JSON. Exceeded limits are warnings."""
    enforce_limits(app, session, i_know=True)
    if as_json:
        app.stdout.write(plan_text(session))
        return
    from ..reports.console import write_report
    from ..reports.plan import PlanReport

    override_settings(app, {"theme": theme})
    write_report(app.stdout, PlanReport(session, app.theme, app.settings.values["units"]))
