"""Make the tones of the cues.

    python scripts/make_sounds.py [FOLDER]

Writes a folder for each tone set with a mono 16-bit WAV file at 24 kHz for each tone, identical at
each run. Directions differ in melody, rhythm and timbre: forward is two rising round notes,
backward three falling reedy ones. Most of the energy is between 400 Hz, the limit of small
speakers, and 1,500 Hz, above which many people hear badly.
"""

from __future__ import annotations

import math
import sys
from array import array
from pathlib import Path
from typing import NamedTuple

from retrowalk.audio.loudness import TONE_LUFS, normalized
from retrowalk.audio.wave_io import RATE, write_wave

BEAT_PEAK = 0.6
"""Peak of a beat; full scale is 1."""
EDGE = 0.008
"""Seconds in which a note fades in and out, so that it does not click."""
FOLDER = Path(__file__).parents[1] / "src" / "retrowalk" / "audio" / "tones"

Note = tuple[float, float]
ROUND, REEDY = (1.0, 0.3, 0.1), (1.0, 0.1, 0.5, 0.0, 0.2)
"""Strengths of the harmonics, the fundamental first."""


class Melody(NamedTuple):
    """Notes as (Hz, seconds), with 0 Hz for silence, and their harmonics."""

    notes: tuple[Note, ...]
    harmonics: tuple[float, ...]


TONES = {
    "forward": Melody(((523.25, 0.15), (783.99, 0.28)), ROUND),
    "backward": Melody(
        ((739.99, 0.11), (0.0, 0.03), (587.33, 0.11), (0.0, 0.03), (466.16, 0.24)), REEDY
    ),
    "stand": Melody(((659.26, 0.50),), ROUND),
    "soon": Melody(((880.0, 0.07), (0.0, 0.05), (880.0, 0.07), (0.0, 0.05), (880.0, 0.07)), ROUND),
    "pip": Melody(((1046.5, 0.09),), ROUND),
    "last-pip": Melody(((1046.5, 0.22),), ROUND),
    "done": Melody(((523.25, 0.15), (659.26, 0.15), (783.99, 0.15), (1046.5, 0.40)), ROUND),
}
CLICK = Melody(((880.0, 0.045),), ROUND)
"""The beat: a note that decays at once."""


class ToneSet(NamedTuple):
    """A tone set: factors for the pitch of every note and for its overtones."""

    pitch: float
    brightness: float


SETS = {
    "soft": ToneSet(1.0, 1.0),
    "bright": ToneSet(1.15, 1.2),
    "low": ToneSet(0.87, 0.7),
}


def harmonics(tones: ToneSet, melody: Melody) -> list[float]:
    """Return the strength of each harmonic of a melody in a set."""
    first, *others = melody.harmonics
    return [first, *(strength * tones.brightness for strength in others)]


def sample(strengths: list[float], hertz: float, t: float) -> float:
    """Return a note with its harmonics at a moment, from -1 to 1."""
    value = sum(
        strength * math.sin(2 * math.pi * hertz * order * t)
        for order, strength in enumerate(strengths, 1)
    )
    return value / sum(strengths)


def tone(tones: ToneSet, melody: Melody) -> list[float]:
    """Return the notes one after another."""
    strengths = harmonics(tones, melody)
    heard: list[float] = []
    for hertz, seconds in melody.notes:
        for n in range(round(seconds * RATE)):
            t = n / RATE
            edge = min(1.0, t / EDGE, (seconds - t) / EDGE)
            heard.append(max(0.0, edge) * sample(strengths, hertz * tones.pitch, t))
    return heard


def click(tones: ToneSet) -> list[float]:
    """Return the beat, which is loudest at its first samples."""
    ((hertz, seconds),) = CLICK.notes
    strengths, count = harmonics(tones, CLICK), round(seconds * RATE)
    return [
        min(1.0, n / 24)
        * math.exp(-6 * n / count)
        * sample(strengths, hertz * tones.pitch, n / RATE)
        for n in range(count)
    ]


def samples(heard: list[float], peak: float = 0.5) -> array[int]:
    """Return values as samples, scaled so that the loudest is `peak`."""
    gain = peak / max(map(abs, heard)) * 32767
    return array("h", [round(value * gain) for value in heard])


def main() -> None:
    """Write every tone of every set."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER
    for name, tones in SETS.items():
        (folder / name).mkdir(parents=True, exist_ok=True)
        for kind, melody in TONES.items():
            made = normalized(samples(tone(tones, melody)), TONE_LUFS)
            write_wave(folder / name / f"{kind}.wav", made)
        write_wave(folder / name / "beat.wav", samples(click(tones), BEAT_PEAK))


if __name__ == "__main__":
    main()
