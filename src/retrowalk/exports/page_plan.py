"""The data of a web page: the session's segments, their cues and the sounds of these."""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Hashable, Iterator
from dataclasses import replace
from datetime import timedelta
from functools import cache
from hashlib import sha256
from itertools import pairwise
from pathlib import Path
from typing import Any

from ..core.cue_rules import Cue, CueKind
from ..core.describe import segment_pace, segment_steps, session_totals, total_length
from ..core.session import OPEN_AS, ZERO, Direction, Segment, Session
from ..cues.phrases import clips, time_left_sentence
from ..cues.safety_text import SAFETY_LINE
from ..cues.scheduler import count_in, finale, schedule_segment
from ..cues.sounds import AFTER_TONE, BETWEEN_SENTENCES, Kind, Sound, Utterance, VoiceConfig, speech
from ..cues.tones import tone
from ..cues.wording import PAUSED, spoken
from ..sanitize import printable
from ..svg import HEIGHTS
from .formats import Options
from .page_sounds import SoundTable, millis

FOLDER = Path(__file__).parent / "page"
SECOND, MINUTE = timedelta(seconds=1), timedelta(minutes=1)
COUNTED_UP = 10 * MINUTE
"""Up to this time the minutes of an open segment are said. Each number needs an embedded clip."""
REMINDED = 120 * MINUTE
"""Up to this time an open segment has reminders."""


def plan(session: Session, options: Options) -> dict[str, Any]:
    """Return the session as the page's script reads it, with times in milliseconds.

    Segments that differ only in their round share a kind, and equal lists of cues are stored once,
    so that the page stays small.
    """
    sounds = SoundTable()
    plain = [replace(segment, round=None, rounds=None) for segment in session.segments]
    cues = _Cues(session, list(map(_without_unspoken, plain)), sounds, options.units)
    kinds: dict[tuple[Segment, int | None], int] = {}
    numbers = [
        kinds.setdefault((each, segment.rounds), len(kinds))
        for each, segment in zip(plain, session.segments, strict=True)
    ]
    rounds = [segment.round or 0 for segment in session.segments]
    data = {
        "title": printable(session.title),
        "total": total_length(session),
        "totals": session_totals(session),
        "safety": SAFETY_LINE,
        "voice": options.voice,
        "tones": options.tones,
        "volume": options.volume,
        "leadIn": millis(timedelta(seconds=options.lead_in)),
        "kinds": [_kind(*kind, options.units, session.lang) for kind in kinds],
        "segments": {
            "kind": numbers,
            "roundChange": [after - before for before, after in pairwise([0, *rounds])],
            "cues": [cues.of(n, segment.limit) for n, segment in enumerate(session.segments)],
        },
        "before": cues.of(-1, timedelta(seconds=options.lead_in)),
        "cues": cues.values(),
        "present": {str(d): cues.present(d) for d in Direction},
        "left": list(cues.times_left()),
        "countIn": cues.count_in(),
        "paused": cues.phrase(PAUSED, ZERO),
        "done": cues.done(),
        "openAs": millis(OPEN_AS),
        "heights": {way: round(100 * height) for way, height in HEIGHTS.items()},
        "beat": sounds.number(Sound(Kind.BEAT, "beat")),
        "awake": _awake(),
    }
    return data | sounds.data() | {"id": sha256(json.dumps(data).encode()).hexdigest()[:16]}


def _without_unspoken(segment: Segment) -> Segment:
    """Return the segment without what its cues do not depend on; only a stand's label is said."""
    label = segment.label if segment.direction is Direction.STAND else None
    return replace(segment, note=None, label=label)


class _Cues:
    """The cues of a session as sounds. Segments that sound the same are scheduled once."""

    def __init__(
        self, session: Session, plain: list[Segment], sounds: SoundTable, units: str
    ) -> None:
        self._session, self._plain, self._sounds = session, plain, sounds
        self._voice = VoiceConfig(sounds.length, units=units)
        self._walked = session.total - session.time(Direction.STAND)
        self._lists: dict[str, int] = {}
        self._scheduled: dict[Hashable, int] = {}

    def of(self, index: int, limit: timedelta | None) -> int:
        """Return the number of the cue list of a segment, or of the lead-in for -1."""
        key = self._key(index)
        if key not in self._scheduled:
            heard = schedule_segment(self._session, index, limit, self._voice)
            in_time = [u for u in heard if limit is not None or u.start <= REMINDED]
            text = json.dumps([self._cue(utterance) for utterance in in_time])
            self._scheduled[key] = self._lists.setdefault(text, len(self._lists))
        return self._scheduled[key]

    def values(self) -> list[Any]:
        """Return all cue lists in order of their numbers."""
        return [json.loads(text) for text in self._lists]

    def phrase(self, sentence: str, at: timedelta) -> dict[str, Any]:
        """Return a sentence's sounds from `at`, its text, and when the next one may follow."""
        result = speech([sentence], at, self._voice) or []
        end = result[-1].end + BETWEEN_SENTENCES if result else at
        return {"sounds": self._sounds.placed(result), "text": sentence, "next": millis(end)}

    def present(self, direction: Direction) -> dict[str, Any] | None:
        """Return the announcement of a direction within a segment; None if there is none."""
        segments = [replace(segment, say=None) for segment in dict.fromkeys(self._plain)]
        found = [segment.direction for segment in segments]
        if direction not in found:
            return None
        start = Cue(CueKind.START, found.index(direction), direction)
        sound = Sound(Kind.TONE, str(tone(start)))
        first = spoken(replace(self._session, segments=tuple(segments)), start)[0]
        phrase = self.phrase(first, (self._sounds.length(sound) or ZERO) + AFTER_TONE)
        return phrase | {"sounds": [[0, self._sounds.number(sound)], *phrase["sounds"]]}

    def times_left(self) -> Iterator[list[Any]]:
        """Yield the times left that can be said, each with its phrase. The page rounds to them."""
        longest = max((s.limit or ZERO for s in self._session.segments), default=ZERO)
        steps = [SECOND * n for n in (10, 20, 30, 40, 50)]
        steps += [MINUTE * n + SECOND * half for n in range(1, 10) for half in (0, 30)]
        steps += [MINUTE * n for n in range(10, 60)]
        for left in steps:
            if left <= longest:
                yield [millis(left), self.phrase(time_left_sentence(left), ZERO)]

    def count_in(self) -> list[Any]:
        """Return the countdown before a backward segment continues after a pause."""
        if not self._session.time(Direction.BACKWARD) and not self._session.has_open:
            return []
        return [self._cue(utterance) for utterance in count_in(self._session, 0, self._voice)]

    def done(self) -> dict[str, Any]:
        """Return the sounds and text of the end: for a walk as planned, and for any other."""
        walked = ZERO if self._session.has_open else self._walked
        return {
            "planned": self._cue(finale(self._session, walked, self._voice)[0]),
            "other": self._cue(finale(self._session, ZERO, self._voice)[0]),
        }

    def _cue(self, utterance: Utterance) -> list[Any]:
        """Return a cue's start, its sounds, when its words begin, and its words."""
        sounds, cue = utterance.sounds, utterance.cue
        if cue.kind is CueKind.ELAPSED and (cue.count or 0) > COUNTED_UP.total_seconds():
            sounds = sounds[:1]  # only "Still walking.": embedding every number would be too large
        voiced = [placed for placed in sounds if placed.sound.kind is not Kind.TONE]
        return [
            millis(utterance.start),
            self._sounds.placed(sounds),
            millis(voiced[0].at if voiced else utterance.start),
            _words([placed.sound for placed in voiced], self._spoken(utterance)),
        ]

    def _spoken(self, utterance: Utterance) -> list[str]:
        return spoken(self._session, utterance.cue, walked=self._walked, units=self._voice.units)

    def _key(self, index: int) -> Hashable:
        """Return everything that a segment's cues depend on: its neighbours and its first words."""
        if index < 0:
            return None
        start = Cue(CueKind.START, index, self._plain[index].direction)
        words = tuple(spoken(self._session, start))
        return index == 0, words, tuple(self._plain[max(0, index - 1) : index + 2])


def _words(sounds: list[Sound], sentences: list[str]) -> str:
    """Return the sentences that the sounds say: some may be missing if time was short."""
    included, names = [], [sound.name for sound in sounds]
    for sentence in sentences:
        parts = list(clips(sentence)) or [sentence]
        if names[: len(parts)] == parts:
            included.append(printable(sentence))
            names = names[len(parts) :]
    return " ".join(included)


def _kind(segment: Segment, rounds: int | None, units: str, lang: str | None) -> dict[str, Any]:
    return {
        "way": str(segment.direction),
        "ms": None if segment.duration is None else millis(segment.duration),
        "most": None if segment.at_most is None else millis(segment.at_most),
        "label": segment.label and printable(segment.label),
        "note": segment.note and printable(segment.note),
        "steps": segment_steps(segment),
        "pace": ", ".join(segment_pace(segment, units)) or None,
        "cadence": segment.cadence,
        "rounds": rounds,
        "lang": segment.lang or lang,
    }


@cache
def _awake() -> dict[str, str]:
    """Return a tiny video by type, for browsers that keep the screen on only for videos."""
    kinds = ("webm", "mp4")
    return {f"video/{k}": b64encode((FOLDER / f"awake.{k}").read_bytes()).decode() for k in kinds}
