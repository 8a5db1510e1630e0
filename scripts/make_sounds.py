"""Make the tones: rising for forward, falling for backward, a pip, and a little chord at the end.

    python scripts/make_sounds.py [FOLDER]

Writes a folder for each tone set with one mono 16-bit WAV file for each tone, 24 kHz, the same
bytes every time. The set `low` has nothing above 1.5 kHz, for those who hear high tones badly.
"""

from __future__ import annotations

import math
import sys
from array import array
from pathlib import Path
from typing import NamedTuple

from retrowalk.audio.wave_io import RATE, write_wave

PEAK = 0.6
EDGE = 0.008
"""Seconds over which a note swells and fades, so that it does not click."""
FOLDER = Path(__file__).parents[1] / "src" / "retrowalk" / "audio" / "tones"

Note = tuple[float, float]
TONES: dict[str, list[Note]] = {
    "forward": [(587.33, 0.16), (880.0, 0.26)],
    "backward": [(880.0, 0.16), (440.0, 0.30)],
    "stand": [(523.25, 0.30)],
    "soon": [(440.0, 0.10), (0.0, 0.06), (440.0, 0.10)],
    "pip": [(1046.5, 0.09)],
    "done": [(587.33, 0.15), (739.99, 0.15), (880.0, 0.15), (1174.66, 0.40)],
}
"""Each tone as (Hz, seconds) notes; 0 Hz is silence."""
CLICK = (880.0, 0.045)
"""The beat: a note that dies away at once."""


class Timbre(NamedTuple):
    """How a tone set sounds: every note times `pitch`, with the strengths of its harmonics."""

    pitch: float
    harmonics: tuple[float, ...]


SETS = {
    "soft": Timbre(1.0, (1.0, 0.25)),
    "bright": Timbre(1.5, (1.0, 0.6, 0.4, 0.25)),
    "low": Timbre(0.5, (1.0, 0.5)),
}


def sine(timbre: Timbre, hertz: float, t: float) -> float:
    """A note with its harmonics at a moment, at most 1 loud."""
    value = sum(
        strength * math.sin(2 * math.pi * hertz * timbre.pitch * order * t)
        for order, strength in enumerate(timbre.harmonics, 1)
    )
    return value / sum(timbre.harmonics)


def tone(timbre: Timbre, notes: list[Note]) -> list[float]:
    """The notes one after another."""
    heard: list[float] = []
    for hertz, seconds in notes:
        for n in range(round(seconds * RATE)):
            t = n / RATE
            edge = min(1.0, t / EDGE, (seconds - t) / EDGE)
            heard.append(max(0.0, edge) * sine(timbre, hertz, t))
    return heard


def click(timbre: Timbre) -> list[float]:
    """The beat, loudest at its very first samples."""
    hertz, seconds = CLICK
    count = round(seconds * RATE)
    return [
        min(1.0, n / 24) * math.exp(-6 * n / count) * sine(timbre, hertz, n / RATE)
        for n in range(count)
    ]


def write(path: Path, heard: list[float]) -> None:
    """Write values from -1 to 1, the loudest of them brought to `PEAK`."""
    gain = PEAK / max(map(abs, heard)) * 32767
    write_wave(path, array("h", [round(value * gain) for value in heard]))


def main() -> None:
    """Write every tone of every set."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER
    for name, timbre in SETS.items():
        (folder / name).mkdir(parents=True, exist_ok=True)
        for kind, notes in TONES.items():
            write(folder / name / f"{kind}.wav", tone(timbre, notes))
        write(folder / name / "beat.wav", click(timbre))


if __name__ == "__main__":
    main()
