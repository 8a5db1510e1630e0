"""Make the tones: rising for forward, falling for backward, a pip, and a little chord at the end.

    python scripts/make_sounds.py [FOLDER]

Writes one mono 16-bit WAV file for each tone, 44.1 kHz, the same bytes every time.
"""

from __future__ import annotations

import math
import struct
import sys
import wave
from pathlib import Path

RATE = 44_100
PEAK = 0.6
EDGE = 0.008
"""Seconds over which a note swells and fades, so that it does not click."""
FOLDER = Path(__file__).parents[1] / "src" / "retrowalk" / "sound" / "tones"

Note = tuple[float, float]
TONES: dict[str, list[Note]] = {
    "forward": [(587.33, 0.16), (880.0, 0.26)],
    "backward": [(880.0, 0.16), (440.0, 0.30)],
    "stand": [(523.25, 0.30)],
    "pip": [(1046.5, 0.09)],
    "done": [(587.33, 0.15), (739.99, 0.15), (880.0, 0.15), (1174.66, 0.40)],
}
"""Each tone as (Hz, seconds) notes, all below 2 kHz, where older ears hear well."""


def samples(notes: list[Note]) -> list[float]:
    """The notes one after another, each a sine with a soft second harmonic; -1 to 1."""
    heard: list[float] = []
    for hertz, seconds in notes:
        count = round(seconds * RATE)
        for n in range(count):
            t = n / RATE
            edge = min(1.0, t / EDGE, (seconds - t) / EDGE)
            wave_ = math.sin(2 * math.pi * hertz * t) + 0.25 * math.sin(4 * math.pi * hertz * t)
            heard.append(PEAK * max(0.0, edge) * wave_ / 1.25)
    return heard


def write(path: Path, notes: list[Note]) -> None:
    """Write the notes as a WAV file."""
    frames = b"".join(struct.pack("<h", round(32767 * value)) for value in samples(notes))
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(frames)


def main() -> None:
    """Write every tone."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    for name, notes in TONES.items():
        write(folder / f"{name}.wav", notes)


if __name__ == "__main__":
    main()
