"""Noises in which the built-in voice has to be understood. Needs numpy."""

from __future__ import annotations

from array import array
from functools import cache
from typing import Any

import numpy as np

from retrowalk.audio.wave_io import RATE
from retrowalk.cues import phrases
from tests.audio.recognizer import said

SECONDS = 60
TALKERS = 8
# fmt: off
SPEECH_SPECTRUM = (
    (63, 38.6), (80, 43.5), (100, 54.4), (125, 57.7), (160, 56.8), (200, 60.2), (250, 60.3),
    (315, 59.0), (400, 62.1), (500, 62.1), (630, 60.5), (800, 56.8), (1000, 53.7), (1250, 53.0),
    (1600, 52.0), (2000, 48.7), (2500, 48.1), (3150, 46.8), (4000, 45.6), (5000, 44.5),
    (6300, 44.3), (8000, 43.7), (10000, 43.4),
)
# fmt: on
"""Hertz and decibels: the average spectrum of speech in thirds of an octave, men and women
(Byrne et al. 1994, 10.1121/1.410152)."""


@cache
def noise(name: str, seed: int) -> Any:
    """Return a minute of "pink" noise, a "treadmill" or "babble" at RATE, with a power of 1."""
    rng = np.random.default_rng(seed)
    made = {"pink": pink, "treadmill": treadmill, "babble": babble}[name](rng)
    return made / made.std()


def noisy(samples: array[int], name: str, decibels: int, place: int, seed: int = 1) -> array[int]:
    """Return the samples with noise that many decibels below the level of the speech.

    `place` chooses the part of the noise.
    """
    voice = np.array(samples, dtype=float)
    begin = int(np.random.default_rng(place).integers(SECONDS * RATE - len(voice)))
    power = np.mean(voice[voice != 0] ** 2) / 10 ** (decibels / 10)
    mixed = voice + noise(name, seed)[begin : begin + len(voice)] * np.sqrt(power)
    mixed *= min(1.0, 32767 / np.abs(mixed).max())
    return array("h", np.round(mixed).astype(np.int16).tobytes())


def pink(rng: np.random.Generator) -> Any:
    """Return noise whose power falls by 3 dB per octave."""
    return coloured(rng, -1.0)


def coloured(rng: np.random.Generator, slope: float) -> Any:
    """Return noise whose power is the frequency to the power of `slope`."""
    spectrum = np.fft.rfft(rng.standard_normal(SECONDS * RATE))
    hertz = np.fft.rfftfreq(SECONDS * RATE, 1 / RATE)
    spectrum *= np.where(hertz > 30, np.maximum(hertz, 1.0) ** (slope / 2), 0)
    made = np.fft.irfft(spectrum)
    return made / made.std()


def treadmill(rng: np.random.Generator) -> Any:
    """Return a motor's hum and its harmonics, the belt's broad noise, and footfalls."""
    t = np.arange(SECONDS * RATE) / RATE
    hum = np.sum([np.sin(2 * np.pi * 100 * n * t + n) / n for n in range(1, 12)], axis=0)
    belt = coloured(rng, -1.3)
    steps = np.zeros_like(t)
    thump = np.exp(-np.arange(RATE // 5) / (RATE / 30)) * coloured(rng, -2.0)[: RATE // 5]
    for second in np.arange(0.3, SECONDS - 1, 60 / 100):  # a hundred steps a minute
        place = round(second * RATE)
        steps[place : place + len(thump)] += thump
    return belt + 0.7 * hum / hum.std() + 4 * steps


def babble(rng: np.random.Generator) -> Any:
    """Return several talkers at once, who say the voice's own sentences at various pitches.

    Their spectrum is that of ordinary speech, whatever that of the voice is.
    """
    made = np.zeros(SECONDS * RATE)
    clips = [np.array(said([text]), dtype=float) for text in phrases.WHOLE]
    for _ in range(TALKERS):
        place, pitch = 0, rng.uniform(0.75, 1.2)
        while place < len(made):
            clip = clips[rng.integers(len(clips))]
            clip = np.interp(np.arange(0, len(clip), pitch), np.arange(len(clip)), clip)
            part = clip[: len(made) - place]
            made[place : place + len(part)] += part
            place += len(part)
    return with_spectrum(made, SPEECH_SPECTRUM)


def with_spectrum(sound: Any, levels: tuple[tuple[int, float], ...]) -> Any:
    """Return a sound whose level in each third of an octave is as given."""
    spectrum = np.fft.rfft(sound)
    hertz = np.fft.rfftfreq(len(sound), 1 / RATE)
    centres, wanted = zip(*levels, strict=True)
    third = 2 ** (1 / 6)
    power = [
        np.sum(np.abs(spectrum[(hertz >= f / third) & (hertz < f * third)]) ** 2) for f in centres
    ]
    gains = np.array(wanted) - 10 * np.log10(power)
    gain = np.interp(np.log(np.maximum(hertz, 1.0)), np.log(centres), gains - gains.max())
    return np.fft.irfft(spectrum * 10 ** (gain / 20), len(sound))
