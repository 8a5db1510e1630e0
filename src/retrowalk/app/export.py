"""TODO."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from ..core.session import Session
from .context import App
from .progress import progress, tidy_end

if TYPE_CHECKING:
    from ..audio.bank import Bank
    from ..exports import Options, Schedule


PATIENCE_A_TEXT = 10.0
"""Seconds that the system's voice gets for each of the session's own texts."""


WALKED = (".wav", ".flac", ".ogg", ".opus", ".mp3", ".html", ".htm", ".fit")
"""The forms that a session is walked by."""


SPOKEN = WALKED[:5]


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
        written = write(session, path, options, force=force, on_progress=tell)
    for trouble in options.bank.warnings if options.bank else []:
        app.message(trouble)
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
    from ..exports.reminders import Schedule, parse_times

    tomorrow = date.today() + timedelta(days=1)
    if name == "start-small":
        return Schedule(tomorrow, tuple(range(7)), parse_times("9:00,12:30,17:00"))
    return Schedule(tomorrow)


def _bank(app: App, session: Session, options: Options) -> Bank:
    """The sounds that are set, with the session's own texts spoken beforehand."""
    from ..audio.speech import Speaker
    from .sound_setup import NO_VOICE, bank_for, lacks_voice, uncovered

    speaker = Speaker(app.cache_folder / "speech")
    if options.voice:
        texts = uncovered(session)
        speaker.prepare(texts, PATIENCE_A_TEXT * len(texts))
        if lacks_voice(session):
            app.message(NO_VOICE)
    return bank_for(app, speaker)
