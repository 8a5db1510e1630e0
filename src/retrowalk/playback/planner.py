"""Follows a walk and works out what is to be heard, ahead of its moment.

After each change all that is to come in the present segment, and the start of the next, is
worked out anew: what was told before and is no longer true is so taken back.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator
from datetime import timedelta
from typing import NamedTuple

from ..audio.mixdown import Beats, Note
from ..core.commands import State
from ..core.events import CueGiven, GapFound, Outcome, Paused, Resumed, SegmentStarted
from ..core.session import ZERO, Direction, Session
from ..core.timeline import CueKind
from ..core.view import LEAD_IN, View
from ..cues.scheduler import (
    APART,
    WHOLE,
    ScheduledSound,
    StartAt,
    Utterance,
    VoiceConfig,
    finale,
    schedule_segment,
    speech,
)
from ..cues.wording import left_to_tell
from ..loop import Moment

REACTION = timedelta(seconds=0.2)
"""After a key so much time is left to open the device in, so that nothing begins late."""
COLD = timedelta(seconds=0.5)
"""The same for the very first sound, when what opens the device has to be loaded as well."""
INTO_NEXT = timedelta(seconds=3)
"""How much of the next segment is told ahead; its own beginning tells the rest."""
SAME = 0.01
"""Seconds that two reckonings of one moment may be apart."""
END = -1
"""The visit of what is heard at the session's end."""


class Heard(NamedTuple):
    """All that is to be heard from now on, in order."""

    notes: list[Note]
    beats: list[Beats]


NOTHING = Heard([], [])


class Planner:
    """Moments are those of a clock that goes `speed` times faster than the notes' clock."""

    def __init__(self, session: Session, style: VoiceConfig) -> None:
        self._session = session
        self._style = style
        self._speed = style.scale
        self._visit = 0  # goes up with each segment that is begun, so that no two cues are alike
        self._index: int | None = None  # the segment of this visit
        self._base = 0.0  # when its offset was zero
        self._next_base: float | None = None  # where what follows it was placed
        self._limit: timedelta | None = None  # and its length
        self._start: list[Note] = []  # how its start is heard
        self._free = ZERO  # the offset from which on its other cues may sound
        self._paused: list[Note] = []

    def hear(self, moment: Moment) -> Heard:
        """What is to be heard from this moment on."""
        view = moment.view
        if view.state is State.WALKING:
            self._follow(moment)
            self._shorten(moment)
            heard = self._coming(view)
        elif view.state is State.OVER:
            heard = self._ending(moment)
        else:
            heard = self._standing(moment)
        return Heard(sorted(heard.notes, key=lambda note: note.start), heard.beats)

    def postpone(self, notes: list[Note], now: float, by: float) -> list[Note]:
        """The notes, with a start that has just failed to sound put `by` seconds after now."""
        failed = {n.key for n in self._start if now - 2 <= self._start[0].start <= now + by}
        shift = now + by - self._start[0].start if failed else 0.0
        moved = {n.key: n._replace(start=n.start + shift) for n in notes if n.key in failed}
        self._start = [moved.get(note.key, note) for note in self._start]
        return sorted((moved.get(n.key, n) for n in notes), key=lambda note: note.start)

    def _follow(self, moment: Moment) -> None:
        """Notice which segment is walked now, and how its start is to be heard."""
        view, kinds = moment.view, {type(event) for event in moment.events}
        if self._index == view.index and not kinds & {SegmentStarted, Resumed}:
            return
        base = (moment.clock - view.elapsed.total_seconds()) / self._speed
        foreseen = self._foreseen(base) and not kinds & {Resumed, GapFound}
        self._visit += 1 if foreseen else 2
        self._base = self._next_base if foreseen and self._next_base is not None else base
        reaction = COLD if self._index is None else REACTION
        self._index = view.index
        begin = WHOLE
        if not foreseen and view.index != LEAD_IN:
            told = view.remaining if Resumed in kinds else left_to_tell(view, moment.events)
            begin = StartAt(view.elapsed + reaction * self._speed, left=told)
        self._tell_start(view, begin)

    def _shorten(self, moment: Moment) -> None:
        """Where the segment has become shorter, say no more of its start than has begun."""
        before, self._limit = self._limit, moment.view.limit
        if self._limit is None or before is None or self._limit >= before:
            return
        now = moment.clock / self._speed
        end = self._base + self._limit.total_seconds() / self._speed
        self._start = [note for note in self._start if note.start <= now and note.end <= end]
        seconds = max((note.end - self._base for note in self._start), default=0.0)
        self._free = timedelta(seconds=seconds * self._speed) + APART * self._speed

    def _foreseen(self, moment: float) -> bool:
        """Whether what begins now was placed there before."""
        return self._next_base is not None and abs(moment - self._next_base) < SAME

    def _tell_start(self, view: View, begin: StartAt) -> None:
        planned = self._schedule(view, begin)
        start = [utterance for utterance in planned if utterance.cue.kind is CueKind.START]
        self._start = list(self._notes(start, self._base, self._visit))
        self._limit = view.limit
        self._free = max((u.end + APART * self._speed for u in start), default=begin.at)

    def _schedule(self, view: View, begin: StartAt) -> list[Utterance]:
        """Schedule the present segment, from `begin` on."""
        session, style = self._session, self._style
        return schedule_segment(session, view.index, view.limit, style, begin, view.following)

    def _coming(self, view: View) -> Heard:
        """The rest of the present segment, and how the next one starts."""
        begin = StartAt(self._free, announced=False)
        present = self._schedule(view, begin)
        notes = self._start + list(self._notes(present, self._base, self._visit))
        beats = self._beats(view.index, self._base, view.limit)
        self._next_base = None
        if view.limit is not None:
            self._next_base = self._base + view.limit.total_seconds() / self._speed
            notes += self._following(view, self._next_base)
            if view.coming is not None:
                beats += self._beats(view.following, self._next_base, view.coming.limit)
        return Heard(notes, beats)

    def _following(self, view: View, base: float) -> Iterator[Note]:
        """The beginning of the next segment, or of the end."""
        if view.coming is None:
            walking = view.segment is not None and view.segment.direction is not Direction.STAND
            left = (view.remaining or ZERO) if walking else ZERO
            return self._finale(view.forward + view.backward + left, base)
        if view.index == LEAD_IN and view.first_at:
            return iter(())  # a walk taken up again: what is left is told when it goes on
        planned = schedule_segment(self._session, view.following, view.coming.limit, self._style)
        soon = [utterance for utterance in planned if utterance.start < INTO_NEXT]
        return self._notes(soon, base, self._visit + 1)

    def _finale(self, walked: timedelta, base: float) -> Iterator[Note]:
        return self._notes(finale(self._session, walked, self._style), base, END)

    def _ending(self, moment: Moment) -> Heard:
        """The end of a walk that was walked to it; one broken off ends in silence."""
        view = moment.view
        late = [event.late for event in moment.events if isinstance(event, CueGiven)]
        if view.outcome is not Outcome.COMPLETED or not late:
            return NOTHING
        end = (moment.clock - late[-1].total_seconds()) / self._speed
        if self._foreseen(end) and self._next_base is not None:
            end = self._next_base
        else:
            end = moment.clock / self._speed + REACTION.total_seconds()
        return Heard(list(self._finale(view.forward + view.backward, end)), [])

    def _standing(self, moment: Moment) -> Heard:
        """In a pause: that it is one."""
        if any(isinstance(event, Paused) for event in moment.events):
            self._visit += 1
            self._next_base = None
            said = speech(["Paused."], ZERO, self._style) if self._style.voice else None
            base = moment.clock / self._speed + REACTION.total_seconds()
            self._paused = [
                self._note(placed, base, (self._visit, "paused", n))
                for n, placed in enumerate(said or [])
            ]
        return Heard(self._paused, [])

    def _beats(self, index: int, base: float, limit: timedelta | None) -> list[Beats]:
        """The metronome of a segment; at another speed there is none."""
        cadence = self._session.segments[index].cadence if index >= 0 else None
        if not cadence or self._speed != 1:
            return []
        return [Beats(base, cadence, None if limit is None else base + limit.total_seconds())]

    def _notes(self, utterances: Iterable[Utterance], base: float, visit: int) -> Iterator[Note]:
        for utterance in utterances:
            cue = utterance.cue
            at = ZERO if cue.kind in (CueKind.START, CueKind.DONE) else utterance.start
            for n, placed in enumerate(utterance.sounds):
                yield self._note(placed, base, (visit, str(cue.kind), cue.count, at, n))

    def _note(self, placed: ScheduledSound, base: float, key: Hashable) -> Note:
        start = base + placed.at.total_seconds() / self._speed
        return Note(start, placed.length.total_seconds() / self._speed, placed.sound, key)
