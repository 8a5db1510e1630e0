"""`retrowalk listen SOURCE`: hear what a session sounds like."""

from __future__ import annotations

from typing import Any

from ...app.context import App
from ...app.sound_setup import SoundSetup
from ...app.start_walk import enforce_limits, override_settings
from ...core.session import Session, with_cadence
from ...errors import EXIT_DONE, EXIT_FAILURE
from ...playback.preview import play_preview, preview_items
from ..options import sound_flags
from ..session_command import SessionCommand


def _listen(app: App, session: Session, cadence: int | None, **flags: Any) -> int:
    enforce_limits(app, session, i_know=True)
    override_settings(app, flags)
    session = with_cadence(session, cadence) if cadence else session
    sound = SoundSetup.build(app, session)
    for warning in sound.warnings:
        app.message(warning)
    listed = preview_items(session, sound.voice_config)

    def tell(line: str) -> None:
        app.stdout.write(line + "\n")
        app.stdout.flush()

    through = play_preview(listed, sound.backends(), tell)
    for trouble in sound.bank.warnings:
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
