"""`.wav`, for which Python has all that is needed."""

from __future__ import annotations

import wave
from array import array
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from ..audio.waves import RATE
from .form import Tell

if TYPE_CHECKING:
    from .audio import Track


def encode(track: Track, path: Path, tell: Tell) -> None:
    """Write a track; its header tells the length from the start."""
    with path.open("wb") as plain, wave.open(plain) as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.setnframes(track.end - track.start)
        for block in told(track, tell):
            file.writeframesraw(block)


def told(track: Track, tell: Tell) -> Iterator[array[int]]:
    """A track's blocks, telling how far they have come."""
    done, whole = 0, track.end - track.start
    for block in track.sound.blocks(track.start, track.end):
        yield block
        done += len(block)
        tell(done / whole)
