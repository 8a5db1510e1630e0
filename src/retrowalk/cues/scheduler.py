"""What is heard in a segment, and exactly when: cues as sounds that never overlap.

All of it follows from the plan and the lengths of the sounds. When time is short the less
important give way: the time left before halfway, halfway before what else a start has to say,
then soon, the countdown, and last the direction. No cue sounds past the end of its segment.
"""

from __future__ import annotations

from bisect import bisect, insort
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import NamedTuple

from ..core.session import ZERO, Session
from ..core.timeline import Cue, CueKind, cues_within
from .phrases import clips
from .tones import Tone, tone
from .wording import spoken

AFTER_TONE = timedelta(seconds=0.08)
BETWEEN_SENTENCES = timedelta(seconds=0.22)
BETWEEN_TIMES = timedelta(seconds=0.08)
"""Between "one minute" and "thirty seconds"."""
APART = timedelta(seconds=0.1)
"""The least silence between two cues."""


class Kind(StrEnum):
    """What a sound is, and so whose volume it has."""

    TONE = "tone"
    VOICE = "voice"
    SPEECH = "speech"
    BEAT = "beat"


class Sound(NamedTuple):
    """A sound by its name: of a tone, of a clip of the built-in voice, or a text to be spoken."""

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

    `lengths` tells how long a sound is, None when it cannot be made. `scale` is how many seconds
    of the session go by in one second: in a rehearsal there is less room for the same words.
    """

    lengths: Callable[[Sound], timedelta | None]
    voice: bool = True
    scale: float = 1.0


class StartAt(NamedTuple):
    """From where on a segment is heard, whether its start is to be told, and what is left then."""

    at: timedelta = ZERO
    announced: bool = True
    left: timedelta | None = None


WHOLE = StartAt()
"""A segment heard from its start."""


def schedule_segment(
    session: Session,
    index: int,
    limit: timedelta | None,
    style: VoiceConfig,
    begin: StartAt = WHOLE,
    following: int | None = None,
) -> list[Utterance]:
    """All that is heard within segment `index` (-1: lead-in) when it ends at `limit`, in order."""
    plan = _Plan(style, limit)
    due = cues_within(session, index, index + 1 if following is None else following, limit)

    def place(kind: CueKind) -> None:
        for offset, cue in due:
            if cue.kind is kind and offset >= begin.at:
                plan.place(cue, offset, spoken(session, cue))

    start = Cue(CueKind.START, index, session.segments[max(index, 0)].direction)
    told = spoken(session, start, left=begin.left) if index >= 0 and begin.announced else []
    if told:
        plan.announce(start, begin.at, told[:1])
    place(CueKind.COUNTDOWN)
    place(CueKind.SOON)
    if told:
        plan.say_more(start, begin.at, told)
    place(CueKind.MIDPOINT)
    place(CueKind.TIME_LEFT)
    return plan.utterances()


def finale(session: Session, walked: timedelta, style: VoiceConfig) -> list[Utterance]:
    """The cue at the session's end, from that moment on, where nothing is in its way."""
    last = len(session.segments) - 1
    cue = Cue(CueKind.DONE, last, session.segments[last].direction)
    plan = _Plan(style, None)
    plan.place(cue, ZERO, spoken(session, cue, walked=walked))
    return plan.utterances()


def speech(
    sentences: Sequence[str], at: timedelta, style: VoiceConfig
) -> list[ScheduledSound] | None:
    """Sentences as sounds one after another from `at` on; None when some cannot be made."""
    laid: list[ScheduledSound] = []
    moment = at
    for gap, sound in _sounds(sentences):
        length = style.lengths(sound)
        if length is None:
            return None
        moment += gap * style.scale if laid else ZERO
        laid.append(ScheduledSound(moment, sound, length * style.scale))
        moment = laid[-1].end
    return laid


def _sounds(sentences: Sequence[str]) -> Iterator[tuple[timedelta, Sound]]:
    """Each sound with the pause before it."""
    for sentence in sentences:
        names = clips(sentence)
        if not names:
            yield BETWEEN_SENTENCES, Sound(Kind.SPEECH, sentence)
        for place, name in enumerate(names):
            inside = BETWEEN_TIMES if name.isdecimal() else ZERO
            yield inside if place else BETWEEN_SENTENCES, Sound(Kind.VOICE, name)


class _Plan:
    """Cues laid side by side up to the segment's end."""

    def __init__(self, style: VoiceConfig, limit: timedelta | None) -> None:
        self._style = style
        self._limit = limit
        self._taken: list[tuple[timedelta, timedelta]] = []  # spans of time, in order
        self._laid: dict[Cue, tuple[ScheduledSound, ...]] = {}

    def utterances(self) -> list[Utterance]:
        """What was laid, in order of time."""
        made = [Utterance(cue, sounds) for cue, sounds in self._laid.items()]
        return sorted(made, key=lambda utterance: utterance.start)

    def place(self, cue: Cue, at: timedelta, told: list[str], least: int = 0) -> bool:
        """Lay the cue's tone with as many of its sentences, at least `least`, as there is room."""
        said = told if self._style.voice else []
        for count in range(len(said), least - 1, -1):
            sounds = self._sounds(tone(cue), at, said[:count])
            if sounds and self._fits(at, sounds[-1].end):
                self._lay(cue, sounds)
                return True
        return False

    def announce(self, cue: Cue, at: timedelta, told: list[str]) -> None:
        """Lay a start: its tone is heard even where it has to be cut short."""
        if self.place(cue, at, told) or self._limit is None:
            return
        for placed in self._sounds(tone(cue), at, [])[:1]:
            if (room := self._limit - at) > ZERO:
                self._lay(cue, [placed._replace(length=min(placed.length, room))])

    def say_more(self, cue: Cue, at: timedelta, told: list[str]) -> None:
        """Put more of its sentences behind a start that was laid with its first."""
        laid = self._laid.get(cue, ())
        if len(laid) < 2:  # not even the first could be said
            return
        self._taken.remove((laid[0].at, laid[-1].end))
        if not self.place(cue, at, told, least=2):
            insort(self._taken, (laid[0].at, laid[-1].end))

    def _sounds(self, tone: Tone | None, at: timedelta, said: list[str]) -> list[ScheduledSound]:
        """The tone and the sentences; nothing where some of it cannot be made."""
        laid: list[ScheduledSound] = []
        moment = at
        if tone is not None:
            sound = Sound(Kind.TONE, str(tone))
            length = self._style.lengths(sound)
            if length is None:
                return []
            laid.append(ScheduledSound(at, sound, length * self._style.scale))
            moment = laid[0].end + AFTER_TONE * self._style.scale
        words = speech(said, moment, self._style)
        return [] if words is None else laid + words

    def _fits(self, start: timedelta, end: timedelta) -> bool:
        """Whether a span lies before the limit and apart from all that was laid."""
        if self._limit is not None and end > self._limit:
            return False
        apart = APART * self._style.scale
        place = bisect(self._taken, (start, end))
        before, after = self._taken[max(place - 1, 0) : place], self._taken[place : place + 1]
        return all(taken[1] + apart <= start for taken in before) and all(
            end + apart <= taken[0] for taken in after
        )

    def _lay(self, cue: Cue, sounds: list[ScheduledSound]) -> None:
        self._laid[cue] = tuple(sounds)
        insort(self._taken, (sounds[0].at, sounds[-1].end))
