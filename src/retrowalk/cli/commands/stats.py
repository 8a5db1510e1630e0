"""`retrowalk stats`: what all walks come to."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import click

from ...app.context import App
from ...app.history_access import open_history
from ...core.stats import Stats, stats
from ...durations import number
from ...errors import FileError
from .history import which_flags


@click.command(params=which_flags())
@click.option("--json", "as_json", is_flag=True, help="print JSON for programs")
@click.option("--svg", metavar="FILE", help="write a picture; - is standard output")
@click.pass_obj
def command(
    app: App, since: date | None, preset: str | None, as_json: bool, svg: str | None
) -> None:
    """Show backward minutes a week, the days walked, and totals."""
    from ...history.store import Filter

    with open_history(app) as walks:
        days = walks.days(Filter(since, preset))
    today = date.today()
    found = stats(days, today)
    if as_json:
        app.stdout.write(json.dumps(_data(found), indent=2) + "\n")
    if svg is not None:
        _write_svg(app, svg, found, today)
    if as_json or svg is not None:
        return
    if not days:
        app.stdout.write("No walks are kept yet.\n" if not (since or preset) else "No walks.\n")
        return
    from ...reports.stats import print_stats

    print_stats(app.stdout, found, today, app.theme)


def _write_svg(app: App, target: str, found: Stats, today: date) -> None:
    from ...reports.stats_svg import stats_svg

    text = stats_svg(found, today)
    if target == "-":
        app.stdout.write(text)
        return
    try:
        Path(target).write_text(text, encoding="utf-8")
    except OSError as error:
        raise FileError.cannot("write", target, error) from None
    app.stdout.write(f"{target} is written\n")


def _data(found: Stats) -> dict[str, Any]:
    """The figures, schema 1; lengths are seconds."""
    return {
        "schema": 1,
        "walks": found.walks,
        "walked_seconds": number(found.walked),
        "forward_seconds": number(found.forward),
        "backward_seconds": number(found.backward),
        "longest_backward_seconds": number(found.longest),
        "longest_backward_on": found.longest_on.isoformat() if found.longest_on else None,
        "streak_weeks": found.streak,
        "best_streak_weeks": found.best_streak,
        "weeks": [
            {
                "monday": week.monday.isoformat(),
                "walks": week.walks,
                "walked_seconds": number(week.walked),
                "backward_seconds": number(week.backward),
            }
            for week in found.weeks
        ],
        "days": [
            {
                "day": day.day.isoformat(),
                "walks": day.walks,
                "walked_seconds": number(day.walked),
                "backward_seconds": number(day.backward),
            }
            for day in found.days
        ],
    }
