"""Turn notes into the samples that a device asks for, each note on time.

The number of samples asked for so far is the clock. The sample at which a note starts is decided
once, as late as possible, from the times of the device's recent requests.
"""

from __future__ import annotations

from array import array
from collections import deque
from collections.abc import Hashable, Iterator, Sequence

from ..audio.bank import Bank
from ..audio.mixdown import BEAT, Beats, Note, beat_samples, sound_samples
from ..audio.wave_io import RATE, faded, mix_into, silence
from .backend import MAX_LATE, MAX_LATE_START

RECENT = 40
"""Number of requests that the sample clock looks at."""
LATE_RUN = 8
"""Number of late requests in a row after which the device must have stalled."""
STALL = 0.02
"""Seconds by which such requests are late. On a busy machine, only single requests are late."""
CLOCK_JUMP = 0.5
"""Seconds between two requests after which the clock must start again."""
FADE = RATE // 200
CLICK = RATE // 4
"""Maximum number of samples that a metronome click lasts."""


class SampleClock:
    """Converts a moment to the number of the sample heard at that moment.

    A request can come late, but never early. The recent request that gives the earliest time for
    sample 0 is therefore the right one. A device that had to wait for samples has stalled; all of
    its later requests are late.

    A device that has just started asks at once for all samples that it buffers, `latency` seconds.
    Until it has asked for a while, the clock assumes that.
    """

    def __init__(self, latency: float) -> None:
        self.frames = 0
        self._latency = latency
        self._first_guess = 0.0
        self._origins: deque[float] = deque(maxlen=RECENT)
        self._last = 0.0

    def request(self, now: float) -> bool:
        """Record a request for samples. Return whether the clock had to start again."""
        jumped = bool(self._origins) and now - self._last > CLOCK_JUMP
        if jumped:
            self._origins.clear()
        self._last = now
        if not self._origins:
            self._first_guess = now - self.frames / RATE - self._latency
        self._origins.append(now - self.frames / RATE)
        latest = list(self._origins)[-LATE_RUN:]
        if len(latest) == LATE_RUN and min(latest) - min(self._origins) > STALL:
            self._origins = deque(latest, maxlen=RECENT)
        return jumped

    def advance(self, frames: int) -> None:
        """Count samples that were requested."""
        self.frames += frames

    def frame(self, moment: float) -> int:
        """Return the sample that is heard at a moment."""
        earliest = min(self._origins)
        if len(self._origins) < LATE_RUN:
            earliest = min(earliest, self._first_guess)
        return round((moment - self._latency - earliest) * RATE)


class Mixer:
    """Produces samples. `schedule` and `samples` may be called from different threads.

    `latency` is the number of seconds from a request for samples until they are heard.
    """

    def __init__(self, bank: Bank, latency: float) -> None:
        self._bank = bank
        self._latency = latency
        self.notes: tuple[Note, ...] = ()
        self.beats: tuple[Beats, ...] = ()
        self._clock = SampleClock(latency)
        self._is_stopped = False
        self._started: dict[Hashable, int] = {}  # the sample at which each key's note started
        self._finished: set[Hashable] = set()  # keys of notes that must not start any more
        self._sounding: list[tuple[Note, int]] = []

    def schedule(self, notes: Sequence[Note], beats: Sequence[Beats]) -> None:
        """Replace everything that is still to be played."""
        self.notes, self.beats = tuple(notes), tuple(beats)

    def restart(self) -> None:
        """Prepare for another device. Notes that started on the previous one are finished."""
        current = {note.key for note in self.notes}
        self._finished = (self._finished | self._started.keys()) & current
        self._started, self._sounding = {}, []
        self._clock = SampleClock(self._latency)
        self._is_stopped = False

    def stop(self) -> None:
        """Start no more sounds until `restart`: a device that is closing would not play them."""
        self._is_stopped = True

    def next_start(self, now: float) -> float | None:
        """Return when the next sound starts, `now` while one plays, or None if none is left."""
        moments = [
            max(note.start, now)
            for note in self.notes
            if note.end > now and note.key not in self._finished
        ]
        moments += [
            max(beats.start, now)
            for beats in self.beats
            if beats.until is None or beats.until > now
        ]
        return min(moments, default=None)

    def preload(self, until: float) -> None:
        """Load sounds that start before `until`, so that no file is read while samples are due."""
        for note in self.notes:
            if note.start < until:
                self._bank.samples(note.sound)
        if self.beats:
            self._bank.samples(BEAT)
            self._bank.samples(BEAT, ducked=True)

    def samples(self, now: float, frames: int) -> array[int]:
        """Return the next samples, requested at the moment `now`."""
        if self._clock.request(now):  # the sounds that were playing have ended
            self._finished.update(self._started)
            self._started, self._sounding = {}, []
        mixed, first = silence(frames), self._clock.frames
        notes, beats = self.notes, self.beats
        if self._is_stopped:  # checked after reading the notes: they may have just been scheduled
            return mixed
        self._fade_cancelled(mixed, notes, first)
        for note in notes:
            index = self._place(note, first, frames)
            if index is not None and index + note.length * RATE > first:
                mix_into(mixed, index - first, sound_samples(self._bank, note))
                self._sounding.append((note, index))
        for stretch in beats:
            if self._clock.frame(stretch.start) < first + frames:
                self._mix_clicks(mixed, stretch, notes, first)
        self._clock.advance(frames)
        return mixed

    def _place(self, note: Note, first: int, frames: int) -> int | None:
        """Return the sample at which a note starts; None if it starts later or is too late."""
        if note.key in self._finished:
            return None
        if note.key not in self._started and not self._decide(note, first, frames):
            return None
        index = self._started[note.key]
        return index if index < first + frames else None

    def _decide(self, note: Note, first: int, frames: int) -> bool:
        """Decide where a note that is due starts. Return whether it does."""
        index = self._clock.frame(note.start)
        if index >= first + frames:
            return False
        if index < first - (MAX_LATE_START if note.is_start else MAX_LATE) * RATE:
            self._finished.add(note.key)
            return False
        index = max(index, first)
        self._started[note.key] = max([index, *self._ends_of_start()]) if note.is_start else index
        return True

    def _ends_of_start(self) -> Iterator[int]:
        """Yield the ends of the started notes of a segment's start: each delays the next one."""
        for note in self.notes:
            if note.is_start and note.key in self._started:
                yield self._started[note.key] + len(sound_samples(self._bank, note))

    def _mix_clicks(
        self, mixed: array[int], beats: Beats, notes: Sequence[Note], first: int
    ) -> None:
        """Mix in metronome clicks. Where they start is decided once for all of them."""
        key = ("beats", beats.start, beats.cadence)
        if key not in self._started:
            index = self._clock.frame(beats.start)
            slightly_late = first - MAX_LATE * RATE < index < first
            self._started[key] = first if slightly_late else index
        origin = self._started[key]
        since = first - origin
        for number in beats.numbers(since - CLICK, since + len(mixed)):
            index = origin + beats.frame(number) - first
            mix_into(mixed, index, beat_samples(self._bank, beats, number, notes))

    def _fade_cancelled(self, mixed: array[int], notes: Sequence[Note], first: int) -> None:
        """Fade out sounds that were playing and are no longer scheduled."""
        scheduled = {note.key for note in notes}
        for note, index in self._sounding:
            if note.key not in scheduled:
                rest = sound_samples(self._bank, note)[first - index :][:FADE]
                mix_into(mixed, 0, faded(rest, len(rest)))
        self._sounding = []
