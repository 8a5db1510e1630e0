"""A track: the part of a soundtrack that becomes one audio file."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import NamedTuple

from ..core.session import ZERO
from .formats import ProgressCallback
from .soundtrack import Soundtrack


class Track(NamedTuple):
    """One audio file: segments `first` to before `last`, samples `start` to before `end`.

    `number` and `of` are its place among several files, 0 if it is the only one.
    """

    sound: Soundtrack
    first: int
    last: int
    start: int
    end: int
    title: str
    number: int = 0
    of: int = 0

    @property
    def origin(self) -> timedelta:
        """When the file starts, counted from the first sample of the whole sound."""
        return self.sound.starts()[self.first] if self.first else ZERO


Encoder = Callable[[Track, Path, ProgressCallback], None]


def blocks_with_progress(track: Track, on_progress: ProgressCallback) -> Iterator[array[int]]:
    """Yield a track's blocks of samples, reporting progress after each."""
    done, total = 0, track.end - track.start
    for block in track.sound.blocks(track.start, track.end):
        yield block
        done += len(block)
        on_progress(done / total)
