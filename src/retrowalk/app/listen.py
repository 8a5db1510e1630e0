"""Play the cues of a session, each kind once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ..core.session import Session, with_cadence
from ..playback.preview import play_preview, preview_items
from .context import App
from .sound_setup import SoundSetup
from .start_walk import enforce_limits, override_settings


def listen(
    app: App,
    session: Session,
    show: Callable[[str], None],
    cadence: int | None = None,
    **flags: Any,
) -> bool:
    """Play the cues, calling `show` with a line before each. `flags` override settings.

    Returns False if nothing could be heard although sound is on.
    """
    enforce_limits(app, session, i_know=True)
    override_settings(app, flags)
    session = with_cadence(session, cadence) if cadence else session
    sound = SoundSetup.build(app, session)
    for warning in sound.warnings:
        app.message(warning)
    cues = preview_items(session, sound.voice_config)
    used = play_preview(cues, sound.backends(), show)
    for warning in sound.bank.warnings:
        app.message(warning)
    return used != "off" or app.settings.values["sound"] == "off"
