"""Notes -> the samples that a device asks for, each note at its moment.

The count of samples that were asked for is the clock. A note's place in it is worked out once, as
late as possible, from the moments at which the device has asked so far.
"""

from __future__ import annotations

from array import array
from collections import deque
from collections.abc import Hashable, Sequence

from ..audio.bank import Bank
from ..audio.mixdown import BEAT, Beats, Note, beat_samples, sound_samples
from ..audio.wave_io import RATE, faded, mix_into, silence
from .backend import LATE

RECENT = 40
"""How many questions the clock goes by."""
LATEST = 8
"""How many questions in a row have to be late for the device to have stood still."""
STOOD_STILL = 0.02
"""Seconds that they are late by then; a machine with much else to do is late now and then."""
JUMP = 0.5
"""Seconds between two questions after which the clock has lost its place."""
FADE = RATE // 200
CLICK = RATE // 4
"""Samples that a click lasts at most."""


class SampleClock:
    """Which sample is asked for at which moment.

    A question can come late, never early: so the earliest of the recent ones, each reckoned
    back to sample 0, tells the truth. A device that had to wait for samples stood still meanwhile;
    from then on all questions come later.

    A device that begins asks for all that it holds, `ahead` seconds, at once: until it has asked
    for a while, that is what the clock goes by.
    """

    def __init__(self, ahead: float) -> None:
        self.frames = 0
        self._ahead = ahead
        self._guess = 0.0
        self._origins: deque[float] = deque(maxlen=RECENT)
        self._last = 0.0

    def ask(self, now: float) -> bool:
        """The next samples are asked for at `now`; returns whether the clock had to start anew."""
        jumped = bool(self._origins) and now - self._last > JUMP
        if jumped:
            self._origins.clear()
        self._last = now
        if not self._origins:
            self._guess = now - self.frames / RATE - self._ahead
        self._origins.append(now - self.frames / RATE)
        latest = list(self._origins)[-LATEST:]
        if len(latest) == LATEST and min(latest) - min(self._origins) > STOOD_STILL:
            self._origins = deque(latest, maxlen=RECENT)
        return jumped

    def frame(self, moment: float) -> int:
        """The sample that belongs to a moment."""
        earliest = min(self._origins)
        if len(self._origins) < LATEST:
            earliest = min(earliest, self._guess)
        return round((moment - self._ahead - earliest) * RATE)


class Mixer:
    """Answers a device. `expect` may be called from another thread than `answer`."""

    def __init__(self, bank: Bank, ahead: float) -> None:
        self._bank = bank
        self._ahead = ahead  # seconds from asking to sounding
        self.notes: tuple[Note, ...] = ()
        self.beats: tuple[Beats, ...] = ()
        self._clock = SampleClock(ahead)
        self._begun: dict[Hashable, int] = {}  # the sample at which each key's note began
        self._past: set[Hashable] = set()  # keys of notes that will not be begun any more
        self._sounding: list[tuple[Note, int]] = []

    def schedule(self, notes: Sequence[Note], beats: Sequence[Beats]) -> None:
        """Take these for all that is to be heard."""
        self.notes, self.beats = tuple(notes), tuple(beats)

    def restart(self) -> None:
        """Another device begins to ask; what was begun through the one before is past."""
        self._past = (self._past | self._begun.keys()) & {note.key for note in self.notes}
        self._begun, self._sounding = {}, []
        self._clock = SampleClock(self._ahead)

    def next_begin(self, now: float) -> float | None:
        """When the next sound begins, or `now` while one is heard; None when none is to come."""
        moments = [
            max(note.start, now)
            for note in self.notes
            if note.end > now and note.key not in self._past
        ]
        moments += [
            max(beats.start, now)
            for beats in self.beats
            if beats.until is None or beats.until > now
        ]
        return min(moments, default=None)

    def fetch(self, until: float) -> None:
        """Read what begins before `until`, so that nothing is read when it is asked for."""
        for note in self.notes:
            if note.start < until:
                self._bank.samples(note.sound)
        if self.beats:
            self._bank.samples(BEAT)
            self._bank.samples(BEAT, ducked=True)

    def answer(self, now: float, frames: int) -> array[int]:
        """The next samples, asked for at the moment `now`."""
        if self._clock.ask(now):  # what was sounding is past
            self._past.update(self._begun)
            self._begun, self._sounding = {}, []
        made, first = silence(frames), self._clock.frames
        notes, beats = self.notes, self.beats
        self._let_go(made, notes, first)
        for note in notes:
            place = self._place(note, first, frames)
            if place is not None and place + note.length * RATE > first:
                mix_into(made, place - first, sound_samples(self._bank, note))
                self._sounding.append((note, place))
        for stretch in beats:
            if self._clock.frame(stretch.start) < first + frames:
                self._click(made, stretch, notes, first)
        self._clock.frames += frames
        return made

    def _place(self, note: Note, first: int, frames: int) -> int | None:
        """The sample at which the note begins, unless that is later, or too long ago."""
        if note.key in self._begun:
            return self._begun[note.key]
        if note.key in self._past:
            return None
        place = self._clock.frame(note.start)
        if place >= first + frames:
            return None
        if place < first - LATE * RATE:
            self._past.add(note.key)
            return None
        self._begun[note.key] = max(place, first)
        return self._begun[note.key]

    def _click(self, made: array[int], beats: Beats, notes: Sequence[Note], first: int) -> None:
        """Put the beats into the samples; where they begin is decided once for all of them."""
        key = ("beats", beats.start, beats.cadence)
        if key not in self._begun:
            place = self._clock.frame(beats.start)
            just = first - LATE * RATE < place < first
            self._begun[key] = first if just else place
        origin = self._begun[key]
        since = first - origin
        for number in beats.numbers(since - CLICK, since + len(made)):
            place = origin + beats.frame(number) - first
            mix_into(made, place, beat_samples(self._bank, beats, number, notes))

    def _let_go(self, made: array[int], notes: Sequence[Note], first: int) -> None:
        """End what was sounding and was taken back: softly."""
        kept = {note.key for note in notes}
        for note, place in self._sounding:
            if note.key not in kept:
                rest = sound_samples(self._bank, note)[first - place :][:FADE]
                mix_into(made, 0, faded(rest, len(rest)))
        self._sounding = []
