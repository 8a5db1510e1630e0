"""Place the cues of a segment so that none overlap."""

from __future__ import annotations

from bisect import bisect, insort
from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta

from ..core.cue_rules import LATEST_SOON, Cue, CueKind, Due
from ..core.session import ZERO, Session
from .sounds import AFTER_TONE, MIN_GAP, Kind, ScheduledSound, Sound, Utterance, VoiceConfig, speech
from .tones import tone
from .wording import spoken, variants

MAX_DELAY = {
    CueKind.READY: timedelta(seconds=2),
    CueKind.MIDPOINT: timedelta(seconds=5),
    CueKind.TIME_LEFT: timedelta(seconds=2),
    CueKind.ELAPSED: timedelta(seconds=2),
    CueKind.CHECK: timedelta(seconds=5),
}
"""How much a cue may be delayed by another one. Kinds that are not listed are always on time."""


class Placement:
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

        It starts between `first` and `latest`, as early as possible. It is delayed rather
        than shortened. Return False if there is no time for it.
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
