"""What is heard in a segment, and exactly when: cues as sounds that never overlap.

All of it follows from the plan and the lengths of the sounds. Where time is short, the more
important cue has its place, and the other one is later, shorter or left out. In order: the tone of
a start, the announcement of a change of direction, the countdown, the direction in words, the rest
of what a start says, and the reminders. No cue sounds past the end of its segment.
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
"""Between "one minute" and "thirty seconds"."""
APART = timedelta(seconds=0.1)
"""The least silence between two cues."""
LATER = {
    CueKind.READY: timedelta(seconds=2),
    CueKind.MIDPOINT: timedelta(seconds=5),
    CueKind.TIME_LEFT: timedelta(seconds=2),
    CueKind.ELAPSED: timedelta(seconds=2),
    CueKind.CHECK: timedelta(seconds=5),
}
"""How much a cue may be delayed by another one; kinds not listed here are always on time."""


class Kind(StrEnum):
    """What a sound is, which decides its volume."""

    TONE = "tone"
    VOICE = "voice"
    SPEECH = "speech"
    BEAT = "beat"


class Sound(NamedTuple):
    """A sound by name: of a tone, of a clip of the built-in voice, or a text to be spoken."""

    kind: Kind
    name: str


class ScheduledSound(NamedTuple):
    """A sound from `at` on, counted from the segment's start, for `length`."""

    at: timedelta
    sound: Sound
    length: timedelta

    @property
    def end(self) -> timedelta:
        """When it has ended."""
        return self.at + self.length


@dataclass(frozen=True)
class Utterance:
    """A cue as it is heard: at least one sound, in order."""

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
    """How cues are made into sounds.

    `lengths` returns the length of a sound, None if it cannot be made. `scale` is how many seconds
    of the session pass in one second: in a rehearsal there is less room for the same words.
    Speeds are said in `units`.
    """

    lengths: Callable[[Sound], timedelta | None]
    voice: bool = True
    scale: float = 1.0
    units: str = "km/h"


class StartAt(NamedTuple):
    """From where on a segment is heard, whether its start is announced, and what is left then.

    `opening` is a sentence before the direction.
    """

    at: timedelta = ZERO
    announced: bool = True
    left: timedelta | None = None
    opening: str = ""


WHOLE = StartAt()
"""A segment heard from its start."""


def schedule_segment(
    session: Session,
    index: int,
    limit: timedelta | None,
    config: VoiceConfig,
    start: StartAt = WHOLE,
    following: int | None = None,
) -> list[Utterance]:
    """Return everything heard within segment `index` (-1: lead-in) until `limit`, in order.

    `following` is the next segment, where that is not the next one of the session.
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
    begin = Cue(CueKind.START, index, session.segments[max(index, 0)].direction)
    said = spoken(session, begin, left=start.left, units=config.units) if index >= 0 else []
    opening = [start.opening] if start.opening else []
    said = [*opening, *said]
    if index >= 0 and start.announced:
        plan.place_start(begin, start.at, said[: len(opening) + 1])
    ready = [d for d in due if d.cue.kind is CueKind.READY and d.offset >= start.at]
    plan.place_each([*countdown[1:], *ready, *countdown[:1]] if ready else countdown)
    if not plan.announce(soon, start.at):
        plan.cut_to_tone(begin)
        plan.announce(soon, start.at)
    plan.extend_start(begin, said, soon)
    plan.place_each(d for d in due if d.cue.kind in LATER and d.offset >= start.at)
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
    """Return the countdown before a segment continues after a pause, from its first moment on."""
    plan = _Plan(session, config, RESUME_COUNTDOWN)
    plan.place_each(resume_cues(index, RESUME_COUNTDOWN))
    return plan.utterances()


def finale(session: Session, walked: timedelta, config: VoiceConfig) -> list[Utterance]:
    """Return the cue at the session's end, from that moment on."""
    last = len(session.segments) - 1
    cue = Cue(CueKind.DONE, last, session.segments[last].direction)
    plan = _Plan(session, config, None)
    plan.place(cue, spoken(session, cue, walked=walked), ZERO, ZERO)
    return plan.utterances()


def speech(
    sentences: Sequence[str], at: timedelta, config: VoiceConfig
) -> list[ScheduledSound] | None:
    """Return sentences as sounds one after another from `at` on; None if one cannot be made."""
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
    """Cues placed side by side up to the segment's end."""

    def __init__(self, session: Session, config: VoiceConfig, limit: timedelta | None) -> None:
        self._session = session
        self._config = config
        self._limit = limit
        self._apart = APART * config.scale
        self._taken: list[tuple[timedelta, timedelta]] = []  # spans of time, in order
        self._placed: dict[Cue, tuple[ScheduledSound, ...]] = {}

    def utterances(self) -> list[Utterance]:
        """Return what was placed, in order of time."""
        made = [Utterance(cue, sounds) for cue, sounds in self._placed.items()]
        return sorted(made, key=lambda utterance: utterance.start)

    def place_each(self, due: Iterable[Due]) -> None:
        """Place cues at their time, or as much later as their kind may be."""
        for offset, cue in due:
            said = spoken(self._session, cue, units=self._config.units)
            self.place(cue, said, offset, offset + LATER.get(cue.kind, ZERO))

    def announce(self, soon: Sequence[Due], at: timedelta) -> bool:
        """Place the announcement of a change, if there is one; False if there is no room for it."""
        for offset, cue in soon:
            assert self._limit is not None
            first = max(offset, at)
            latest = max(first, self._limit - LATEST_SOON)
            return self.place(cue, spoken(self._session, cue), first, latest)
        return True

    def place(self, cue: Cue, said: list[str], first: timedelta, latest: timedelta) -> bool:
        """Place the cue's tone with as many of its sentences as there is room for.

        It begins between `first` and `latest`: as early as possible, but later rather than shorter.
        """
        begins = [first, *self._free_from(first, latest)]
        for words in [*(variants(said) if self._config.voice else []), []]:
            if any(self._place_at(cue, at, words) for at in begins):
                return True
        return False

    def _free_from(self, first: timedelta, latest: timedelta) -> Iterator[timedelta]:
        """Yield the moments in a span at which something placed has just ended."""
        for _, end in self._taken[max(bisect(self._taken, (first,)) - 1, 0) :]:
            if end + self._apart > latest:
                return
            if end + self._apart > first:
                yield end + self._apart

    def place_start(self, cue: Cue, at: timedelta, said: list[str]) -> None:
        """Place a start: its tone is heard even where it has to be cut short."""
        if self.place(cue, said, at, at) or self._limit is None:
            return
        for tone_ in self._made(cue, at, [])[:1]:
            if (room := self._limit - at) > ZERO:
                self._add(cue, [tone_._replace(length=min(tone_.length, room))])

    def cut_to_tone(self, cue: Cue) -> None:
        """Remove the words of a start again."""
        if sounds := self._placed.get(cue):
            self._remove(cue)
            self._add(cue, list(sounds[:1]))

    def extend_start(self, cue: Cue, said: list[str], soon: Sequence[Due]) -> None:
        """Add as many sentences as there is room for to a start that was placed with its first.

        The announcement may then be later, but not shorter.
        """
        sounds = self._placed.get(cue, ())
        if len(sounds) < 2:  # not even the first could be said
            return
        placed, taken = dict(self._placed), list(self._taken)
        announced = [(due, placed[due.cue]) for due in soon if due.cue in placed]
        for count in range(len(said), 1, -1):
            self._remove(cue, *(due.cue for due, _ in announced))
            if self._place_at(cue, sounds[0].at, said[:count]) and all(
                self.announce([due], sounds[0].at) and len(self._placed[due.cue]) >= len(before)
                for due, before in announced
            ):
                return
            self._placed, self._taken = dict(placed), list(taken)

    def _place_at(self, cue: Cue, at: timedelta, words: list[str]) -> bool:
        sounds = self._made(cue, at, words)
        if not sounds or not self._fits(at, sounds[-1].end):
            return False
        self._add(cue, sounds)
        return True

    def _made(self, cue: Cue, at: timedelta, words: list[str]) -> list[ScheduledSound]:
        """Return the cue's tone and the words; nothing if some of it cannot be made."""
        sounds: list[ScheduledSound] = []
        moment = at
        if name := tone(cue):
            sound = Sound(Kind.TONE, str(name))
            length = self._config.lengths(sound)
            if length is None:
                return []
            sounds.append(ScheduledSound(at, sound, length * self._config.scale))
            moment = sounds[0].end + AFTER_TONE * self._config.scale
        said = speech(words, moment, self._config)
        return [] if said is None else sounds + said

    def _fits(self, start: timedelta, end: timedelta) -> bool:
        """Return whether a span ends before the limit, apart from everything placed."""
        if self._limit is not None and end > self._limit:
            return False
        place = bisect(self._taken, (start, end))
        before, after = self._taken[max(place - 1, 0) : place], self._taken[place : place + 1]
        return all(taken[1] + self._apart <= start for taken in before) and all(
            end + self._apart <= taken[0] for taken in after
        )

    def _add(self, cue: Cue, sounds: list[ScheduledSound]) -> None:
        self._placed[cue] = tuple(sounds)
        insort(self._taken, (sounds[0].at, sounds[-1].end))

    def _remove(self, *cues: Cue) -> None:
        for cue in cues:
            sounds = self._placed.pop(cue)
            self._taken.remove((sounds[0].at, sounds[-1].end))
