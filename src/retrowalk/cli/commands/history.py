"""`retrowalk history`: the walks that were walked."""

from __future__ import annotations

import json
import sys
import uuid
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ... import __version__
from ...app.context import App
from ...app.history_access import open_history
from ...core.events import EndReason, Outcome
from ...core.session import ZERO, Session
from ...core.summary import Summary
from ...durations import clock_text, number
from ...errors import EXIT_DONE, FileError, UsageError
from ...sanitize import first_control, printable
from ..param_types import WALK_ID, Began, Since
from ..session_command import SessionCommand

if TYPE_CHECKING:
    from ...history.record import WalkRecord
    from ...history.store import Filter

MS = timedelta(milliseconds=1)
SHOWN = 20
"""Walks that the list has without `--all`."""
SCALE = click.IntRange(0, 10)


def which_flags() -> list[click.Parameter]:
    """The flags that choose walks."""
    return [
        click.Option(
            ["--since"], type=Since(), default=None, metavar="DATE", help="2026-11-03, 30d, 4w ..."
        ),
        click.Option(["--preset"], metavar="NAME", help="only walks of this preset"),
    ]


def feeling_flags() -> list[click.Parameter]:
    """The flags that say how a walk was."""
    return [
        click.Option(
            ["--note"], metavar="TEXT", help="a line of your own; an empty one removes it"
        ),
        click.Option(["--effort"], type=SCALE, metavar="0-10", help="how hard it was"),
        click.Option(["--pain"], type=SCALE, metavar="0-10", help="how much it hurt"),
        click.Option(["--stumble/--no-stumble"], default=None, help="whether you stumbled"),
    ]


def _filter(since: date | None, preset: str | None) -> Filter:
    from ...history.store import Filter

    return Filter(since, preset)


@click.group(
    invoke_without_command=True,
    params=[
        *which_flags(),
        click.Option(["--all", "all_walks"], is_flag=True, help=f"more than the last {SHOWN}"),
        click.Option(["--json", "as_json"], is_flag=True, help="print JSON for programs"),
    ],
)
@click.pass_context
def command(
    ctx: click.Context, since: date | None, preset: str | None, all_walks: bool, as_json: bool
) -> None:
    """List the walks that were walked, the newest first.

    \b
    retrowalk history --since 30d
    retrowalk history show 12
    retrowalk history add "17f 3b" --began "yesterday 18:30"
    """
    if ctx.invoked_subcommand is not None:
        return
    app = ctx.find_object(App)
    assert app is not None
    which = _filter(since, preset)
    with open_history(app) as walks:
        lines = walks.list_walks(which, -1 if all_walks or as_json else SHOWN)
        count = len(lines) if len(lines) < SHOWN else walks.count(which)
    if as_json:
        data = {"schema": 1, "walks": [_line_data(line) for line in lines]}
        app.stdout.write(json.dumps(data, ensure_ascii=False) + "\n")
        return
    if not lines:
        app.stdout.write("No walks are kept yet.\n" if which == (None, None) else "No walks.\n")
        return
    from ...reports.history import Row, print_walks

    rows = [
        Row(n.id, n.started, n.title, n.walked * MS, n.planned * MS, n.backward * MS, n.outcome)
        for n in lines
    ]
    footer = f"{count:,} walk{'' if count == 1 else 's'}"
    if count > len(lines):
        footer += f", the last {len(lines)} of them: --all shows all"
    print_walks(app.stdout, rows, footer)


def _line_data(line: Any) -> dict[str, Any]:
    return {
        "id": line.id,
        "started": line.started.isoformat(timespec="seconds"),
        "session": line.name,
        "title": line.title,
        "planned_seconds": number(line.planned * MS),
        "walked_seconds": number(line.walked * MS),
        "backward_seconds": number(line.backward * MS),
        "outcome": None if line.outcome is None else str(line.outcome),
    }


@command.command
@click.argument("walk", type=WALK_ID, metavar="ID")
@click.option("--json", "as_json", is_flag=True, help="print JSON for programs")
@click.pass_obj
def show(app: App, walk: int, as_json: bool) -> None:
    """Show a walk: planned against walked, segment by segment."""
    with open_history(app) as walks:
        kept = walks.get(walk)
    if as_json:
        from ...history.transfer import walk_data

        data = {"schema": 1, "id": kept.id, **walk_data(kept)}
        app.stdout.write(json.dumps(data, indent=2, ensure_ascii=False) + "\n")
        return
    from ...reports.history import OUTCOMES, print_walk

    heading = f"{kept.session.title}, {kept.started:%Y-%m-%d %H:%M}, {OUTCOMES[kept.outcome]}"
    print_walk(app.stdout, heading, _so_far(kept), list(_details(kept)), app.theme)


def _so_far(kept: WalkRecord) -> Summary:
    return kept.as_interrupted().summary


def _details(kept: WalkRecord) -> Iterable[tuple[str, str]]:
    """What else there is to say of a walk."""
    summary, feeling = _so_far(kept), kept.feedback
    yield "walked", f"{clock_text(summary.total)} of {clock_text(kept.session.total)}"
    yield "segments", f"done {summary.done}, skipped {summary.skipped}"
    if summary.pauses:
        yield "pauses", f"{summary.pauses} ({clock_text(summary.paused)})"
    if kept.gaps:
        yield "gaps", f"{len(kept.gaps)} ({clock_text(sum(kept.gaps, ZERO))})"
    if kept.breaks:
        yield "broken off", f"{len(kept.breaks)} ({clock_text(sum(kept.breaks, ZERO))})"
    for name, value in (("effort", feeling.effort), ("pain", feeling.pain)):
        if value is not None:
            yield name, f"{value} of 10"
    if feeling.stumble is not None:
        yield "stumble", "yes" if feeling.stumble else "no"
    if feeling.note:
        yield "note", printable(feeling.note)
    yield "version", kept.version


@command.command
@click.argument("ids", type=WALK_ID, nargs=-1, required=True, metavar="ID...")
@click.pass_obj
def delete(app: App, ids: tuple[int, ...]) -> None:
    """Take walks out of the history for good."""
    with open_history(app) as walks:
        found = [walks.get(id_) for id_ in ids]  # all are there, or none is deleted
        for kept in found:
            walks.delete(kept.id)
            app.stdout.write(f"deleted {_name(kept)}\n")


@command.command(params=feeling_flags())
@click.argument("walk", type=WALK_ID, metavar="ID")
@click.pass_obj
def edit(app: App, /, walk: int, **said: Any) -> None:
    """Change what you said of a walk: note, effort, pain, stumble."""
    given = {name: value for name, value in said.items() if value is not None}
    if not given:
        raise UsageError("say what: --note, --effort, --pain, --stumble or --no-stumble")
    _check_note(given)
    with open_history(app) as walks:
        kept = walks.get(walk)
        walks.set_feedback(kept.id, kept.feedback._replace(**given))
    app.stdout.write(f"changed {_name(kept)}\n")


def _add(app: App, session: Session, began: datetime | None, **said: Any) -> None:
    from ...history.record import Feedback, SegmentVisit, WalkRecord

    given = {name: value for name, value in said.items() if value is not None}
    _check_note(given)
    if session.has_open:
        raise UsageError("how long the open segments were is not known: write them as a line")
    visits, moment = [], 0
    for index, segment in enumerate(session.segments):
        length = (segment.duration or ZERO) // MS
        reason = str(EndReason.DONE)
        visits.append(SegmentVisit(index, index, moment, moment + length, length, reason))
        moment += length
    kept = WalkRecord(
        uuid.uuid4().hex,
        began or datetime.now().astimezone() - session.total,
        session,
        __version__,
        Outcome.COMPLETED,
        tuple(visits),
        feedback=Feedback(**given),
    )
    with open_history(app, make=True) as walks:
        (id_,) = walks.add(kept)
    app.stdout.write(f"added walk {id_}: {session.title}, {kept.started:%Y-%m-%d %H:%M}\n")


command.add_command(
    SessionCommand(
        "add",
        params=[
            click.Option(
                ["--began"],
                type=Began(),
                default=None,
                metavar="WHEN",
                help='18:30, "yesterday 18:30" or "2026-11-03 18:30"  [so that it ends now]',
            ),
            *feeling_flags(),
        ],
        callback=_add,
        help='Add a walk that was walked without the screen: a preset, or a line such as "17f 3b".',
    )
)


@command.command(params=which_flags())
@click.option("--json", "form", flag_value="json", default="json", help="the form to import again")
@click.option("--csv", "form", flag_value="csv", help="for spreadsheets; it can be imported too")
@click.pass_obj
def export(app: App, since: date | None, preset: str | None, form: str) -> None:
    """Write the walks to standard output, the oldest first."""
    from ...history.transfer import write_csv, write_json

    with open_history(app) as walks:
        write = write_csv if form == "csv" else write_json
        write(walks.each(_filter(since, preset)), app.stdout)
        for trouble in walks.unreadable:
            app.message(f"{trouble}: it is left out")


@command.command("import")
@click.argument("file", metavar="FILE|-")
@click.pass_obj
def import_(app: App, file: str) -> int:
    """Take in walks that 'history export' has written; those that are there already stay."""
    from ...history.transfer import read_export

    try:
        text = sys.stdin.read() if file == "-" else Path(file).read_text(encoding="utf-8-sig")
    except OSError as error:
        raise FileError.cannot("read", file, error) from None
    except UnicodeDecodeError:
        raise FileError(f"cannot read {file}: this is not UTF-8 text") from None
    found = read_export(text)
    with open_history(app, make=True) as walks:
        new = len(walks.add(*found))
    app.stdout.write(f"{new} new, {len(found) - new} there already\n")
    return EXIT_DONE


def _check_note(given: dict[str, Any]) -> None:
    note = given.get("note")
    if note is not None and (len(note) > 200 or first_control(note)):
        raise UsageError("a note is one line of at most 200 characters")
    if note == "":
        given["note"] = None


def _name(kept: WalkRecord) -> str:
    return f"walk {kept.id}: {kept.session.title}, {kept.started:%Y-%m-%d %H:%M}"
