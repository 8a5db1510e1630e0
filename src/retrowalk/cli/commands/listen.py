"""`retrowalk listen SOURCE`: hear what a session sounds like."""

from __future__ import annotations

from typing import Any

from ...app.context import App
from ...app.sound_setup import NO_VOICE, backends, bank_for, bell_terminal, lacks_voice, speaker_for
from ...app.start_walk import enforce_limits, take_settings
from ...core.session import Session, with_cadence
from ...cues.scheduler import VoiceConfig
from ...errors import EXIT_DONE, EXIT_FAILURE
from ...playback.preview import play_preview, preview_items
from ..options import sound_flags
from ..session_command import SessionCommand


def _listen(app: App, session: Session, cadence: int | None, **flags: Any) -> int:
    enforce_limits(app, session, i_know=True)
    take_settings(app, flags)
    session = with_cadence(session, cadence) if cadence else session
    bank = bank_for(app, speaker_for(app, session))
    if lacks_voice(session):
        app.message(NO_VOICE)
    listed = preview_items(session, VoiceConfig(bank.length, app.settings.values["voice"]))

    def tell(line: str) -> None:
        app.stdout.write(line + "\n")
        app.stdout.flush()

    through = play_preview(listed, backends(app, bank, lambda: None, bell_terminal(app)), tell)
    for trouble in bank.warnings:
        app.message(trouble)
    if through == "off" and app.settings.values["sound"] != "off":
        app.message("nothing could be heard: 'retrowalk doctor' says why")
        return EXIT_FAILURE
    return EXIT_DONE


command = SessionCommand(
    "listen",
    params=sound_flags(),
    callback=_listen,
    help="Hear the cues of a session one after another, each kind once, in half a minute.",
)
