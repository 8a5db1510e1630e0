"""Announce that the next walk of a series starts: a sound and a notification."""

from __future__ import annotations

import threading
from datetime import timedelta

from ..core.cue_rules import CueKind
from ..core.session import ZERO, Session
from ..cues.sounds import Kind, ScheduledSound, Sound, speech
from ..cues.tones import Tone
from ..integrations.notify import notify
from ..playback.preview import PreviewItem, play_preview
from ..screen.window_status import notification
from .context import App
from .options import WalkOptions
from .sound_setup import SoundSetup

WORDS = "Get ready."
AFTER_TONE = timedelta(seconds=0.15)


def announce(app: App, session: Session, options: WalkOptions) -> None:
    """Start the announcement and return at once."""
    if app.settings.values["notify"]:
        _notify(app, session.title, on_screen=not options.is_plain(app))
    if options.mute:
        return
    try:
        threading.Thread(target=_play, args=(app,), name="announce", daemon=True).start()
    except RuntimeError:  # no more threads are allowed
        pass


def _notify(app: App, title: str, *, on_screen: bool) -> None:
    """Notify through the terminal if it supports that, otherwise through the desktop."""
    sequence = notification(f"{title}: {WORDS}", app.environment) if on_screen else ""
    if not sequence:
        notify(title, WORDS)
        return
    try:
        app.stdout.write(sequence)
        app.stdout.flush()
    except OSError:  # the terminal has closed
        pass


def _play(app: App) -> None:
    """Play two low notes, then the words if the voice is on."""
    try:
        setup = SoundSetup.build(app)
        sound = Sound(Kind.TONE, Tone.SOON)
        tone = ScheduledSound(ZERO, sound, setup.bank.length(sound) or ZERO)
        words = speech([WORDS], tone.end + AFTER_TONE, setup.voice_config) if setup.voice else []
        item = PreviewItem(CueKind.SOON, WORDS, Tone.SOON, (tone, *(words or [])))
        play_preview([item], setup.backends(), lambda line: None)
    except Exception:  # the walk starts with or without the announcement
        pass
