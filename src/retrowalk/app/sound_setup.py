"""The sound of one walk: its samples, the voice, and the backends to try."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, TextIO

from ..audio.bank import Bank, Volumes
from ..audio.speech import Speaker
from ..audio.voices import engines, system_language
from ..core.session import Session
from ..cues.phrases import covered
from ..cues.sounds import VoiceConfig
from ..durations import clip
from ..playback.availability import has_audio_output
from ..playback.backend import AudioBackend
from ..playback.bell import Bell
from ..playback.controller import CuePlayer
from ..playback.device_stream import OPENING_TIME, DeviceStream, is_available
from ..playback.recovery import OutputWatch
from ..terminal.streams import is_terminal
from .context import App
from .options import WalkOptions

SPEECH_WAIT = 2.0
"""Seconds to wait for speech before a walk starts. The rest is synthesized during the walk."""
EXPORT_SPEECH_WAIT = 10.0
"""Seconds to wait for each text of an export."""
NO_ENGINE = (
    "no text-to-speech engine found: this session's own texts are replaced by the usual words"
    " (install retrowalk[voice], espeak-ng or flite)"
)


def _file_player(bank: Bank, wake: Callable[[], None]) -> AudioBackend:
    from ..playback.file_player import FilePlayer

    return FilePlayer(bank, wake)


def _stay_asleep() -> None:
    """Do nothing, for players without a loop to wake."""


@dataclass(frozen=True)
class SoundSetup:
    """The sound of a walk: `bank` holds the samples, `warnings` says what is missing."""

    bank: Bank
    voice: bool
    warnings: tuple[str, ...]
    sound: str
    pre_roll: float
    units: str
    terminal: TextIO | None
    duck: int | None
    lowered_file: Path

    @classmethod
    def build(cls, app: App, session: Session | None = None) -> SoundSetup:
        """Read the settings and prepare the session's own texts for the system's voice."""
        values = app.settings.values
        wait = SPEECH_WAIT if values["sound"] in ("stream", "player") else None
        return cls._build(app, session, values["voice"], wait)

    @classmethod
    def for_export(cls, app: App, session: Session, *, voice: bool) -> SoundSetup:
        """Prepare all texts before returning, even if this machine cannot play sound."""
        return cls._build(app, session, voice, EXPORT_SPEECH_WAIT * len(_own_texts(app, session)))

    @classmethod
    def _build(
        cls, app: App, session: Session | None, voice: bool, wait: float | None
    ) -> SoundSetup:
        values: dict[str, Any] = app.settings.values
        speaker, texts = Speaker(app.cache_folder / "speech"), {}
        if session and voice and wait is not None:
            texts = _own_texts(app, session)
            speaker.prepare(texts, wait)
        volumes = Volumes(*(values[f"volume{kind}"] for kind in ("", "-voice", "-tones", "-beat")))
        own = Path(os.path.expanduser(values["sounds"])) if values["sounds"] else None
        terminal = next((s for s in (app.stdout, app.stderr) if is_terminal(s)), None)
        return cls(
            Bank(values["tones"], own, volumes, speaker.path),
            voice,
            _warnings(speaker, texts),
            values["sound"],
            values["pre-roll"],
            values["units"],
            terminal,
            values["duck"],
            app.data_folder / "lowered-volumes.json",
        )

    @property
    def voice_config(self) -> VoiceConfig:
        """How cues are turned into sounds."""
        return VoiceConfig(self.bank.length, self.voice, units=self.units)

    def backends(self, wake: Callable[[], None] = _stay_asleep) -> list[Callable[[], AudioBackend]]:
        """Return factories of the backends to try, in order.

        A backend calls `wake` from its own thread when it has failed.
        """
        if self.sound == "off":
            return [lambda: Bell(None)]
        found: list[Callable[[], AudioBackend]] = [lambda: Bell(self.terminal)]
        if self.sound != "bell":
            found.insert(0, lambda: self._ducking(_file_player(self.bank, wake)))
        if self.sound == "stream" and is_available():
            stream = partial(DeviceStream, self.bank, wake, self.pre_roll)
            found.insert(0, lambda: self._ducking(stream()))
        return found

    def _ducking(self, backend: AudioBackend) -> AudioBackend:
        """Return a backend that lowers other programs' sound, if that is set."""
        if self.duck is None:
            return backend
        from ..playback.ducking import Ducker, DuckingBackend

        return DuckingBackend(backend, Ducker(self.duck, self.lowered_file))

    def player(
        self,
        session: Session,
        *,
        speed: float,
        wake: Callable[[], None],
        warnings: Sequence[str] = (),
    ) -> CuePlayer:
        """Return a player of the session's cues whose notices include the warnings."""
        if self.duck is None and self.lowered_file.exists():
            from ..playback.ducking import restore_leftovers

            restore_leftovers(self.lowered_file)
        return CuePlayer(
            session,
            self.bank,
            self.backends(wake),
            voice=self.voice,
            units=self.units,
            speed=speed,
            warnings=warnings,
            watch=lambda: OutputWatch(wake),
        )


def opening_time(app: App, options: WalkOptions) -> float:
    """Return how many seconds before its lead-in a walk opens the sound device, if it has one."""
    values = app.settings.values
    is_stream = values["sound"] == "stream" and is_available() and has_audio_output()
    if options.speed != 1 or options.mute or not is_stream:
        return 0.0
    return OPENING_TIME + float(values["pre-roll"])


def voice_warnings(app: App, session: Session) -> tuple[str, ...]:
    """Return a warning for each of the session's own texts that no voice here can speak."""
    speaker, texts = Speaker(app.cache_folder / "speech"), _own_texts(app, session)
    speaker.prepare(texts, EXPORT_SPEECH_WAIT * len(texts))
    return _warnings(speaker, texts)


def _own_texts(app: App, session: Session) -> dict[str, str]:
    """Return the texts that the built-in voice has no clips for, each with its language."""
    usual = session.lang or system_language(app.environment)
    return {
        segment.say: segment.lang or usual
        for segment in session.segments
        if segment.say and not covered(segment.say)
    }


def _warnings(speaker: Speaker, texts: dict[str, str]) -> tuple[str, ...]:
    if texts and not any(map(engines, set(texts.values()))):
        return (NO_ENGINE,)
    return tuple(
        f"no voice here can say {clip(text)!r} in the language {language!r}:"
        " the usual words are spoken instead"
        for text, language in speaker.failed.items()
    )
