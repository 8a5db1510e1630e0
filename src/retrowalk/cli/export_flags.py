"""The flags of `retrowalk export`."""

from __future__ import annotations

from collections.abc import Callable

import click

from .options import sound_flags


def export_flags(show_list: Callable[..., None]) -> list[click.Parameter]:
    """The command's flags: of every form, of audio, of the page, of the calendar."""
    sounds = [flag for flag in sound_flags() if flag.name != "sound"]
    return [
        click.Option(
            ["--to"],
            required=True,
            metavar="FILE",
            type=click.Path(),
            help="the file to write; its suffix says in which form",
        ),
        click.Option(
            ["--list"],
            is_flag=True,
            is_eager=True,
            expose_value=False,
            callback=show_list,
            help="print the forms there are",
        ),
        click.Option(["--force"], is_flag=True, help="write over a file that is there already"),
        click.Option(["--i-know"], is_flag=True, help="export a session outside the bounds"),
        *sounds,
        click.Option(
            ["--time-left"],
            metavar="DURATION",
            help="audio: tell the time left in a segment quietly, so often",
        ),
        click.Option(
            ["--lrc"], is_flag=True, default=None, help="audio: timed text beside it, for players"
        ),
        click.Option(["--split"], is_flag=True, default=None, help="audio: one file a segment"),
        click.Option(
            ["--lead-in"],
            type=click.IntRange(0, 3600),
            metavar="SECONDS",
            help="page: count down before the first segment  [5, or as set]",
        ),
        click.Option(["--days"], metavar="DAYS", help="calendar: mon-fri, mon,wed,fri or daily"),
        click.Option(["--times"], metavar="TIMES", help="calendar: 9:00,12:30,17:00"),
        click.Option(
            ["--weeks"],
            type=click.IntRange(1, 104),
            metavar="N",
            help="calendar: for how many weeks  [4]",
        ),
        click.Option(
            ["--starting"],
            type=click.DateTime(["%Y-%m-%d"]),
            metavar="DATE",
            help="calendar: the first day, as 2026-03-01  [tomorrow]",
        ),
        click.Option(
            ["--tz", "zone"],
            metavar="ZONE",
            help="calendar: a time zone as Europe/Berlin, for programs that need one",
        ),
    ]
