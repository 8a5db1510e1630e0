"""`retrowalk export`: write a session in another format."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

import click

from ...app.context import App
from ...app.export_options import export_from_flags
from ...app.output import report_written
from ...core.session import Session
from ..help import examples
from ..options import (
    force_option,
    headed_option,
    i_know_option,
    setting_option,
    sound_options,
    time_left_option,
)
from ..param_types import count
from ..session_command import SessionCommand

_AUDIO, _CALENDAR = "Audio", "Calendar"


def _list_formats(ctx: click.Context, param: click.Parameter, wanted: bool) -> None:
    """Print the formats and exit."""
    if not wanted or ctx.resilient_parsing:
        return
    from ...exports import FORMATS

    for suffix, entry in FORMATS.items():
        more = "" if entry.is_available else f"  (needs: pip install 'retrowalk[{entry.extra}]')"
        ctx.obj.stdout.write(f"{suffix:<6} {entry.description}{more}\n")
    ctx.exit()


def _export(app: App, session: Session, to: str, **flags: Any) -> None:
    for written in export_from_flags(app, session, Path(to), **flags):
        report_written(app, written)


def _audio_options() -> list[click.Parameter]:
    lrc, split = "Also write timed text for music players.", "Write one file for each segment."
    lead_in = "audio and web page: seconds to count down before the first segment"
    return [
        headed_option(_AUDIO, "--lrc", lrc, is_flag=True),
        headed_option(_AUDIO, "--split", split, is_flag=True),
        setting_option("lead-in", lead_in),
    ]


def _calendar_options() -> list[click.Parameter]:
    option = partial(headed_option, _CALENDAR)
    first_day = click.DateTime(["%Y-%m-%d"])
    days = "Days, such as mon-fri, mon,wed,fri or daily."
    times = "Times of day, such as 9:00,12:30,17:00."
    starting = "First day, such as 2026-03-01.  [default: tomorrow]"
    zone = "Time zone such as Europe/Berlin.  [default: local time]"
    series = "Name of this series; a later export with the same name replaces it."
    return [
        option("--days", days, metavar="DAYS"),
        option("--times", times, metavar="TIMES"),
        option("--weeks", "Number of weeks.  [default: 4]", type=count(104), metavar="N"),
        option("--starting", starting, type=first_day, metavar="DATE"),
        option("--tz zone", zone, metavar="ZONE"),
        option("--id series", series, metavar="NAME"),
    ]


command = SessionCommand(
    "export",
    params=[
        headed_option(
            "Output",
            "--to",
            "File to write; its suffix selects the format (see --list).",
            required=True,
            metavar="FILE",
            type=click.Path(),
        ),
        force_option(),
        i_know_option("Export a session that exceeds the limits."),
        *(option for option in sound_options() if option.name != "sound"),
        time_left_option(),
        *_audio_options(),
        *_calendar_options(),
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
