"""Tells that a bout begins: with a sound, and where there is a desktop with a notification."""

from __future__ import annotations

import shutil
import subprocess
import sys
import threading
from datetime import timedelta

from ..characters import printable
from ..core.session import ZERO, Session
from ..core.timeline import CueKind
from ..cues.score import Kind, Placed, Sound, Style, speech
from ..cues.tones import Tone
from ..sound.recital import Item, recite
from .app import App
from .sounds import bank_for, bell_terminal, rungs

WORDS = "Get ready."
AFTER_TONE = timedelta(seconds=0.15)


def announce(app: App, session: Session, *, muted: bool, on_screen: bool) -> None:
    """Tell it now; nothing is waited for."""
    notify(app, session.title, WORDS, on_screen=on_screen)
    if not muted:
        threading.Thread(target=_sound, args=(app,), name="announce", daemon=True).start()


def notify(app: App, title: str, message: str, *, on_screen: bool) -> None:
    """A notification by the desktop, and by terminals that can show one."""
    title, message = printable(title), printable(message)
    if on_screen and app.screen:
        try:
            app.stdout.write(f"\x1b]9;{title}: {message}\x07")
            app.stdout.flush()
        except OSError:  # the terminal has gone
            pass
    command = _desktop(title, message)
    if command and shutil.which(command[0]):
        try:
            subprocess.Popen(  # noqa: S603 - a known program, and no shell
                command,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
            )
        except OSError:  # then without
            pass


def _desktop(title: str, message: str) -> list[str]:
    """The program that shows a notification on this system."""
    if sys.platform == "darwin":
        script = "on run a\ndisplay notification (item 2 of a) with title (item 1 of a)\nend run"
        return ["osascript", "-e", script, title, message]
    if sys.platform == "win32":
        return ["msg", "*", "/time:10", f"{title}: {message}"]
    return ["notify-send", "--app-name=retrowalk", "--", title, message]


def _sound(app: App) -> None:
    """Two low notes, and the words where there is a voice."""
    try:
        bank = bank_for(app)
        style = Style(bank.length)
        sound = Sound(Kind.TONE, Tone.SOON)
        note = Placed(ZERO, sound, bank.length(sound) or ZERO)
        said = speech([WORDS], note.end + AFTER_TONE, style) if app.settings.values["voice"] else []
        item = Item(CueKind.SOON, WORDS, Tone.SOON, (note, *(said or [])))
        recite([item], rungs(app, bank, lambda: None, bell_terminal(app)), lambda line: None)
    except Exception:  # the bout begins with or without it
        pass
