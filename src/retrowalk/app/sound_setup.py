"""The sound of one walk: its samples, the voice, and the backends to try."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TextIO

from ..audio.bank import Bank, Volumes
from ..audio.speech import Speaker, engine
from ..core.session import Session
from ..cues.phrases import covered
from ..cues.scheduler import VoiceConfig
from ..playback.backend import AudioBackend
from ..playback.bell import Bell
from ..playback.controller import CuePlayer
from ..playback.device_stream import DeviceStream, is_available
from ..playback.file_player import FilePlayer
from .context import App, is_terminal

SPEECH_WAIT = 2.0
"""Seconds to wait for speech before a walk starts; the rest is made while walking."""
EXPORT_SPEECH_WAIT = 10.0
"""Seconds to wait for each text of an export."""
NO_VOICE = (
    "no text-to-speech engine found: this session's own texts are not spoken"
    " (install espeak-ng or flite)"
)


def _stay_asleep() -> None:
    """Do nothing: for players that no loop waits for."""


@dataclass(frozen=True)
class SoundSetup:
    """What can be heard: `bank` holds the samples, `warnings` says what is missing."""

    bank: Bank
    voice: bool
    warnings: tuple[str, ...]
    sound: str
    pre_roll: float
    terminal: TextIO | None

    @classmethod
    def build(cls, app: App, session: Session | None = None) -> SoundSetup:
        """Read the settings and prepare the session's own texts for the system's voice."""
        values = app.settings.values
        wait = SPEECH_WAIT if values["sound"] in ("stream", "player") else None
        return cls._build(app, session, values["voice"], wait)

    @classmethod
    def for_export(cls, app: App, session: Session, *, voice: bool) -> SoundSetup:
        """Prepare all texts before returning, whatever this machine can play."""
        return cls._build(app, session, voice, EXPORT_SPEECH_WAIT * len(unspoken_texts(session)))

    @classmethod
    def _build(
        cls, app: App, session: Session | None, voice: bool, wait: float | None
    ) -> SoundSetup:
        values: dict[str, Any] = app.settings.values
        speaker = Speaker(app.cache_folder / "speech")
        if session and voice and wait is not None:
            speaker.prepare(unspoken_texts(session), wait)
        volumes = Volumes(*(values[f"volume{kind}"] for kind in ("", "-voice", "-tones", "-beat")))
        own = Path(values["sounds"]).expanduser() if values["sounds"] else None
        terminal = next((s for s in (app.stdout, app.stderr) if is_terminal(s)), None)
        return cls(
            Bank(values["tones"], own, volumes, speaker.path),
            voice,
            voice_warnings(session) if voice and session else (),
            values["sound"],
            values["pre-roll"],
            terminal,
        )

    @property
    def voice_config(self) -> VoiceConfig:
        """How cues are turned into sounds."""
        return VoiceConfig(self.bank.length, self.voice)

    def backends(self, wake: Callable[[], None] = _stay_asleep) -> list[Callable[[], AudioBackend]]:
        """Return factories of the backends to try, in order.

        A backend calls `wake` from its own thread when it has failed.
        """
        if self.sound == "off":
            return [lambda: Bell(None)]
        found: list[Callable[[], AudioBackend]] = [lambda: Bell(self.terminal)]
        if self.sound != "bell":
            found.insert(0, lambda: FilePlayer(self.bank, wake))
        if self.sound == "stream" and is_available():
            found.insert(0, lambda: DeviceStream(self.bank, wake, self.pre_roll))
        return found

    def player(
        self,
        session: Session,
        *,
        speed: float,
        wake: Callable[[], None],
        warnings: Sequence[str] = (),
    ) -> CuePlayer:
        """Return a player of the session's cues whose notices include the warnings."""
        return CuePlayer(
            session,
            self.bank,
            self.backends(wake),
            voice=self.voice,
            speed=speed,
            warnings=warnings,
        )


def voice_warnings(session: Session) -> tuple[str, ...]:
    """Return what is missing for the session's own texts to be spoken."""
    return (NO_VOICE,) if unspoken_texts(session) and engine() is None else ()


def unspoken_texts(session: Session) -> list[str]:
    """Return the session's texts that the built-in voice has no recording of."""
    texts = dict.fromkeys(segment.say for segment in session.segments if segment.say)
    return [text for text in texts if text and not covered(text)]
