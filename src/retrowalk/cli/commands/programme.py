"""`retrowalk programme`: eight weeks from the first backward steps to ten minutes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from ...app import programme as use_case
from ...app.context import App
from ...core.programme import DecisionKind
from ...core.programme_weeks import FIRST_WEEK, MAINTENANCE
from ..help import examples
from ..options import force_option, i_know_option
from ..param_types import SCALE, ClockTime, Number, Weekdays

WEEK = Number(FIRST_WEEK, MAINTENANCE, "a week from 1 to 8, or 9 for maintenance")


@click.group(
    invoke_without_command=True,
    epilog=examples(
        "retrowalk programme start --days mon,wed,fri",
        "retrowalk today",
        "retrowalk programme why",
        "retrowalk programme export --to sheet.html",
    ),
)
@click.pass_context
def command(ctx: click.Context) -> None:
    """Show where you are in the eight-week programme.

    Three walks a week, from 20-second bouts to ten minutes backward. Your answers after each walk
    decide which week comes next; docs/programme.md has the rules and their sources.
    """
    if ctx.invoked_subcommand is None:
        use_case.print_status(ctx.obj)


@command.command(
    params=[
        click.Option(["--week"], type=WEEK, default=1, metavar="N", help="Start at this week."),
        click.Option(
            ["--days"],
            type=Weekdays(),
            metavar="DAYS",
            help="Three days, none of them consecutive.  [default: mon,wed,fri]",
        ),
        i_know_option("Start without getting advice first."),
    ],
    epilog=examples("retrowalk programme start", "retrowalk programme start --days tue,thu,sat"),
)
@click.pass_obj
def start(app: App, week: int, days: tuple[int, ...] | None, i_know: bool) -> int:
    """Start the programme, or start it again."""
    from ...app.start_programme import start_programme

    return start_programme(app, week, days, i_know=i_know)


@command.command()
@click.pass_obj
def why(app: App) -> None:
    """Show the rule and the answers that decided the current week."""
    use_case.print_reasons(app)


@command.command()
@click.pass_obj
def repeat(app: App) -> None:
    """Repeat the current week."""
    use_case.change_programme(app, DecisionKind.REPEAT)


@command.command()
@click.pass_obj
def back(app: App) -> None:
    """Go back one week."""
    use_case.change_programme(app, DecisionKind.BACK)


@command.command()
@click.pass_obj
def on(app: App) -> None:
    """Move on to the next week, regardless of the rules."""
    use_case.change_programme(app, DecisionKind.ON)


@command.command()
@click.pass_obj
def stop(app: App) -> None:
    """Stop the programme. `programme start` starts it again."""
    use_case.change_programme(app, DecisionKind.STOP)


@command.command(epilog=examples("retrowalk programme days tue,thu,sat"))
@click.argument("days", type=Weekdays(), metavar="DAYS")
@click.pass_obj
def days(app: App, days: tuple[int, ...]) -> None:
    """Change the days of the week on which you walk."""
    use_case.change_programme(app, DecisionKind.DAYS, days=days)


@command.command(
    params=[
        click.Option(["--morning-pain"], type=SCALE, metavar="0-10", help="Pain this morning."),
        click.Option(
            ["--alarm"],
            is_flag=True,
            help="A fall, chest pain, faintness, or dizziness that did not pass.",
        ),
    ],
    epilog=examples("retrowalk programme answer --morning-pain 2"),
)
@click.pass_obj
def answer(app: App, morning_pain: int | None, alarm: bool) -> None:
    """Report a fall, chest pain or lasting dizziness (--alarm), or this morning's pain."""
    use_case.record_answers(app, morning_pain=morning_pain, alarm=alarm)


@command.command(
    params=[
        click.Option(
            ["--to"],
            required=True,
            metavar="FILE",
            type=click.Path(path_type=Path),
            help="The file: .html (a sheet to print), .md, .svg or .ics.",
        ),
        click.Option(
            ["--at"],
            type=ClockTime(),
            metavar="HH:MM",
            help="Calendar: the time of day.  [default: 18:00]",
        ),
        click.Option(["--tz"], metavar="ZONE", help="Calendar: time zone, such as Europe/Berlin."),
        force_option(),
    ],
    epilog=examples(
        "retrowalk programme export --to sheet.html",
        "retrowalk programme export --to programme.ics --at 07:30 --tz Europe/Berlin",
    ),
)
@click.pass_obj
def export(app: App, /, to: Path, **options: Any) -> None:
    """Write the programme as a sheet, a table, a picture or a calendar."""
    from ...app.export_programme import export_programme

    export_programme(app, to, **options)
