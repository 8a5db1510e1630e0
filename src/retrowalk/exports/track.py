"""An audio file to be written, and what writes one."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from .formats import ProgressCallback
from .soundtrack import Soundtrack


class Track(NamedTuple):
    """One audio file: its segments, its samples, and its name and number among others."""

    sound: Soundtrack
    first: int
    last: int
    start: int
    end: int
    title: str
    number: int = 0
    of: int = 0


Encoder = Callable[[Track, Path, ProgressCallback], None]


def blocks_with_progress(track: Track, tell: ProgressCallback) -> Iterator[array[int]]:
    """A track's blocks, telling how far they have come."""
    done, whole = 0, track.end - track.start
    for block in track.sound.blocks(track.start, track.end):
        yield block
        done += len(block)
        tell(done / whole)
