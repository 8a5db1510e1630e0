"""`retrowalk stats`: show totals, weeks and streaks."""

from __future__ import annotations

import json
from datetime import date

import click

from ...app.context import App
from ...app.history_access import walk_stats
from ...app.output import write_output
from ..help import examples
from ..options import filter_options, force_option, json_option, svg_option


@click.command(
    params=[*filter_options(), json_option(), svg_option(), force_option()],
    epilog=examples("retrowalk stats", "retrowalk stats --since 4w --svg walks.svg"),
)
@click.pass_obj
def command(
    app: App, since: date | None, preset: str | None, as_json: bool, svg: str | None, force: bool
) -> None:
    """Show backward minutes per week, the days walked, and totals."""
    from ...history.walk_lines import Filter

    found = walk_stats(app, Filter(since, preset))
    today = app.today
    if as_json:
        from ...reports.history_json import stats_data

        app.stdout.write(json.dumps(stats_data(found), indent=2) + "\n")
    if svg is not None:
        from ...reports.stats_svg import stats_svg

        write_output(app, svg, stats_svg(found, today), force=force)
    if not as_json and svg is None:
        from ...reports.console import write_report
        from ...reports.history import no_walks
        from ...reports.stats import StatsReport

        if found.walks:
            write_report(app.stdout, StatsReport(found, today, app.theme))
        else:
            app.stdout.write(no_walks(filtered=bool(since or preset)))
