"""Tells that a bout begins: with a sound, and where there is a desktop with a notification."""

from __future__ import annotations

import threading
from datetime import timedelta

from ..core.session import ZERO, Session
from ..core.timeline import CueKind
from ..cues.scheduler import Kind, ScheduledSound, Sound, VoiceConfig, speech
from ..cues.tones import Tone
from ..integrations.notify import notify
from ..playback.preview import PreviewItem, play_preview
from ..sanitize import printable
from .context import App
from .sound_setup import backends, bank_for, bell_terminal

WORDS = "Get ready."
AFTER_TONE = timedelta(seconds=0.15)


def announce(app: App, session: Session, *, muted: bool, on_screen: bool) -> None:
    """ProgressCallback it now; nothing is waited for."""
    if on_screen and app.screen:
        try:
            app.stdout.write(f"\x1b]9;{printable(session.title)}: {WORDS}\x07")
            app.stdout.flush()
        except OSError:  # the terminal has gone
            pass
    notify(session.title, WORDS)
    if not muted:
        threading.Thread(target=_sound, args=(app,), name="announce", daemon=True).start()


def _sound(app: App) -> None:
    """Two low notes, and the words where there is a voice."""
    try:
        bank = bank_for(app)
        style = VoiceConfig(bank.length)
        sound = Sound(Kind.TONE, Tone.SOON)
        note = ScheduledSound(ZERO, sound, bank.length(sound) or ZERO)
        said = speech([WORDS], note.end + AFTER_TONE, style) if app.settings.values["voice"] else []
        item = PreviewItem(CueKind.SOON, WORDS, Tone.SOON, (note, *(said or [])))
        play_preview(
            [item], backends(app, bank, lambda: None, bell_terminal(app)), lambda line: None
        )
    except Exception:  # the bout begins with or without it
        pass
