"""`retrowalk summary`: the last walk once more, on the screen or as a picture."""

from __future__ import annotations

from pathlib import Path

import click

from ...app.context import App
from ...app.history_access import last_walk
from ...app.start_walk import override_settings
from ...core.summary import Summary
from ...errors import FileError, UsageError
from ..options import theme_flag


@click.command(params=[theme_flag()])
@click.option(
    "--svg",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="write it as a picture; the file holds all it shows",
)
@click.pass_obj
def command(app: App, svg: Path | None, theme: str | None) -> None:
    """Show the summary of the last walk, or write it as a picture.

    \b
    retrowalk summary
    retrowalk summary --svg walk.svg
    """
    summary = last_walk(app)
    if summary is None:
        raise UsageError("no walk is kept yet: the next one will be")
    if svg is not None:
        _write(app, summary, svg)
        return
    from ...reports.summary import print_summary

    override_settings(app, {"theme": theme})
    weight = app.settings.values["weight"]
    print_summary(app.stdout, summary, app.theme, weight, bare=not app.screen)


def _write(app: App, summary: Summary, path: Path) -> None:
    from ...reports.summary_svg import summary_svg

    try:
        path.write_text(summary_svg(summary), encoding="utf-8")
    except OSError as error:
        raise FileError.cannot("write", path, error) from None
    app.stdout.write(f"{path} is written.\n")
