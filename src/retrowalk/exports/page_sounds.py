"""The sounds of a web page: their numbers, and the embedded data."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable, Iterable, Sequence
from datetime import timedelta
from functools import cache
from typing import Any

from ..audio.bank import Bank
from ..audio.wave_io import RATE
from ..core.session import ZERO
from ..cues.sounds import Kind, ScheduledSound, Sound
from ..sanitize import printable
from ..setting_table import TONE_SETS
from . import adpcm

Numbered = tuple[int, Sound]
ROOM = 320_000
"""Maximum number of characters for sounds, so that a page stays under 400 kB."""
CHARACTERS_A_SAMPLE = 4 / 6
"""4 bits per sample, and 6 bits per character of base64."""
SPEECH_RATE = 12
"""Characters per second that a browser's voice speaks, roughly."""


class SoundTable:
    """Sounds numbered in order of their first use.

    Tones are embedded in every set, so that the walker can choose one. The browser speaks texts
    that the built-in voice cannot say.
    """

    def __init__(self) -> None:
        self._numbers: dict[Sound, int] = {}
        self.length = _lengths(Bank())

    def number(self, sound: Sound) -> int:
        """Return the number of a sound, adding it to the table if it is new."""
        return self._numbers.setdefault(sound, len(self._numbers))

    def placed(self, sounds: Iterable[ScheduledSound]) -> list[list[int]]:
        """Return the time in milliseconds and the number of each sound."""
        return [[millis(placed.at), self.number(placed.sound)] for placed in sounds]

    def data(self) -> dict[str, Any]:
        """Return the table, and by number the clips of the voice and the tones of each set."""
        tones, voice = self._of(Kind.TONE, Kind.BEAT), self._of(Kind.VOICE)
        divisor = self._divisor(tones, voice)
        return {
            "rate": RATE // divisor,
            "sounds": [[str(s.kind), printable(s.name)] for s in self._numbers],
            "clips": _embedded(TONE_SETS[0], voice, divisor),
            "toneSets": {name: _embedded(name, tones, divisor) for name in TONE_SETS},
        }

    def _divisor(self, tones: list[Numbered], voice: list[Numbered]) -> int:
        """Return 2, or 3 if the sounds would be larger than `ROOM` at half the rate."""
        all_sounds = [*voice, *tones * len(TONE_SETS)]
        seconds = sum(((self.length(s) or ZERO) for _, s in all_sounds), ZERO).total_seconds()
        return 2 if seconds * RATE / 2 * CHARACTERS_A_SAMPLE < ROOM else 3

    def _of(self, *kinds: Kind) -> list[Numbered]:
        return [(n, sound) for sound, n in self._numbers.items() if sound.kind in kinds]


def millis(time: timedelta) -> int:
    """Return a time in whole milliseconds."""
    return round(time / timedelta(milliseconds=1))


def _embedded(tone_set: str, sounds: Sequence[Numbered], divisor: int) -> dict[int, str]:
    return {number: _encoded(tone_set, sound, divisor) for number, sound in sounds}


@cache
def _bank(tone_set: str) -> Bank:
    return Bank(tone_set)


@cache
def _encoded(tone_set: str, sound: Sound, divisor: int) -> str:
    samples = adpcm.reduced(_bank(tone_set).samples(sound), divisor)
    return b64encode(adpcm.encode(samples)).decode()


def _lengths(bank: Bank) -> Callable[[Sound], timedelta | None]:
    """Return a function for lengths of sounds. For own texts it estimates the browser's voice."""

    @cache
    def length(sound: Sound) -> timedelta | None:
        if sound.kind is Kind.SPEECH:
            return timedelta(seconds=len(sound.name) / SPEECH_RATE)
        return bank.length(sound)

    return length
