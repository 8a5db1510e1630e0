"""Where every sound comes from, at its volume."""

from __future__ import annotations

import wave
from array import array
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from ..cues.scheduler import Kind, Sound
from ..errors import FileError
from .wave_io import RATE, faded, read_wave, scaled

FOLDER = Path(__file__).parent
TONE_SETS = ("soft", "bright", "low")
LONGEST = {Kind.TONE: 2.0, Kind.BEAT: 0.25, Kind.VOICE: 10.0, Kind.SPEECH: 20.0}
"""Seconds after which a sound of each kind is cut off."""
BEAT_GAIN = 0.5
"""Beats are quieter than the voice at the same volume."""
DUCKED = 0.3
"""What is left of a beat under another sound."""


@dataclass(frozen=True)
class Volumes:
    """Loudness in percent: of everything, and of each kind of sound."""

    all: int = 100
    voice: int = 100
    tones: int = 100
    beat: int = 100

    def gain(self, kind: Kind) -> float:
        """What samples of a kind are multiplied by; ears hear squares as even steps."""
        part = {Kind.TONE: self.tones, Kind.BEAT: self.beat}.get(kind, self.voice)
        return (self.all * part / 10_000) ** 2


class Bank:
    """Finds sounds: in the user's own folder, in the package, or among texts made beforehand.

    `speech` tells the file of a text that the system's voice has spoken, None if there is none.
    Files of the user's that cannot be used are named in `warnings`; the built-in sound is taken.
    """

    def __init__(
        self,
        tones: str = "soft",
        own: Path | None = None,
        volumes: Volumes = Volumes(),
        speech: Callable[[str], Path | None] = lambda text: None,
    ) -> None:
        self._folders = {Kind.TONE: FOLDER / "tones" / tones, Kind.VOICE: FOLDER / "voice"}
        self._folders[Kind.BEAT] = self._folders[Kind.TONE]
        self._own = own
        self._speech = speech
        self._plain: dict[Sound, array[int]] = {}
        self._ready: dict[tuple[Sound, bool], array[int]] = {}
        self._lengths: dict[Sound, timedelta] = {}
        self.volumes = volumes
        self.warnings: list[str] = []
        if own is not None and not own.is_dir():
            self.warnings.append(f"sound folder {own} not found: using the built-in sounds")

    def length(self, sound: Sound) -> timedelta | None:
        """How long a sound is; None when there is none."""
        if sound in self._lengths:
            return self._lengths[sound]
        seconds = self._seconds(sound)
        if seconds is None:
            return None
        self._lengths[sound] = timedelta(seconds=seconds)
        return self._lengths[sound]

    def samples(self, sound: Sound, *, ducked: bool = False) -> array[int]:
        """A sound's samples at its volume; nothing when there is none. Never raises."""
        ready = self._ready.get((sound, ducked))
        if ready is None:
            gain = self.volumes.gain(sound.kind) * (DUCKED if ducked else 1.0)
            gain *= BEAT_GAIN if sound.kind is Kind.BEAT else 1.0
            ready = self._ready[sound, ducked] = scaled(self._unscaled(sound), gain)
        return ready

    def set_volumes(self, volumes: Volumes) -> None:
        """Everything at another volume from now on."""
        self.volumes = volumes
        self._ready = {}

    def _seconds(self, sound: Sound) -> float | None:
        """A sound's length; that of a shipped one is in its header, the rest is read whole."""
        path = None if self._is_own(sound) else self._shipped(sound)
        if path is None:
            samples = self._unscaled(sound)
            return len(samples) / RATE if samples else None
        try:
            with wave.open(str(path)) as file:
                seconds: float = file.getnframes() / file.getframerate()
        except (OSError, wave.Error, EOFError):
            return None
        return min(seconds, LONGEST[sound.kind])

    def _unscaled(self, sound: Sound) -> array[int]:
        found = self._plain.get(sound)
        if found is None:
            found = self._plain[sound] = self._read(sound)
        return found

    def _read(self, sound: Sound) -> array[int]:
        longest = LONGEST[sound.kind]
        if self._own and self._is_own(sound):
            try:
                whole = read_wave(self._own / f"{sound.name}.wav", longest)
                return faded(whole, RATE // 200) if len(whole) >= longest * RATE else whole
            except FileError as error:
                self.warnings.append(str(error))
        path = self._shipped(sound)
        try:
            return read_wave(path, longest) if path else array("h")
        except FileError as error:
            self.warnings.append(str(error))
            return array("h")

    def _is_own(self, sound: Sound) -> bool:
        if self._own is None or sound.kind is Kind.SPEECH:
            return False
        return (self._own / f"{sound.name}.wav").is_file()

    def _shipped(self, sound: Sound) -> Path | None:
        if sound.kind is Kind.SPEECH:
            return self._speech(sound.name)
        return self._folders[sound.kind] / f"{sound.name}.wav"
