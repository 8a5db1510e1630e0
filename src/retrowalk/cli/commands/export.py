"""`retrowalk export`: write a session in another format."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from ...app.context import App
from ...app.export import WALKED, export_session
from ...app.export_options import export_options
from ...app.output import report_written
from ...app.start_walk import enforce_limits, override_settings
from ...core.session import Session, with_cadence
from .. import options
from ..help import examples
from ..session_command import SessionCommand


def _list_formats(ctx: click.Context, param: click.Parameter, wanted: bool) -> None:
    """Print the formats and exit."""
    if not wanted or ctx.resilient_parsing:
        return
    from ...exports import FORMATS

    for suffix, entry in FORMATS.items():
        more = "" if entry.is_available else f"  (needs: pip install 'retrowalk[{entry.extra}]')"
        ctx.obj.stdout.write(f"{suffix:<6} {entry.description}{more}\n")
    ctx.exit()


def _export(
    app: App,
    session: Session,
    to: str,
    i_know: bool,
    force: bool,
    cadence: int | None,
    **flags: Any,
) -> None:
    path = Path(to)
    session = with_cadence(session, cadence) if cadence else session
    enforce_limits(app, session, i_know or path.suffix.lower() not in WALKED)
    chosen = export_options(app, session.name, path, override_settings(app, flags))
    for written in export_session(app, session, path, chosen, force=force):
        report_written(app, written)


command = SessionCommand(
    "export",
    params=[
        *options.export_options(),
        click.Option(
            ["--list"],
            is_flag=True,
            is_eager=True,
            expose_value=False,
            callback=_list_formats,
            help="List the formats and exit.",
        ),
    ],
    callback=_export,
    help="Write a session as audio, a web page, a watch workout, a calendar or a picture.\n\n"
    "The suffix of the file selects the format.",
    epilog=examples(
        "retrowalk export intervals --to walk.html   # page for a phone, offline",
        "retrowalk export start-small --to walk.mp3  # .wav .flac .ogg .opus too",
        "retrowalk export intervals --to walk.fit    # for a Garmin watch",
        "retrowalk export start-small --to walk.ics  # calendar reminders",
        "retrowalk export treadmill --to walk.svg    # .md .json .yaml too",
    ),
)
