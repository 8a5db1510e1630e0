"""`.wav`, for which Python has all that is needed."""

from __future__ import annotations

import wave
from pathlib import Path
from typing import TYPE_CHECKING

from ..audio.wave_io import RATE
from .formats import ProgressCallback
from .track import blocks_with_progress

if TYPE_CHECKING:
    from .track import Track


def encode(track: Track, path: Path, tell: ProgressCallback) -> None:
    """Write a track; its header tells the length from the start."""
    with path.open("wb") as plain, wave.open(plain) as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.setnframes(track.end - track.start)
        for block in blocks_with_progress(track, tell):
            file.writeframesraw(block)
