"""Export a session to a file, with the user's settings and sounds."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from ..core.session import Session
from .context import App
from .progress import exit_on_signals, progress
from .start_walk import enforce_limits

if TYPE_CHECKING:
    from ..exports import Options, Schedule

SPOKEN = (".wav", ".flac", ".ogg", ".opus", ".mp3")
"""Suffixes of audio formats."""
WALKED = (*SPOKEN, ".html", ".htm", ".fit")
"""Suffixes of formats that guide a walk."""


def export_session(
    app: App,
    session: Session,
    path: Path,
    options: Options | None = None,
    *,
    force: bool = False,
    i_know: bool = False,
) -> list[Path]:
    """Write a session in the format of the path's suffix; return the files written.

    Without `options` the settings apply. The limits apply to formats that guide a walk, unless
    `i_know`. Raises `RetrowalkError`.
    """
    from ..exports import write

    enforce_limits(app, session, i_know or path.suffix.lower() not in WALKED)
    options = options or default_options(app, session.name)
    warnings: list[str] = []
    if path.suffix.lower() in SPOKEN:
        from .sound_setup import SoundSetup

        sound = SoundSetup.for_export(app, session, voice=options.voice)
        options = replace(options, bank=sound.bank)
        warnings += sound.warnings
    with exit_on_signals(), progress(app, path.name) as tell:
        written = write(session, path, options, force=force, on_progress=tell)
    for warning in [*warnings, *(options.bank.warnings if options.bank else [])]:
        app.message(warning)
    return written


def default_options(app: App, name: str) -> Options:
    """Return the default export options, from the settings, for a session of that name."""
    from ..exports import Options

    values = app.settings.values
    return Options(
        voice=values["voice"],
        lead_in=values["lead-in"],
        units=values["units"],
        tones=values["tones"],
        volume=values["volume"],
        schedule=default_schedule(app, name),
    )


def default_schedule(app: App, name: str) -> Schedule:
    """Return reminders from tomorrow: start-small three times a day, others three days a week."""
    from ..exports.reminders import Schedule, parse_times

    tomorrow = app.clock.time().astimezone(app.clock.zone).date() + timedelta(days=1)
    if name == "start-small":
        return Schedule(tomorrow, tuple(range(7)), parse_times("9:00,12:30,17:00"))
    return Schedule(tomorrow)
