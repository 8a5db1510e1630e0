"""The sound of a whole session as a stream of blocks of samples.

Segments are rendered one after another as the blocks are read, so that a day needs no more memory
than a minute.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from copy import copy
from dataclasses import replace
from datetime import timedelta

from ..audio.bank import Bank
from ..audio.mixdown import AROUND, Beats, Note, render, sound_samples
from ..audio.wave_io import RATE, mix_into, silence
from ..core.cue_rules import CueKind
from ..core.session import ZERO, Direction, Segment, Session, with_time_left
from ..cues.scheduler import finale, schedule_segment
from ..cues.sounds import Kind, Sound, Utterance, VoiceConfig
from ..errors import InvalidSession
from ..sanitize import printable

BLOCK = 4096
"""Maximum number of samples in a block."""
WINDOW = 40 * BLOCK
"""Samples rendered at once."""
LONGEST_BEAT = RATE // 2
"""Maximum number of samples of a beat: beats are cut off before that."""
TAIL = timedelta(seconds=0.5)
"""Silence after the last sound."""
NEIGHBOURS = 4
"""Notes of the previous and the next segment that can duck beats near a segment's edge."""
TIME_LEFT_VOLUME = 60
"""The volume of spoken times left, in percent of all other sounds."""
SILENT = Sound(Kind.SPEECH, "")
"""A sound without samples, which still ducks the beats."""


class Soundtrack:
    """The sound of a session. Raises `InvalidSession` for open segments without a limit.

    With `time_left` the time left in a segment is said at that interval, at a lower volume. The
    sound begins with a `lead_in`. Speeds are said in `units`.
    """

    def __init__(
        self,
        session: Session,
        bank: Bank,
        *,
        voice: bool = True,
        time_left: timedelta | None = None,
        lead_in: timedelta = ZERO,
        units: str = "km/h",
    ) -> None:
        session = with_fixed_lengths(session)
        if time_left is not None:
            session = with_time_left(session, time_left)
        self.session = session
        self.lead_in = lead_in
        self._voice = VoiceConfig(bank.length, voice, units=units)
        self._bank = bank
        self._quiet = _quieter(bank) if time_left else bank

    def starts(self) -> list[timedelta]:
        """Return when each segment starts and the last one ends, counted from the first sample."""
        found = [self.lead_in]
        for segment in self.session.segments:
            found.append(found[-1] + (segment.duration or ZERO))
        return found

    def frames(self) -> list[int]:
        """Return the sample at which each segment starts, and the number of all samples."""
        *begins, end = self.starts()
        last = finale(self.session, self._walked(), self._voice)
        after = max((utterance.end for utterance in last), default=ZERO)
        return [frame(at) for at in begins] + [frame(end + after + TAIL)]

    def heard(self, index: int) -> list[Utterance]:
        """Return the cues of a segment (-1: lead-in; after the last segment: the end)."""
        if index < 0:
            return schedule_segment(self.session, index, self.lead_in, self._voice)
        if index == len(self.session.segments):
            return finale(self.session, self._walked(), self._voice)
        return schedule_segment(
            self.session, index, self.session.segments[index].duration, self._voice
        )

    def blocks(self, start: int, end: int) -> Iterator[array[int]]:
        """Yield the samples from `start` to before `end`, in blocks of at most `BLOCK`."""
        for window in self._windows(start, end):
            for offset in range(0, len(window), BLOCK):
                yield window[offset : offset + BLOCK]

    def _windows(self, start: int, end: int) -> Iterator[array[int]]:
        begins = [ZERO, *self.starts()]  # of the lead-in, the segments and the session's end
        first = bisect_right(begins, start, key=frame) - 1
        before, following = list[Note](), list(self._notes(first - 1, begins[first]))
        beats: list[Beats] = []
        for number, begin in enumerate(begins[first:], first):
            index, is_last = number - 1, number + 1 == len(begins)
            current = following
            following = [] if is_last else list(self._notes(index + 1, begins[number + 1]))
            ends = end if is_last else min(end, frame(begins[number + 1]))
            # sounds on the other side of an edge duck the beats near it, too
            notes = [*before[-NEIGHBOURS:], *current, *following[:NEIGHBOURS]]
            beats = [*beats[-1:], *self._beats(index, begin)]
            position = max(start, frame(begin))
            while position < ends:
                last = min(ends, position + WINDOW)
                yield self._window(notes, beats, position, last)
                position = last
            before = current

    def _window(
        self, notes: Sequence[Note], beats: Sequence[Beats], first: int, last: int
    ) -> array[int]:
        """Render samples `first` to before `last`, with all notes that overlap them."""
        lead = min(first, LONGEST_BEAT) if beats else 0
        low, high = (first - lead) / RATE, last / RATE
        near = notes[
            bisect_left(notes, low - AROUND, key=lambda note: note.end) : bisect_right(
                notes, high + AROUND, key=lambda note: note.start
            )
        ]
        if not near and not beats:
            return silence(last - first)
        others = [n._replace(sound=SILENT) if n.key == CueKind.TIME_LEFT else n for n in near]
        mixed = render(self._bank, others, beats, low, high)
        for note in near:
            if note.key == CueKind.TIME_LEFT:
                mix_into(mixed, round((note.start - low) * RATE), sound_samples(self._quiet, note))
        return mixed[lead:]

    def _notes(self, index: int, begin: timedelta) -> Iterator[Note]:
        """Yield a segment's notes in seconds from the session's start, keyed by kind of cue."""
        base = begin.total_seconds()
        for utterance in self.heard(index):
            for placed in utterance.sounds:
                start = base + placed.at.total_seconds()
                length = placed.length.total_seconds()
                yield Note(start, length, placed.sound, utterance.cue.kind)

    def _beats(self, index: int, begin: timedelta) -> list[Beats]:
        segments = self.session.segments
        cadence = segments[index].cadence if 0 <= index < len(segments) else None
        if not cadence:
            return []
        until = begin + (segments[index].duration or ZERO)
        return [Beats(begin.total_seconds(), cadence, until.total_seconds())]

    def _walked(self) -> timedelta:
        return self.session.time(Direction.FORWARD) + self.session.time(Direction.BACKWARD)


def frame(at: timedelta) -> int:
    """Return the sample at a time."""
    return at // timedelta(microseconds=1) * RATE // 1_000_000


def _quieter(bank: Bank) -> Bank:
    """Return the same sounds at the volume of spoken times left."""
    quiet = copy(bank)
    quiet.set_volumes(replace(bank.volumes, all=bank.volumes.all * TIME_LEFT_VOLUME // 100))
    return quiet


def with_fixed_lengths(session: Session) -> Session:
    """Return the session with every open segment as long as its limit.

    Raises `InvalidSession` for an open segment without a limit.
    """
    numbered = enumerate(session.segments, 1)
    return replace(session, segments=tuple(_with_fixed_length(s, n) for n, s in numbered))


def _with_fixed_length(segment: Segment, number: int) -> Segment:
    if segment.duration is not None:
        return segment
    if segment.at_most is None:
        label = f", {printable(segment.label)}" if segment.label else ""
        raise InvalidSession(
            f"step {number} ({segment.direction}{label}) is open, but audio cannot wait for you:"
            " give it a duration, or set 'at_most', which is then used as its duration"
        )
    return replace(segment, duration=segment.at_most, at_most=None)
