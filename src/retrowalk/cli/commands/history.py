"""`retrowalk history`: list, show and edit past walks."""

from __future__ import annotations

import json
from datetime import date, datetime
from pathlib import Path
from typing import Any, Literal

import click

from ...app import history_access
from ...app.context import App
from ...app.output import report_written
from ...core.session import Session
from ...errors import UsageError
from ..help import examples
from ..options import filter_options, force_option, json_option
from ..param_types import SCALE, WALK_ID, PastMoment
from ..session_command import SessionCommand

SHOWN = 20
"""Walks listed without `--all`."""


def _feedback_options(note: str) -> list[click.Parameter]:
    return [
        click.Option(["--note"], metavar="TEXT", help=note),
        click.Option(["--effort"], type=SCALE, metavar="0-10", help="How hard it was."),
        click.Option(["--pain"], type=SCALE, metavar="0-10", help="How much it hurt."),
        click.Option(["--stumble/--no-stumble"], default=None, help="Whether you stumbled."),
        click.Option(
            ["--dizziness/--no-dizziness"],
            default=None,
            help="Whether you felt dizzy for a moment.",
        ),
        click.Option(
            ["--alarm/--no-alarm"],
            default=None,
            help="A fall, chest pain, faintness, or dizziness that did not pass.",
        ),
        click.Option(["--morning-pain"], type=SCALE, metavar="0-10", help="Pain the next morning."),
    ]


def _began_option(what: str, default: str = "") -> click.Option:
    return click.Option(
        ["--began"],
        type=PastMoment(),
        metavar="WHEN",
        help=f'{what}: 18:30, "yesterday 18:30" or "2026-11-03 18:30".  {default}'.rstrip(),
    )


@click.group(
    invoke_without_command=True,
    params=[
        *filter_options(),
        click.Option(
            ["--all", "all_walks"], is_flag=True, help=f"List all walks, not only the last {SHOWN}."
        ),
        json_option(),
    ],
    epilog=examples(
        "retrowalk history --since 30d",
        "retrowalk history show 12",
        'retrowalk history add "17f 3b" --began "yesterday 18:30"',
    ),
)
@click.pass_context
def command(
    ctx: click.Context, since: date | None, preset: str | None, all_walks: bool, as_json: bool
) -> None:
    """List past walks, newest first."""
    if ctx.invoked_subcommand is not None:
        return
    from ...history.walk_lines import Filter

    app: App = ctx.obj
    most = None if all_walks or as_json else SHOWN
    lines, count = history_access.list_walks(app, Filter(since, preset), most)
    if as_json:
        from ...reports.history_json import walks_data

        app.stdout.write(json.dumps(walks_data(lines), ensure_ascii=False) + "\n")
        return
    from ...reports.console import write_report
    from ...reports.history import no_walks
    from ...reports.walk_list import WalksReport

    if lines:
        write_report(app.stdout, WalksReport(lines, count, app.theme, app.today))
    else:
        app.stdout.write(no_walks(filtered=bool(since or preset)))


@command.command(params=[json_option()], epilog=examples("retrowalk history show 12"))
@click.argument("walk", type=WALK_ID, metavar="ID")
@click.pass_obj
def show(app: App, walk: int, as_json: bool) -> None:
    """Show a walk: planned and walked time of each segment."""
    record = history_access.get_walk(app, walk)
    if as_json:
        from ...history.transfer import walk_data

        data = {"schema": 1, "id": record.id, **walk_data(record)}
        app.stdout.write(json.dumps(data, indent=2, ensure_ascii=False) + "\n")
        return
    from ...reports.console import write_report
    from ...reports.history import WalkReport

    write_report(app.stdout, WalkReport(record, app.theme))


@command.command(epilog=examples("retrowalk history delete 12 13"))
@click.argument("ids", type=WALK_ID, nargs=-1, required=True, metavar="ID...")
@click.pass_obj
def delete(app: App, ids: tuple[int, ...]) -> None:
    """Delete walks permanently."""
    for title in history_access.delete_walks(app, ids):
        app.stdout.write(f"Deleted {title}\n")


@command.command(
    params=[
        _began_option("Correct the start"),
        *_feedback_options('A note of one line; "" removes it.'),
    ],
    epilog=examples(
        'retrowalk history edit 12 --effort 3 --pain 0 --note "by the river"',
        'retrowalk history edit 12 --began "yesterday 18:30"',
    ),
)
@click.argument("walk", type=WALK_ID, metavar="ID")
@click.pass_obj
def edit(app: App, /, walk: int, began: datetime | None, **feedback: Any) -> None:
    """Change the start or the feedback of a walk."""
    from ...reports.history import walk_title

    record = history_access.edit_walk(app, walk, started=began, **feedback)
    app.stdout.write(f"Changed {walk_title(record)}\n")


def _add(app: App, session: Session, began: datetime | None, **feedback: Any) -> None:
    from ...reports.history import walk_title

    record = history_access.add_walk(app, session, began, **feedback)
    app.stdout.write(f"Added {walk_title(record)}\n")


command.add_command(
    SessionCommand(
        "add",
        params=[
            _began_option("Start", "[default: so that it ends now]"),
            *_feedback_options("A note of one line."),
        ],
        callback=_add,
        help="Add a walk that you did without the timer.",
        epilog=examples('retrowalk history add "17f 3b" --began "yesterday 18:30"'),
    )
)


@command.command(
    params=[*filter_options(), force_option()],
    epilog=examples(
        "retrowalk history export --csv > walks.csv",
        "retrowalk history export 12 --to walk.fit",
        "retrowalk history export --since 30d --to walks.tcx",
    ),
)
@click.argument("ids", type=WALK_ID, nargs=-1, metavar="[ID...]")
@click.option(
    "--to",
    metavar="FILE",
    help="Write activities for other programs: .fit, .tcx or .md; several walks go into a folder.",
)
@click.option(
    "--json",
    "form",
    flag_value="json",
    default="json",
    help="Write JSON, the complete record (default).",
)
@click.option("--csv", "form", flag_value="csv", help="Write CSV, for spreadsheets.")
@click.pass_obj
def export(
    app: App,
    ids: tuple[int, ...],
    since: date | None,
    preset: str | None,
    form: Literal["json", "csv"],
    to: str | None,
    force: bool,
) -> None:
    """Write past walks as JSON or CSV, or as activities.

    JSON and CSV go to standard output, oldest walk first; 'retrowalk history import' reads them.
    Activities are files for other programs.
    """
    from ...history.walk_lines import Filter

    which = Filter(since, preset)
    if to is not None:
        from ...app.activity import export_activities

        for path in export_activities(app, ids, which, Path(to), force=force):
            report_written(app, path)
        return
    if ids:
        raise UsageError("walk IDs can only be exported as activities: add --to walk.fit")
    for message in history_access.export_walks(app, which, form):
        app.message(message)


@command.command("import", epilog=examples("retrowalk history import walks.json"))
@click.argument("file", metavar="FILE|-")
@click.pass_obj
def import_(app: App, file: str) -> None:
    """Add the walks of a file written by 'history export'.

    Walks that are already in the history stay as they are, except for feedback that was edited in
    a CSV file.
    """
    added, changed, known = history_access.import_walks(app, file)
    edited = f", changed {changed}" if changed else ""
    app.stdout.write(f"Added {added}{edited}, already recorded {known}\n")
