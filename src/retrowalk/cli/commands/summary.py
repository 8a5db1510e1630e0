"""`retrowalk summary`: show the last walk."""

from __future__ import annotations

import click

from ...app.context import App
from ...app.history_access import last_walk
from ...app.output import write_output
from ...app.start_walk import override_settings
from ...errors import UsageError
from ..help import examples
from ..options import force_option, setting_option, svg_option


@click.command(
    params=[setting_option("theme"), svg_option(), force_option()],
    epilog=examples("retrowalk summary", "retrowalk summary --svg walk.svg"),
)
@click.pass_obj
def command(app: App, svg: str | None, theme: str | None, force: bool) -> None:
    """Show the summary of the last walk, or write it as a picture."""
    summary = last_walk(app)
    if summary is None:
        raise UsageError("no walks yet: start one with 'retrowalk start-small'")
    if svg is not None:
        from ...reports.summary_svg import summary_svg

        write_output(app, svg, summary_svg(summary), force=force)
        return
    from ...reports.console import write_report
    from ...reports.summary import SummaryReport

    override_settings(app, {"theme": theme})
    weight = app.settings.values["weight"]
    bare = not app.screen
    write_report(app.stdout, SummaryReport(summary, app.theme, weight, bare), bare=bare)
