"""The sounds of cues as values: what is heard, when, and for how long."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import NamedTuple

from ..core.cue_rules import Cue
from ..core.session import ZERO
from .phrases import clips, continues

AFTER_TONE = timedelta(seconds=0.08)
BETWEEN_SENTENCES = timedelta(seconds=0.22)
BETWEEN_PARTS = timedelta(seconds=0.06)
"""The silence between clips of one sentence, such as "one minute" and "thirty"."""
MIN_GAP = timedelta(seconds=0.1)
"""The shortest silence between two cues."""


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
        for index, name in enumerate(names):
            inside = ZERO if continues(name) else BETWEEN_PARTS
            yield inside if index else BETWEEN_SENTENCES, Sound(Kind.VOICE, name)
