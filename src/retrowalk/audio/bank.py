"""Find the samples of every sound, at its volume."""

from __future__ import annotations

from array import array
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from ..cues.phrases import names
from ..cues.sounds import Kind, Sound
from ..cues.tones import Tone
from ..errors import FileError
from .own_sounds import OwnSounds, find_own_sounds
from .sound_file import read_sound
from .wave_io import RATE, faded, read_wave, scaled, wave_seconds

FOLDER = Path(__file__).parent
MAX_SECONDS = {Kind.TONE: 2.0, Kind.BEAT: 0.25, Kind.VOICE: 10.0, Kind.SPEECH: 20.0}
"""Seconds after which a sound of each kind is cut off."""
BEAT_GAIN = 0.5
"""The gain of beats, which are softer than the voice at the same volume."""
DUCKED_GAIN = 0.3
"""The gain of a beat while another sound plays."""


@dataclass(frozen=True)
class Volumes:
    """Loudness in percent: of everything, and of each kind of sound."""

    all: int = 100
    voice: int = 100
    tones: int = 100
    beat: int = 100

    def gain(self, kind: Kind) -> float:
        """Return the factor for samples of a kind. Squaring makes equal steps sound equal."""
        part = {Kind.TONE: self.tones, Kind.BEAT: self.beat}.get(kind, self.voice)
        return (self.all * part / 10_000) ** 2


class Bank:
    """The sounds: from the user's own folder, from the package, or synthesized speech.

    `speech` returns the file of a text that has been synthesized, or None. `warnings` name the
    user's files that cannot be used; built-in sounds take their place.
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
        known = {*map(str, Tone), *names()}
        self._own = find_own_sounds(own, known) if own else OwnSounds({}, [])
        self._speech = speech
        self._originals: dict[Sound, array[int]] = {}
        self._scaled: dict[tuple[Sound, bool], array[int]] = {}
        self._lengths: dict[Sound, timedelta] = {}
        self.volumes = volumes
        self.warnings: list[str] = list(self._own.warnings)

    def length(self, sound: Sound) -> timedelta | None:
        """Return the length of a sound, or None if it does not exist."""
        if sound in self._lengths:
            return self._lengths[sound]
        seconds = self._seconds(sound)
        if seconds is None:
            return None
        self._lengths[sound] = timedelta(seconds=seconds)
        return self._lengths[sound]

    def samples(self, sound: Sound, *, ducked: bool = False) -> array[int]:
        """Return the samples of a sound at its volume; none if it does not exist. Never raise."""
        found = self._scaled.get((sound, ducked))
        if found is None:
            gain = self.volumes.gain(sound.kind) * (DUCKED_GAIN if ducked else 1.0)
            gain *= BEAT_GAIN if sound.kind is Kind.BEAT else 1.0
            found = self._scaled[sound, ducked] = scaled(self._original(sound), gain)
        return found

    def set_volumes(self, volumes: Volumes) -> None:
        """Change the volume of everything from now on."""
        self.volumes = volumes
        self._scaled = {}

    def _seconds(self, sound: Sound) -> float | None:
        """Return the length: from the header of a built-in file, or from the samples."""
        path = None if self._own_file(sound) else self._built_in(sound)
        if path is not None:
            seconds = wave_seconds(path)
            return None if seconds is None else min(seconds, MAX_SECONDS[sound.kind])
        samples = self._original(sound)
        return len(samples) / RATE if samples else None

    def _original(self, sound: Sound) -> array[int]:
        found = self._originals.get(sound)
        if found is None:
            found = self._originals[sound] = self._read(sound)
        return found

    def _read(self, sound: Sound) -> array[int]:
        longest = MAX_SECONDS[sound.kind]
        if path := self._own_file(sound):
            try:
                samples = read_sound(path, longest)
                return faded(samples, RATE // 200) if len(samples) >= longest * RATE else samples
            except FileError as error:
                self.warnings.append(f"{error}: using the built-in sound")
        path = self._built_in(sound)
        try:
            return read_wave(path, longest) if path else array("h")
        except FileError as error:
            self.warnings.append(str(error))
            return array("h")

    def _own_file(self, sound: Sound) -> Path | None:
        return None if sound.kind is Kind.SPEECH else self._own.files.get(sound.name)

    def _built_in(self, sound: Sound) -> Path | None:
        if sound.kind is Kind.SPEECH:
            return self._speech(sound.name)
        return self._folders[sound.kind] / f"{sound.name}.wav"
