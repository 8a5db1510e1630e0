"""What the settings say about sound, as outputs and a bank of sounds."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TextIO

from ..audio.bank import Bank, Volumes
from ..audio.speech import Speaker, engine
from ..core.session import Session
from ..cues.phrases import covered
from ..playback.backend import AudioBackend
from ..playback.bell import Bell
from ..playback.device_stream import DeviceStream, is_available
from ..playback.file_player import FilePlayer
from .context import App, is_terminal

SPEECH_PATIENCE = 2.0
"""Seconds that the start of a walk waits for the system's voice; the rest is made meanwhile."""
NO_VOICE = (
    "no program here can speak this session's own texts: its tones sound alone"
    " (flite or espeak-ng would do)"
)


def bank_for(app: App, speaker: Speaker | None = None) -> Bank:
    """The sounds that are set, at the volumes that are set."""
    values = app.settings.values
    volumes = Volumes(*(values[f"volume{kind}"] for kind in ("", "-voice", "-tones", "-beat")))
    own = Path(values["sounds"]).expanduser() if values["sounds"] else None
    return Bank(values["tones"], own, volumes, speaker.path if speaker else lambda text: None)


def speaker_for(app: App, session: Session) -> Speaker:
    """The system's voice with the session's own texts, as far as it could be made to say them."""
    speaker = Speaker(app.cache_folder / "speech")
    if app.settings.values["voice"] and app.settings.values["sound"] in ("stream", "player"):
        speaker.prepare(uncovered(session), SPEECH_PATIENCE)
    return speaker


def uncovered(session: Session) -> list[str]:
    """The session's texts that the built-in voice cannot say."""
    texts = dict.fromkeys(segment.say for segment in session.segments if segment.say)
    return [text for text in texts if text and not covered(text)]


def lacks_voice(session: Session) -> bool:
    """Whether the session has texts that nothing here can say."""
    return bool(uncovered(session)) and engine() is None


def backends(
    app: App, bank: Bank, on_error: Callable[[], None], terminal: TextIO | None
) -> list[Callable[[], AudioBackend]]:
    """The outputs to be tried in their order, from the one that is set downward."""
    values: dict[str, Any] = app.settings.values
    if values["sound"] == "off":
        return [lambda: Bell(None)]
    ladder: list[Callable[[], AudioBackend]] = [lambda: Bell(terminal)]
    if values["sound"] != "bell":
        ladder.insert(0, lambda: FilePlayer(bank, on_error))
    if values["sound"] == "stream" and is_available():
        ladder.insert(0, lambda: DeviceStream(bank, on_error, values["pre-roll"]))
    return ladder


def bell_terminal(app: App) -> TextIO | None:
    """The terminal that can ring."""
    return next((stream for stream in (app.stdout, app.stderr) if is_terminal(stream)), None)
