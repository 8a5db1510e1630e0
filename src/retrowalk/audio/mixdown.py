"""Place sounds in time, and mix those of any period into samples."""

from __future__ import annotations

from array import array
from collections.abc import Hashable, Sequence
from typing import NamedTuple

from ..cues.sounds import Kind, Sound
from .bank import Bank
from .wave_io import RATE, faded, mix_into, silence

BEAT = Sound(Kind.BEAT, "beat")
CUT = RATE // 200
"""Samples over which a sound that is cut short fades out."""
AROUND = 0.08
"""Seconds before and after another sound in which beats are ducked."""


class Note(NamedTuple):
    """A sound from `start` on for `length`, in seconds of some clock.

    Notes with the same `key` are the same note, even if it has been moved. `is_start` marks the
    start of a segment, which is played late rather than never.
    """

    start: float
    length: float
    sound: Sound
    key: Hashable
    is_start: bool = False

    @property
    def end(self) -> float:
        """When the note ends."""
        return self.start + self.length


class Beats(NamedTuple):
    """Metronome clicks, `cadence` per minute, from `start` to before `until` (None: no end).

    Times are in seconds of some clock.
    """

    start: float
    cadence: int
    until: float | None = None

    def frame(self, number: int) -> int:
        """Return the sample, counted from `start`, at which click `number` starts."""
        return round(number * 60 * RATE / self.cadence)

    def numbers(self, first: int, last: int) -> range:
        """Return the clicks from sample `first` to before `last`, counted from `start`."""
        if self.until is not None:
            last = min(last, round((self.until - self.start) * RATE))
        step = 60 * RATE / self.cadence
        low = max(0, int(first / step) - 1)
        high = max(low, int(last / step) + 2)
        inside = [n for n in range(low, high) if first <= self.frame(n) < last]
        return range(inside[0], inside[-1] + 1) if inside else range(0)


def sound_samples(bank: Bank, note: Note) -> array[int]:
    """Return the samples of a note, faded out if it is shorter than its sound."""
    whole = bank.samples(note.sound)
    frames = round(note.length * RATE)
    return faded(whole[:frames], CUT) if frames < len(whole) - 1 else whole


def beat_samples(bank: Bank, beats: Beats, number: int, notes: Sequence[Note]) -> array[int]:
    """Return the samples of a click, softer while another sound plays."""
    at = beats.start + beats.frame(number) / RATE
    ducked = any(note.start - AROUND <= at <= note.end + AROUND for note in notes)
    return bank.samples(BEAT, ducked=ducked)


def render(
    bank: Bank, notes: Sequence[Note], beats: Sequence[Beats], start: float, end: float
) -> array[int]:
    """Return everything that is heard from `start` to `end`, mixed."""
    mixed = silence(max(0, round((end - start) * RATE)))
    for note in notes:
        mix_into(mixed, round((note.start - start) * RATE), sound_samples(bank, note))
    for stretch in beats:
        offset = round((stretch.start - start) * RATE)
        for number in stretch.numbers(-offset, len(mixed) - offset):
            index = offset + stretch.frame(number)
            mix_into(mixed, index, beat_samples(bank, stretch, number, notes))
    return mixed
