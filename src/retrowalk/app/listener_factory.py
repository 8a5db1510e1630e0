"""Make the listeners of a walk from its options and the settings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..core.session import Session
from ..integrations.session_bus import has_session_bus
from ..screen.ui_state import Ui
from ..terminal.inputs import Inputs
from .context import App
from .history_access import recorder, should_record
from .listeners import (
    NOTICE_SECONDS,
    HistoryListener,
    Listener,
    NoticeListener,
    SoundListener,
)
from .options import WalkOptions

if TYPE_CHECKING:
    from ..playback.controller import CuePlayer


def make_sound_listeners(
    app: App, options: WalkOptions, ui: Ui, player: CuePlayer
) -> list[Listener]:
    """Return the listeners that play the cues and show notices. Sound comes before all others."""
    # screen readers read lines one by one, so a notice need not wait for the previous one
    seconds = 0.0 if options.is_plain(app) else NOTICE_SECONDS
    return [SoundListener(player, ui), NoticeListener(ui, lambda: player.notices, seconds)]


def make_outputs(app: App, session: Session, options: WalkOptions) -> list[Listener]:
    """Return the event stream and the hooks, if there are any. Raises `FileError`."""
    found: list[Listener] = []
    units = app.settings.values["units"]
    if options.events:
        from ..integrations.event_stream import EventStream

        found.append(EventStream(options.events, session, units))
    if app.hooks:
        from ..integrations.hooks import Hooks

        found.append(Hooks(app.hooks, session, units))
    return found


def make_media_listeners(app: App, options: WalkOptions, ui: Ui, inputs: Inputs) -> list[Listener]:
    """Return the listener for media keys, if they can control the walk."""
    if not (app.settings.values["media-keys"] and has_session_bus(app.environment)):
        return []
    from ..integrations.mpris import MediaPlayer

    return [MediaPlayer(inputs.post, lambda: ui.volume, options.speed)]


def make_history_listeners(app: App, session: Session, options: WalkOptions) -> list[Listener]:
    """Return the listener that records the walk, if it is recorded."""
    if not should_record(
        app, rehearsed=options.rehearse is not None, wanted=not options.no_history
    ):
        return []
    return [HistoryListener(lambda: recorder(app, session, options.resumed_from))]
