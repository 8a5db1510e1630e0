"""All that is heard in a session, from its first sample to its last, block by block.

It is worked out segment by segment while it is asked for, so that a day takes no more memory
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
from ..core.session import ZERO, CueSettings, Direction, Session
from ..core.timeline import CueKind
from ..cues.scheduler import Kind, Sound, Utterance, VoiceConfig, finale, schedule_segment
from .closed import with_fixed_lengths

BLOCK = 4096
"""Samples that are handed out at once, at most."""
WINDOW = 40 * BLOCK
"""Samples that are rendered at once."""
RINGS = RATE // 2
"""Samples after which whatever began before has died away: beats are cut off earlier."""
TAIL = timedelta(seconds=0.5)
"""Silence after the last sound."""
NEAR = 4
"""Notes of the segments on either side that can reach into a segment's edge."""
QUIET = 60
"""The volume of the time left, in percent of everything else."""
HUSH = Sound(Kind.SPEECH, "")
"""A sound of which nothing is heard: in its place the beats are softer all the same."""


class Soundtrack:
    """The session's sound; raises `InvalidSession` where a segment's length is not known.

    With `time_left` the time left is told so often, quietly.
    """

    def __init__(
        self,
        session: Session,
        bank: Bank,
        *,
        voice: bool = True,
        time_left: timedelta | None = None,
    ) -> None:
        session = with_fixed_lengths(session)
        if time_left:
            session = replace(session, cues=CueSettings(session.cues.midpoint, time_left))
        self.session = session
        self._style = VoiceConfig(bank.length, voice)
        self._bank = bank
        self._quiet = _quieter(bank) if time_left else bank

    def starts(self) -> list[timedelta]:
        """When each segment starts, and when the last one ends."""
        found = [ZERO]
        for segment in self.session.segments:
            found.append(found[-1] + (segment.duration or ZERO))
        return found

    def frames(self) -> list[int]:
        """The sample at which each segment starts, and the one after the last of all."""
        *begins, end = self.starts()
        last = finale(self.session, self._walked(), self._style)
        after = max((utterance.end for utterance in last), default=ZERO)
        return [frame(at) for at in begins] + [frame(end + after + TAIL)]

    def heard(self, index: int) -> list[Utterance]:
        """All cues of a segment; those of the one after the last are the session's end."""
        if index == len(self.session.segments):
            return finale(self.session, self._walked(), self._style)
        return schedule_segment(
            self.session, index, self.session.segments[index].duration, self._style
        )

    def blocks(self, start: int, end: int) -> Iterator[array[int]]:
        """What is heard from one sample to another, in blocks of at most `BLOCK`."""
        for made in self._windows(start, end):
            for place in range(0, len(made), BLOCK):
                yield made[place : place + BLOCK]

    def _windows(self, start: int, end: int) -> Iterator[array[int]]:
        begins = self.starts()
        first = bisect_right(begins, start, key=frame) - 1
        before, following = list[Note](), list(self._notes(first, begins[first]))
        beats: list[Beats] = []
        for index in range(first, len(begins)):
            begin, present = begins[index], following
            following = (
                list(self._notes(index + 1, begins[index + 1])) if index + 1 < len(begins) else []
            )
            ends = end if index + 1 == len(begins) else min(end, frame(begins[index + 1]))
            # what is near an edge is softened by what sounds on its other side
            notes = [*before[-NEAR:], *present, *following[:NEAR]]
            beats = [*beats[-1:], *self._beats(index, begin)]
            place = max(start, frame(begin))
            while place < ends:
                last = min(ends, place + WINDOW)
                yield self._window(notes, beats, place, last)
                place = last
            before = present

    def _window(
        self, notes: Sequence[Note], beats: Sequence[Beats], first: int, last: int
    ) -> array[int]:
        """One stretch: of what lies around it only that which reaches into it."""
        lead = min(first, RINGS) if beats else 0
        low, high = (first - lead) / RATE, last / RATE
        near = notes[
            bisect_left(notes, low - AROUND, key=lambda note: note.end) : bisect_right(
                notes, high + AROUND, key=lambda note: note.start
            )
        ]
        if not near and not beats:
            return silence(last - first)
        hushed = [n._replace(sound=HUSH) if n.key == CueKind.TIME_LEFT else n for n in near]
        made = render(self._bank, hushed, beats, low, high)
        for note in near:
            if note.key == CueKind.TIME_LEFT:
                mix_into(made, round((note.start - low) * RATE), sound_samples(self._quiet, note))
        return made[lead:]

    def _notes(self, index: int, begin: timedelta) -> Iterator[Note]:
        """Notes of the clock that begins with the session; the key is what a cue is for."""
        base = begin.total_seconds()
        for utterance in self.heard(index):
            for placed in utterance.sounds:
                start = base + placed.at.total_seconds()
                length = placed.length.total_seconds()
                yield Note(start, length, placed.sound, utterance.cue.kind)

    def _beats(self, index: int, begin: timedelta) -> list[Beats]:
        segments = self.session.segments
        cadence = segments[index].cadence if index < len(segments) else None
        if not cadence:
            return []
        until = begin + (segments[index].duration or ZERO)
        return [Beats(begin.total_seconds(), cadence, until.total_seconds())]

    def _walked(self) -> timedelta:
        return self.session.time(Direction.FORWARD) + self.session.time(Direction.BACKWARD)


def frame(at: timedelta) -> int:
    """The sample of a moment."""
    return at // timedelta(microseconds=1) * RATE // 1_000_000


def _quieter(bank: Bank) -> Bank:
    """The same sounds, softer."""
    quiet = copy(bank)
    quiet.set_volumes(replace(bank.volumes, all=bank.volumes.all * QUIET // 100))
    return quiet
