"""`retrowalk export SOURCE --to FILE`: a session in another form, to be taken along."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ..characters import printable
from ..core.session import Session, with_cadence
from ..durations import parse_duration
from ..errors import UsageError
from .app import App
from .export_flags import export_flags
from .progress import progress, tidy_end
from .session_command import SessionCommand, hold_to_bounds, take_settings

if TYPE_CHECKING:
    from ..audio.bank import Bank
    from ..exports import Options, Schedule

PATIENCE_A_TEXT = 10.0
"""Seconds that the system's voice gets for each of the session's own texts."""
WALKED = (".wav", ".flac", ".ogg", ".opus", ".mp3", ".html", ".htm", ".fit")
"""The forms that a session is walked by."""
SPOKEN = WALKED[:5]
OF_AUDIO = ("lrc", "split", "time_left")
OF_CALENDAR = ("days", "times", "starting", "weeks", "zone")
"""Values of flags that only some forms have a use for."""
HELP = """Write a session in another form, to take it along. The file's suffix says which.

\b
retrowalk export intervals --to walk.html     # a page for a phone, offline
retrowalk export start-small --to walk.mp3    # audio; .wav .flac .ogg .opus too
retrowalk export intervals --to walk.fit      # a workout for a Garmin watch
retrowalk export start-small --to walk.ics    # reminders for a calendar
retrowalk export treadmill --to walk.svg      # a picture; .md .json .yaml too
"""


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
    with tidy_end(), progress(app, path.name) as tell:
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


def _export(app: App, session: Session, to: str, i_know: bool, force: bool, **flags: Any) -> None:
    path = Path(to)
    cadence = flags.pop("cadence")
    session = with_cadence(session, cadence) if cadence else session
    hold_to_bounds(app, session, i_know or path.suffix.lower() not in WALKED)
    given = take_settings(app, flags)
    _refuse_flags_of_other_forms(path, given)
    options = _chosen(usual_options(app, session.name), given)
    for written in export_session(app, session, path, options, force=force):
        app.stdout.write(f"{printable(str(written))} is written\n")


def _refuse_flags_of_other_forms(path: Path, given: dict[str, Any]) -> None:
    """Say what a flag would do nothing for. Raises `UsageError`."""
    suffix = path.suffix.lower()
    for names, suffixes in ((OF_AUDIO, SPOKEN), (OF_CALENDAR, (".ics",))):
        wrong = [name for name in names if given.get(name) and suffix not in suffixes]
        if wrong and suffix:
            name = wrong[0].replace("_", "-").replace("zone", "tz")
            raise UsageError(f"--{name} is only for {', '.join(suffixes)}, not for {suffix}")


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


command = SessionCommand(
    "export",
    params=export_flags(_list),
    callback=_export,
    help=HELP,
)
