"""Schedule the sounds of a segment, so that cues never overlap.

The schedule depends only on the plan and the lengths of the sounds. If time is short, the less
important cue is delayed, shortened or left out. In order of importance: the tone of a start, the
announcement of a change of direction, the countdown, the direction in words, the other words of a
start, and the reminders. No cue sounds past the end of its segment.
"""

from __future__ import annotations

from bisect import bisect, insort
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from enum import StrEnum
from typing import NamedTuple

from ..core.cue_rules import (
    LATEST_SOON,
    RESUME_COUNTDOWN,
    SHORTEST_ANNOUNCED,
    Cue,
    CueKind,
    Due,
    cues_within,
    resume_cues,
)
from ..core.session import ZERO, Session
from .phrases import clips, covered
from .tones import tone
from .wording import spoken, variants

AFTER_TONE = timedelta(seconds=0.08)
BETWEEN_SENTENCES = timedelta(seconds=0.22)
BETWEEN_TIMES = timedelta(seconds=0.08)
"""The silence between "one minute" and "thirty seconds"."""
MIN_GAP = timedelta(seconds=0.1)
"""The shortest silence between two cues."""
MAX_DELAY = {
    CueKind.READY: timedelta(seconds=2),
    CueKind.MIDPOINT: timedelta(seconds=5),
    CueKind.TIME_LEFT: timedelta(seconds=2),
    CueKind.ELAPSED: timedelta(seconds=2),
    CueKind.CHECK: timedelta(seconds=5),
}
"""How much a cue may be delayed by another one. Kinds that are not listed are always on time."""


class Kind(StrEnum):
    """The kind of a sound, which decides its volume."""

    TONE = "tone"
    VOICE = "voice"
    SPEECH = "speech"
    BEAT = "beat"


class Sound(NamedTuple):
    """A sound: the name of a tone or of a clip of the built-in voice, or a text to be spoken."""

    kind: Kind
    name: str


class ScheduledSound(NamedTuple):
    """A sound that starts at `at`, counted from the segment's start, and lasts `length`."""

    at: timedelta
    sound: Sound
    length: timedelta

    @property
    def end(self) -> timedelta:
        """When it has ended."""
        return self.at + self.length


@dataclass(frozen=True)
class Utterance:
    """The sounds of a cue, at least one, in order."""

    cue: Cue
    sounds: tuple[ScheduledSound, ...]

    @property
    def start(self) -> timedelta:
        """When it begins, from the segment's start."""
        return self.sounds[0].at

    @property
    def end(self) -> timedelta:
        """When its last sound has ended."""
        return self.sounds[-1].end


@dataclass(frozen=True)
class VoiceConfig:
    """How cues become sounds.

    `lengths` returns the length of a sound, or None if it is not available. `scale` is how many
    seconds of the session pass in one second: a rehearsal has less time for the same words. Speeds
    are said in `units`.
    """

    lengths: Callable[[Sound], timedelta | None]
    voice: bool = True
    scale: float = 1.0
    units: str = "km/h"


class StartAt(NamedTuple):
    """The offset from which a segment is played.

    `announced` tells whether the direction is said there, `left` is the time left, which is said
    instead of the length, and `opening` is a sentence before the direction.
    """

    at: timedelta = ZERO
    announced: bool = True
    left: timedelta | None = None
    opening: str = ""


WHOLE = StartAt()
"""A segment played from its start."""


def schedule_segment(
    session: Session,
    index: int,
    limit: timedelta | None,
    config: VoiceConfig,
    start: StartAt = WHOLE,
    following: int | None = None,
) -> list[Utterance]:
    """Return the utterances of segment `index` (-1: lead-in) until `limit`, in order.

    `following` is the index of the next segment, if it is not `index` + 1.
    """
    session = _with_speakable_text(session, index, config)
    plan = _Plan(session, config, limit)
    due = cues_within(session, index, index + 1 if following is None else following, limit)
    soon = [d for d in due if d.cue.kind is CueKind.SOON]
    countdown = [d for d in due if d.cue.kind is CueKind.COUNTDOWN and d.offset >= start.at]
    if any(d.offset < start.at and _is_late(start.at, limit) for d in soon):
        plan.announce(soon, start.at)
        plan.place_each(countdown)
        return plan.utterances()
    start_cue = Cue(CueKind.START, index, session.segments[max(index, 0)].direction)
    sentences = (
        spoken(session, start_cue, left=start.left, units=config.units) if index >= 0 else []
    )
    opening = [start.opening] if start.opening else []
    sentences = [*opening, *sentences]
    if index >= 0 and start.announced:
        plan.place_start(start_cue, start.at, sentences[: len(opening) + 1])
    ready = [d for d in due if d.cue.kind is CueKind.READY and d.offset >= start.at]
    plan.place_each([*countdown[1:], *ready, *countdown[:1]] if ready else countdown)
    if not plan.announce(soon, start.at):
        plan.cut_to_tone(start_cue)
        plan.announce(soon, start.at)
    plan.extend_start(start_cue, sentences, soon)
    plan.place_each(d for d in due if d.cue.kind in MAX_DELAY and d.offset >= start.at)
    return plan.utterances()


def _with_speakable_text(session: Session, index: int, config: VoiceConfig) -> Session:
    """Return the session with the usual words for a segment whose own text cannot be spoken."""
    segment = session.segments[max(index, 0)]
    if not segment.say or covered(segment.say):
        return session
    if config.lengths(Sound(Kind.SPEECH, segment.say)) is not None:
        return session
    segments = list(session.segments)
    segments[max(index, 0)] = replace(segment, say=None)
    return replace(session, segments=tuple(segments))


def _is_late(at: timedelta, limit: timedelta | None) -> bool:
    """Return whether so little is left that the next segment matters more than this one."""
    return limit is not None and limit - at < SHORTEST_ANNOUNCED


def count_in(session: Session, index: int, config: VoiceConfig) -> list[Utterance]:
    """Return the countdown before a segment continues after a pause. It starts at 0."""
    plan = _Plan(session, config, RESUME_COUNTDOWN)
    plan.place_each(resume_cues(index, RESUME_COUNTDOWN))
    return plan.utterances()


def finale(session: Session, walked: timedelta, config: VoiceConfig) -> list[Utterance]:
    """Return the cue at the session's end. It starts at 0."""
    last = len(session.segments) - 1
    cue = Cue(CueKind.DONE, last, session.segments[last].direction)
    plan = _Plan(session, config, None)
    plan.place(cue, spoken(session, cue, walked=walked), ZERO, ZERO)
    return plan.utterances()


def speech(
    sentences: Sequence[str], at: timedelta, config: VoiceConfig
) -> list[ScheduledSound] | None:
    """Return sentences as consecutive sounds from `at`; None if one of them is not available."""
    sounds: list[ScheduledSound] = []
    moment = at
    for gap, sound in _sounds(sentences):
        length = config.lengths(sound)
        if length is None:
            return None
        moment += gap * config.scale if sounds else ZERO
        sounds.append(ScheduledSound(moment, sound, length * config.scale))
        moment = sounds[-1].end
    return sounds


def _sounds(sentences: Sequence[str]) -> Iterator[tuple[timedelta, Sound]]:
    """Yield each sound with the pause before it."""
    for sentence in sentences:
        names = clips(sentence)
        if not names:
            yield BETWEEN_SENTENCES, Sound(Kind.SPEECH, sentence)
        for place, name in enumerate(names):
            inside = BETWEEN_TIMES if name.isdecimal() and names[0].isdecimal() else ZERO
            yield inside if place else BETWEEN_SENTENCES, Sound(Kind.VOICE, name)


class _Plan:
    """Places cues so that they do not overlap, up to the segment's end."""

    def __init__(self, session: Session, config: VoiceConfig, limit: timedelta | None) -> None:
        self._session = session
        self._config = config
        self._limit = limit
        self._min_gap = MIN_GAP * config.scale
        self._occupied: list[tuple[timedelta, timedelta]] = []  # periods (start, end), in order
        self._placed: dict[Cue, tuple[ScheduledSound, ...]] = {}

    def utterances(self) -> list[Utterance]:
        """Return what was placed, in order of time."""
        utterances = [Utterance(cue, sounds) for cue, sounds in self._placed.items()]
        return sorted(utterances, key=lambda utterance: utterance.start)

    def place_each(self, due: Iterable[Due]) -> None:
        """Place cues at their time, or later if `MAX_DELAY` allows that."""
        for offset, cue in due:
            sentences = spoken(self._session, cue, units=self._config.units)
            self.place(cue, sentences, offset, offset + MAX_DELAY.get(cue.kind, ZERO))

    def announce(self, soon: Sequence[Due], at: timedelta) -> bool:
        """Place the announcement of a change, if any. Return False if there is no time for it."""
        for offset, cue in soon:
            assert self._limit is not None
            first = max(offset, at)
            latest = max(first, self._limit - LATEST_SOON)
            return self.place(cue, spoken(self._session, cue), first, latest)
        return True

    def place(self, cue: Cue, sentences: list[str], first: timedelta, latest: timedelta) -> bool:
        """Place the cue's tone and as many of its sentences as there is time for.

        It starts between `first` and `latest`, as early as possible. It is rather delayed than
        shortened. Return False if there is no time for it.
        """
        starts = [first, *self._free_from(first, latest)]
        for words in [*(variants(sentences) if self._config.voice else []), []]:
            if any(self._place_at(cue, at, words) for at in starts):
                return True
        return False

    def _free_from(self, first: timedelta, latest: timedelta) -> Iterator[timedelta]:
        """Yield the moments from `first` to `latest` at which another cue has just ended."""
        for _, end in self._occupied[max(bisect(self._occupied, (first,)) - 1, 0) :]:
            if end + self._min_gap > latest:
                return
            if end + self._min_gap > first:
                yield end + self._min_gap

    def place_start(self, cue: Cue, at: timedelta, sentences: list[str]) -> None:
        """Place a start. Its tone is always placed, cut short if necessary."""
        if self.place(cue, sentences, at, at) or self._limit is None:
            return
        for tone_ in self._sounds_of(cue, at, [])[:1]:
            if (room := self._limit - at) > ZERO:
                self._add(cue, [tone_._replace(length=min(tone_.length, room))])

    def cut_to_tone(self, cue: Cue) -> None:
        """Remove the words of a start, so that only its tone remains."""
        if sounds := self._placed.get(cue):
            self._remove(cue)
            self._add(cue, list(sounds[:1]))

    def extend_start(self, cue: Cue, sentences: list[str], soon: Sequence[Due]) -> None:
        """Extend a start that was placed with its first sentence, as far as there is time.

        The announcement may be delayed by this, but not shortened.
        """
        sounds = self._placed.get(cue, ())
        if len(sounds) < 2:  # there was no time for even the first
            return
        placed, occupied = dict(self._placed), list(self._occupied)
        announced = [(due, placed[due.cue]) for due in soon if due.cue in placed]
        for count in range(len(sentences), 1, -1):
            self._remove(cue, *(due.cue for due, _ in announced))
            if self._place_at(cue, sounds[0].at, sentences[:count]) and all(
                self.announce([due], sounds[0].at) and len(self._placed[due.cue]) >= len(before)
                for due, before in announced
            ):
                return
            self._placed, self._occupied = dict(placed), list(occupied)

    def _place_at(self, cue: Cue, at: timedelta, words: list[str]) -> bool:
        sounds = self._sounds_of(cue, at, words)
        if not sounds or not self._fits(at, sounds[-1].end):
            return False
        self._add(cue, sounds)
        return True

    def _sounds_of(self, cue: Cue, at: timedelta, words: list[str]) -> list[ScheduledSound]:
        """Return the sounds of the cue's tone and words; [] if one of them is not available."""
        sounds: list[ScheduledSound] = []
        moment = at
        if name := tone(cue):
            sound = Sound(Kind.TONE, str(name))
            length = self._config.lengths(sound)
            if length is None:
                return []
            sounds.append(ScheduledSound(at, sound, length * self._config.scale))
            moment = sounds[0].end + AFTER_TONE * self._config.scale
        spoken_words = speech(words, moment, self._config)
        return [] if spoken_words is None else sounds + spoken_words

    def _fits(self, start: timedelta, end: timedelta) -> bool:
        """Return whether a period ends by the limit and keeps its distance from other cues."""
        if self._limit is not None and end > self._limit:
            return False
        place = bisect(self._occupied, (start, end))
        before, after = self._occupied[max(place - 1, 0) : place], self._occupied[place : place + 1]
        return all(other[1] + self._min_gap <= start for other in before) and all(
            end + self._min_gap <= other[0] for other in after
        )

    def _add(self, cue: Cue, sounds: list[ScheduledSound]) -> None:
        self._placed[cue] = tuple(sounds)
        insort(self._occupied, (sounds[0].at, sounds[-1].end))

    def _remove(self, *cues: Cue) -> None:
        for cue in cues:
            sounds = self._placed.pop(cue)
            self._occupied.remove((sounds[0].at, sounds[-1].end))
