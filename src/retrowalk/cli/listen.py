"""`retrowalk listen SOURCE`: hear what a session sounds like."""

from __future__ import annotations

from typing import Any

from ..core.session import Session, with_cadence
from ..cues.score import Style
from ..errors import EXIT_DONE, EXIT_FAILURE
from ..sound.recital import items, recite
from .app import App
from .flags import sound_flags
from .session_command import SessionCommand, hold_to_bounds, take_settings
from .sounds import NO_VOICE, bank_for, bell_terminal, lacks_voice, rungs, speaker_for


def _listen(app: App, session: Session, cadence: int | None, **flags: Any) -> int:
    hold_to_bounds(app, session, i_know=True)
    take_settings(app, flags)
    session = with_cadence(session, cadence) if cadence else session
    bank = bank_for(app, speaker_for(app, session))
    if lacks_voice(session):
        app.complain(NO_VOICE)
    listed = items(session, Style(bank.length, app.settings.values["voice"]))

    def tell(line: str) -> None:
        app.stdout.write(line + "\n")
        app.stdout.flush()

    through = recite(listed, rungs(app, bank, lambda: None, bell_terminal(app)), tell)
    for trouble in bank.troubles:
        app.complain(trouble)
    if through == "off" and app.settings.values["sound"] != "off":
        app.complain("nothing could be heard: 'retrowalk doctor' says why")
        return EXIT_FAILURE
    return EXIT_DONE


command = SessionCommand(
    "listen",
    params=sound_flags(),
    callback=_listen,
    help="Hear the cues of a session one after another, each kind once, in half a minute.",
)
