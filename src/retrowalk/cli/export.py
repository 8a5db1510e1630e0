"""`retrowalk export SOURCE --to FILE`: a session in another form, to be taken along."""

from __future__ import annotations

import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Any

import click

from ..core.session import Session, with_cadence
from ..durations import parse_duration
from ..errors import UsageError
from .app import App, is_terminal
from .session_command import SessionCommand, hold_to_bounds, sound_flags, take_settings

if TYPE_CHECKING:
    from ..audio.bank import Bank
    from ..exports import Options, Schedule, Tell

PATIENCE_A_TEXT = 10.0
"""Seconds that the system's voice gets for each of the session's own texts."""
UNHURRIED = 1.0
"""Seconds after which progress is shown."""
WALKED = (".wav", ".flac", ".ogg", ".opus", ".mp3", ".html", ".htm", ".fit")
"""The forms that a session is walked by."""
SPOKEN = WALKED[:5]
HELP = """Write a session in another form, to take it along. The file's suffix says which.

\b
retrowalk export intervals --to walk.html     a page for a phone, offline
retrowalk export start-small --to walk.mp3    audio; .wav .flac .ogg .opus too
retrowalk export intervals --to walk.fit      a workout for a Garmin watch
retrowalk export start-small --to walk.ics    reminders for a calendar
retrowalk export treadmill --to walk.svg      a picture; .md .json .yaml too
"""
ENDINGS = {signal.SIGTERM: 143, getattr(signal, "SIGHUP", signal.SIGTERM): 129}


def export_session(
    app: App,
    session: Session,
    path: Path,
    options: Options | None = None,
    *,
    force: bool = False,
) -> list[Path]:
    """Write a session in the form of the path's suffix, with progress; returns the files.

    Without options those that the user has set are taken. Raises `RetrowalkError`s.
    """
    from ..exports import write

    options = options or usual_options(app, session.name)
    if path.suffix.lower() in SPOKEN:
        options = replace(options, bank=_bank(app, session, options))
    with _tidy_end(), _progress(app, path) as tell:
        written = write(session, path, options, force=force, tell=tell)
    for trouble in options.bank.troubles if options.bank else []:
        app.complain(trouble)
    return written


def usual_options(app: App, name: str) -> Options:
    """What the user has set, for a session of that name."""
    from ..exports import Options

    values = app.settings.values
    return Options(
        voice=values["voice"],
        lead_in=values["lead-in"],
        units=values["units"],
        schedule=usual_schedule(name),
    )


def usual_schedule(name: str) -> Schedule:
    """From tomorrow on: start-small three times a day, all else three days a week."""
    from ..exports.schedule import Schedule, parse_times

    tomorrow = date.today() + timedelta(days=1)
    if name == "start-small":
        return Schedule(tomorrow, tuple(range(7)), parse_times("9:00,12:30,17:00"))
    return Schedule(tomorrow)


def _bank(app: App, session: Session, options: Options) -> Bank:
    """The sounds that are set, with the session's own texts spoken beforehand."""
    from ..audio.speech import Speaker
    from .sounds import NO_VOICE, bank_for, lacks_voice, uncovered

    speaker = Speaker(app.cache_folder / "speech")
    if options.voice:
        texts = uncovered(session)
        speaker.prepare(texts, PATIENCE_A_TEXT * len(texts))
        if lacks_voice(session):
            app.complain(NO_VOICE)
    return bank_for(app, speaker)


@contextmanager
def _progress(app: App, path: Path) -> Iterator[Tell]:
    """Shows how far an export has come once it has taken a while, on a terminal."""
    if not is_terminal(app.stderr):
        yield lambda part: None
        return
    bar = _Bar(app, path.name)
    try:
        yield bar.tell
    finally:
        bar.close()


class _Bar:
    """A progress bar that appears late and is drawn only where it is told of something."""

    def __init__(self, app: App, name: str) -> None:
        self._app, self._name = app, name
        self._drawn = time.monotonic() + UNHURRIED - 0.1
        self._bar: Any = None

    def tell(self, part: float) -> None:
        """So much is done, from 0 to 1."""
        if time.monotonic() - self._drawn < 0.1:
            return
        self._drawn = time.monotonic()
        if self._bar is None:
            self._bar = self._made()  # there to be closed even if opening it is broken off
            self._bar.start()
        self._bar.update(self._bar.task_ids[0], completed=part)
        self._bar.refresh()

    def close(self) -> None:
        """Leave the line as it was."""
        if self._bar is not None:
            self._bar.stop()

    def _made(self) -> Any:
        from rich.console import Console
        from rich.markup import escape
        from rich.progress import BarColumn, Progress, TaskProgressColumn, TimeRemainingColumn

        from ..characters import printable

        name = escape(printable(self._name))
        columns = (BarColumn(), TaskProgressColumn(), TimeRemainingColumn())
        console = Console(file=self._app.stderr)
        made = Progress(name, *columns, console=console, auto_refresh=False, transient=True)
        made.add_task("", total=1.0)
        return made


@contextmanager
def _tidy_end() -> Iterator[None]:
    """Let a signal that ends the program leave no half-written file, as Ctrl-C does."""

    def end(number: int, frame: FrameType | None) -> None:
        raise SystemExit(ENDINGS[signal.Signals(number)])

    before = {number: signal.signal(number, end) for number in ENDINGS}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _list(ctx: click.Context, param: click.Parameter, wanted: bool) -> None:
    """Print the forms there are, and end."""
    if not wanted or ctx.resilient_parsing:
        return
    from ..exports import FORMS

    app = ctx.find_object(App) or App.of_process()
    for suffix, entry in FORMS.items():
        more = "" if entry.is_there else f"  (needs: pip install 'retrowalk[{entry.extra}]')"
        app.stdout.write(f"{suffix:<6} {entry.what}{more}\n")
    ctx.exit()


class ExportCommand(SessionCommand):
    """The command; the values of its own flags are never taken for the session."""

    def _find_source(self, ctx: click.Context, args: list[str]) -> str | None:
        taking = {
            name
            for param in self.params
            if isinstance(param, click.Option) and not param.is_flag
            for name in param.opts
        }
        kept, skip = [], False
        for word in args:
            if not skip and word not in taking:
                kept.append(word)
            skip = not skip and word in taking
        return super()._find_source(ctx, kept)


def _export(app: App, session: Session, to: str, i_know: bool, force: bool, **flags: Any) -> None:
    path = Path(to)
    cadence = flags.pop("cadence")
    session = with_cadence(session, cadence) if cadence else session
    hold_to_bounds(app, session, i_know or path.suffix.lower() not in WALKED)
    given = take_settings(app, flags)
    options = _chosen(usual_options(app, session.name), given)
    for written in export_session(app, session, path, options, force=force):
        app.stdout.write(f"{written} is written\n")


def _chosen(options: Options, given: dict[str, Any]) -> Options:
    """The options with those in place that were given."""
    from ..exports.schedule import parse_days, parse_times

    assert options.schedule is not None
    every = parse_duration(given["time_left"]) if "time_left" in given else None
    if every is not None and every < timedelta(seconds=10):
        raise UsageError("--time-left: too often, at least 10s")
    plan: dict[str, Any] = {}
    if "days" in given:
        plan["days"] = parse_days(given["days"])
    if "times" in given:
        plan["times"] = parse_times(given["times"])
    if "starting" in given:
        plan["first"] = given["starting"].date()
    plan |= {name: given[name] for name in ("weeks", "zone") if name in given}
    return replace(
        options,
        time_left=every,
        lrc=given.get("lrc", False),
        split=given.get("split", False),
        lead_in=given.get("lead_in", options.lead_in),
        schedule=replace(options.schedule, **plan),
    )


def _flags() -> list[click.Parameter]:
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
            callback=_list,
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


command = ExportCommand(
    "export",
    params=_flags(),
    callback=_export,
    help=HELP,
)
