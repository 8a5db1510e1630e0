"""`retrowalk export SOURCE --to FILE`: a session in another form, to be taken along."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ...app.context import App
from ...app.export import SPOKEN, WALKED, export_session, usual_options
from ...app.start_walk import enforce_limits, override_settings
from ...core.session import Session, with_cadence
from ...durations import parse_duration
from ...errors import UsageError
from ...sanitize import printable
from ..export_flags import export_flags
from ..session_command import SessionCommand

if TYPE_CHECKING:
    from ...exports import Options

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


def _list(ctx: click.Context, param: click.Parameter, wanted: bool) -> None:
    """Print the forms there are, and end."""
    if not wanted or ctx.resilient_parsing:
        return
    from ...exports import FORMATS

    app = ctx.find_object(App) or App.of_process()
    for suffix, entry in FORMATS.items():
        more = "" if entry.is_available else f"  (needs: pip install 'retrowalk[{entry.extra}]')"
        app.stdout.write(f"{suffix:<6} {entry.description}{more}\n")
    ctx.exit()


def _export(app: App, session: Session, to: str, i_know: bool, force: bool, **flags: Any) -> None:
    path = Path(to)
    cadence = flags.pop("cadence")
    session = with_cadence(session, cadence) if cadence else session
    enforce_limits(app, session, i_know or path.suffix.lower() not in WALKED)
    given = override_settings(app, flags)
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
    from ...exports.reminders import parse_days, parse_times

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
