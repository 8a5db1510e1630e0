"""Plan the sounds of a walk in advance.

After each change, the rest of the current segment and the start of the next are scheduled again.
This cancels sounds that no longer apply.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator
from datetime import timedelta
from typing import NamedTuple

from ..audio.mixdown import Beats, Note
from ..core.commands import State
from ..core.cue_rules import COUNTED, RESUME_COUNTDOWN, CueKind
from ..core.events import (
    CueGiven,
    Extended,
    GapFound,
    Outcome,
    Paused,
    Repeated,
    Resumed,
    SegmentStarted,
)
from ..core.session import SECOND, ZERO, Direction, Session
from ..core.view import LEAD_IN, View
from ..cues.scheduler import WHOLE, StartAt, count_in, finale, schedule_segment
from ..cues.sounds import MIN_GAP, ScheduledSound, Utterance, VoiceConfig, speech
from ..cues.wording import PAUSED, extension_sentence, time_left_to_say
from ..loop import Moment

KEY_DELAY = timedelta(seconds=0.2)
"""Time from a key press to the sound that answers it; the device opens in that time."""
FIRST_DELAY = timedelta(seconds=0.5)
"""The same for the first direction of a walk, when sounds are loaded as well."""
LOOK_AHEAD = timedelta(seconds=3)
"""How much of the next segment is scheduled in advance."""
TOLERANCE = 0.01
"""Seconds by which two calculations of the same moment may differ."""
END = -1
"""The visit number of the sounds at the end of the session."""


class Schedule(NamedTuple):
    """Everything to be played from now on; the notes are sorted by start."""

    notes: list[Note]
    beats: list[Beats]


SILENCE = Schedule([], [])


class Planner:
    """Turns moments of a walk into schedules.

    The clock of the moments runs `config.scale` times faster than that of the notes. The first
    direction is said at the earliest `FIRST_DELAY` after the first moment.
    """

    def __init__(self, session: Session, config: VoiceConfig) -> None:
        self._session = session
        self._config = config
        self._speed = config.scale
        self._earliest: float | None = None  # when the first direction may be said
        self._visit = 0  # increased with each segment started, so that all keys are distinct
        self._index: int | None = None  # the segment of this visit
        self._base = 0.0  # when that segment started
        self._limit: timedelta | None = None  # its length
        self._next_base: float | None = None  # when the next one was scheduled to start
        self._start: list[Note] = []  # the notes of the segment's start
        self._start_end = ZERO  # the offset in the segment at which its start has been said
        self._free_from = ZERO  # the offset in the segment from which other cues may sound
        self._paused: list[Note] = []
        self._answers: list[Note] = []  # to keys, in this segment
        self._must_restate = False
        self._opening = ""

    def first_sound(self, lead_in: timedelta) -> timedelta:
        """Return when the first sound of a walk is due, from the start of its lead-in."""
        planned = schedule_segment(self._session, LEAD_IN, lead_in, self._config)
        return planned[0].start if planned else max(lead_in, FIRST_DELAY)

    def update(self, moment: Moment) -> Schedule:
        """Return everything to be played from this moment on."""
        view = moment.view
        if self._earliest is None:
            self._earliest = moment.clock / self._speed + FIRST_DELAY.total_seconds()
        if view.state is State.WALKING:
            self._enter_segment(moment)
            self._shorten(moment)
            self._answer_keys(moment)
            schedule = self._walking(view)
        elif view.state is State.OVER:
            schedule = self._ended(moment)
        elif view.state is State.RESUMING:
            schedule = self._resuming(moment)
        else:
            schedule = self._pausing(moment)
        return Schedule(sorted(schedule.notes, key=lambda note: note.start), schedule.beats)

    def restate(self, moment: Moment, opening: str = "") -> Schedule:
        """Return everything to be played, with the current direction and time left said first.

        `opening` is a sentence before them.
        """
        self._must_restate, self._opening = True, opening
        schedule = self.update(moment)
        self._must_restate, self._opening = False, ""
        return schedule

    def postpone(self, notes: list[Note], now: float, delay: float) -> list[Note]:
        """Return the notes with a start that was just missed moved to `delay` after `now`."""
        missed = {n.key for n in self._start if now - 2 <= self._start[0].start <= now + delay}
        shift = now + delay - self._start[0].start if missed else 0.0
        moved = {n.key: n._replace(start=n.start + shift) for n in notes if n.key in missed}
        self._start = [moved.get(note.key, note) for note in self._start]
        return sorted((moved.get(n.key, n) for n in notes), key=lambda note: note.start)

    def _enter_segment(self, moment: Moment) -> None:
        """Schedule the start of a segment that has just been entered or resumed."""
        view, kinds = moment.view, {type(event) for event in moment.events}
        restate = self._must_restate or Repeated in kinds
        if self._index == view.index and not (restate or kinds & {SegmentStarted, Resumed}):
            return
        base = (moment.clock - view.elapsed.total_seconds()) / self._speed
        expected = self._is_expected(base) and not (restate or kinds & {Resumed, GapFound})
        self._visit += 1 if expected else 2
        self._base = self._next_base if expected and self._next_base is not None else base
        self._index = view.index
        start_at = self._start_at(view.index, base)
        if not expected and view.index != LEAD_IN:
            left = (
                view.remaining
                if restate or Resumed in kinds
                else time_left_to_say(view, moment.events)
            )
            at = max(start_at.at, view.elapsed + KEY_DELAY * self._speed)
            start_at = StartAt(at, left=left, opening=self._opening)
        self._schedule_start(view, start_at)

    def _start_at(self, index: int, base: float) -> StartAt:
        """Return the offset from which a segment is played: the first one may start late."""
        if index == LEAD_IN or self._earliest is None or base >= self._earliest:
            return WHOLE
        return StartAt(timedelta(seconds=self._earliest - base) * self._speed)

    def _shorten(self, moment: Moment) -> None:
        """Drop the part of the start that no longer fits if the segment has become shorter."""
        before, self._limit = self._limit, moment.view.limit
        if self._limit is None or before is None or self._limit >= before:
            return
        now = moment.clock / self._speed
        end = self._base + self._limit.total_seconds() / self._speed
        self._start = [note for note in self._start if note.start <= now and note.end <= end]
        seconds = max((note.end - self._base for note in self._start), default=0.0)
        self._start_end = timedelta(seconds=seconds * self._speed) + MIN_GAP * self._speed
        self._free_from = self._start_end

    def _answer_keys(self, moment: Moment) -> None:
        """Say by how much the segment was extended, unless that would be in the countdown."""
        view = moment.view
        for event in moment.events:
            if not isinstance(event, Extended):
                continue
            self._answers, self._free_from = [], self._start_end
            at = max(view.elapsed + KEY_DELAY * self._speed, self._free_from)
            sounds = self._sounds_of([extension_sentence(event.by)], at)
            end = max((placed.end for placed in sounds), default=at) + MIN_GAP * self._speed
            if view.limit is None or end <= view.limit - COUNTED[0] * SECOND:
                keys = [(self._visit, "answer", moment.clock, n) for n in range(len(sounds))]
                self._answers = list(map(self._note, sounds, [self._base] * len(sounds), keys))
                self._free_from = end

    def _sounds_of(self, sentences: list[str], at: timedelta) -> list[ScheduledSound]:
        """Return sentences as sounds, none without the voice."""
        return (speech(sentences, at, self._config) or []) if self._config.voice else []

    def _resuming(self, moment: Moment) -> Schedule:
        """Return the countdown before a backward segment continues."""
        is_new = any(isinstance(e, CueGiven) and e.cue.count == COUNTED[0] for e in moment.events)
        if is_new:
            self._visit += 1
            since = RESUME_COUNTDOWN - moment.view.resumes_in
            base = (moment.clock - since.total_seconds()) / self._speed
            counted = count_in(self._session, moment.view.index, self._config)
            start = base + KEY_DELAY.total_seconds()
            self._paused = list(self._notes(counted, start, self._visit))
        return Schedule(self._paused, [])

    def _is_expected(self, moment: float) -> bool:
        """Return whether what starts now was scheduled in advance."""
        return self._next_base is not None and abs(moment - self._next_base) < TOLERANCE

    def _schedule_start(self, view: View, start_at: StartAt) -> None:
        planned = self._segment(view, start_at)
        start = [utterance for utterance in planned if utterance.cue.kind is CueKind.START]
        self._start = list(self._notes(start, self._base, self._visit))
        self._answers = []
        self._limit = view.limit
        self._start_end = max((u.end + MIN_GAP * self._speed for u in start), default=start_at.at)
        self._free_from = self._start_end

    def _segment(self, view: View, start_at: StartAt) -> list[Utterance]:
        """Return the utterances of the current segment from `start_at` on."""
        session, config = self._session, self._config
        return schedule_segment(session, view.index, view.limit, config, start_at, view.following)

    def _walking(self, view: View) -> Schedule:
        """Return the rest of the current segment and the start of the next."""
        rest = StartAt(self._free_from, announced=False)
        current = self._segment(view, rest)
        notes = [*self._start, *self._answers, *self._notes(current, self._base, self._visit)]
        beats = self._beats(view.index, self._base, view.limit)
        self._next_base = None
        if view.limit is not None:
            self._next_base = self._base + view.limit.total_seconds() / self._speed
            notes += self._next_start(view, self._next_base)
            if view.coming is not None:
                beats += self._beats(view.following, self._next_base, view.coming.limit)
        return Schedule(notes, beats)

    def _next_start(self, view: View, base: float) -> Iterator[Note]:
        """Return the start of the next segment, or of the finale."""
        if view.coming is None:
            walking = view.segment is not None and view.segment.direction is not Direction.STAND
            left = (view.remaining or ZERO) if walking else ZERO
            return self._finale(view.forward + view.backward + left, base)
        if view.index == LEAD_IN and view.first_at:
            return iter(())  # a resumed walk: what is left is said when it continues
        start_at = self._start_at(view.following, base)
        planned = schedule_segment(
            self._session, view.following, view.coming.limit, self._config, start_at
        )
        early = [utterance for utterance in planned if utterance.start < LOOK_AHEAD]
        return self._notes(early, base, self._visit + 1)

    def _finale(self, walked: timedelta, base: float) -> Iterator[Note]:
        return self._notes(finale(self._session, walked, self._config), base, END)

    def _ended(self, moment: Moment) -> Schedule:
        """Return the finale of a completed walk; any other walk ends in silence."""
        view = moment.view
        late = [event.late for event in moment.events if isinstance(event, CueGiven)]
        if view.outcome is not Outcome.COMPLETED or not late:
            return SILENCE
        end = (moment.clock - late[-1].total_seconds()) / self._speed
        if self._is_expected(end) and self._next_base is not None:
            end = self._next_base
        else:
            end = moment.clock / self._speed + KEY_DELAY.total_seconds()
        return Schedule(list(self._finale(view.forward + view.backward, end)), [])

    def _pausing(self, moment: Moment) -> Schedule:
        """Return the words that say that the walk is paused, or what a key has changed."""
        sentences = [extension_sentence(e.by) for e in moment.events if isinstance(e, Extended)]
        if self._must_restate or any(isinstance(e, Paused | Repeated) for e in moment.events):
            sentences = [*([self._opening] if self._opening else []), PAUSED]
        if sentences:
            self._visit += 1
            self._next_base = None
            base = moment.clock / self._speed + KEY_DELAY.total_seconds()
            self._paused = [
                self._note(placed, base, (self._visit, "paused", n))
                for n, placed in enumerate(self._sounds_of(sentences, ZERO))
            ]
        return Schedule(self._paused, [])

    def _beats(self, index: int, base: float, limit: timedelta | None) -> list[Beats]:
        """Return the metronome of a segment. A rehearsal at another speed has none."""
        cadence = self._session.segments[index].cadence if index >= 0 else None
        if not cadence or self._speed != 1:
            return []
        return [Beats(base, cadence, None if limit is None else base + limit.total_seconds())]

    def _notes(self, utterances: Iterable[Utterance], base: float, visit: int) -> Iterator[Note]:
        for utterance in utterances:
            cue = utterance.cue
            at = ZERO if cue.kind in (CueKind.START, CueKind.DONE) else utterance.start
            for n, placed in enumerate(utterance.sounds):
                note = self._note(placed, base, (visit, str(cue.kind), cue.count, at, n))
                yield note._replace(is_start=cue.kind is CueKind.START)

    def _note(self, placed: ScheduledSound, base: float, key: Hashable) -> Note:
        start = base + placed.at.total_seconds() / self._speed
        return Note(start, placed.length.total_seconds() / self._speed, placed.sound, key)
