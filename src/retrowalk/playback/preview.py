"""Play the cues of a session one after another, without a walk."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta

from .. import clock
from ..audio.mixdown import Beats, Note
from ..core.cue_rules import Cue, CueKind
from ..core.session import ZERO, Direction, Session
from ..cues.scheduler import finale, schedule_segment
from ..cues.sounds import AFTER_TONE, Kind, ScheduledSound, Sound, Utterance, VoiceConfig, speech
from ..cues.tones import START_TONES, Tone, tone
from ..cues.wording import LESSONS, words
from .backend import AudioBackend

PAUSE = 0.35
"""Seconds between two cues."""
MAX_LENGTH = 60.0
"""Seconds that all cues together may take."""
BEAT_LENGTH = 2.5
"""Seconds of the metronome after a cue."""
OPEN_TIME = 0.6
"""Seconds before the first cue, in which the backend opens."""
REMINDERS = (CueKind.ELAPSED, CueKind.CHECK, CueKind.TIME_LEFT, CueKind.MIDPOINT)
DROP_ORDER = (*REMINDERS, CueKind.SOON, CueKind.START)
"""The cues to leave out, first to last, if they take too long."""


@dataclass(frozen=True)
class PreviewItem:
    """A cue or a countdown: words, sounds from 0 on, and the cadence of a metronome after it."""

    kind: CueKind
    text: str
    tone: Tone | None
    sounds: tuple[ScheduledSound, ...]
    cadence: int | None = None

    @property
    def seconds(self) -> float:
        """How long the item takes."""
        return self.sounds[-1].end.total_seconds() + (BEAT_LENGTH if self.cadence else 0.0)


def preview_items(
    session: Session, config: VoiceConfig, max_length: float = MAX_LENGTH
) -> list[PreviewItem]:
    """Return the distinct cues of a session, in order: those that differ in more than the time.

    If they take longer than `max_length` seconds, leave out less important ones from the end.
    """
    groups: dict[tuple[object, ...], list[Utterance]] = {}
    for utterances in _segments(session, config):
        for utterance in utterances:
            group = groups.setdefault(_group_key(session, utterance.cue), [])
            if not group or _continues_countdown(group[-1], utterance):
                group.append(utterance)
    items = [_item(session, utterances, config.units) for utterances in groups.values()]
    return [*_lessons(session, config), *_shortened(items, max_length)]


def _lessons(session: Session, config: VoiceConfig) -> Iterator[PreviewItem]:
    """Yield the tone of each direction of the session, with what it means."""
    for direction in Direction:
        sound = Sound(Kind.TONE, START_TONES[direction])
        length = config.lengths(sound)
        if length is None or all(s.direction is not direction for s in session.segments):
            continue
        first = ScheduledSound(ZERO, sound, length)
        words = speech([LESSONS[direction]], length + AFTER_TONE, config) if config.voice else []
        sounds = (first, *(words or []))
        yield PreviewItem(CueKind.READY, LESSONS[direction], START_TONES[direction], sounds)


def _group_key(session: Session, cue: Cue) -> tuple[object, ...]:
    """Return a key that is equal for cues of which only one has to be heard."""
    if cue.kind in (CueKind.COUNTDOWN, *REMINDERS):
        return (cue.kind,)
    segment = session.segments[max(cue.segment, 0)]
    return cue.kind, cue.direction, segment.say, segment.cadence


def _continues_countdown(before: Utterance, utterance: Utterance) -> bool:
    """Return whether `utterance` is the next second of the countdown that `before` is in."""
    counts = before.cue.count, utterance.cue.count
    same = before.cue.segment == utterance.cue.segment
    return utterance.cue.kind is CueKind.COUNTDOWN and same and counts in ((3, 2), (2, 1))


def _shortened(items: list[PreviewItem], max_length: float) -> list[PreviewItem]:
    """Return the items without those that do not fit into `max_length` seconds."""
    chosen = list(items)
    for kind in DROP_ORDER:
        for item in reversed(items):
            if sum(each.seconds + PAUSE for each in chosen) <= max_length:
                return chosen
            same_kind = [each for each in chosen if each.kind is kind]
            if item.kind is kind and (kind is not CueKind.START or len(same_kind) > 1):
                chosen.remove(item)
    return chosen


def _segments(session: Session, config: VoiceConfig) -> Iterator[list[Utterance]]:
    for index, segment in enumerate(session.segments):
        yield schedule_segment(session, index, segment.limit, config)
    yield finale(session, _walked(session), config)


def _walked(session: Session) -> timedelta:
    """Return the time that is said at the end; 0, which is not said, if it is not known before."""
    if session.has_open:
        return ZERO
    return session.time(Direction.FORWARD) + session.time(Direction.BACKWARD)


def _item(session: Session, utterances: Sequence[Utterance], units: str) -> PreviewItem:
    start = utterances[0].start
    sounds = tuple(placed._replace(at=placed.at - start) for u in utterances for placed in u.sounds)
    cue = utterances[0].cue
    is_start = cue.kind is CueKind.START
    return PreviewItem(
        cue.kind,
        " ".join(words(session, u.cue, walked=_walked(session), units=units) for u in utterances),
        tone(cue),
        sounds,
        session.segments[cue.segment].cadence if is_start else None,
    )


def play_preview(
    items: Sequence[PreviewItem],
    backends: Sequence[Callable[[], AudioBackend]],
    on_item: Callable[[str], None],
    sleep: Callable[[float], None] = time.sleep,
) -> str:
    """Play the items and call `on_item` with the text of each. Return the last backend's name.

    If a backend fails, the next one plays the current item again.
    """
    remaining, fallbacks = list(items), list(backends)
    backend = fallbacks.pop(0)()
    while True:
        remaining = _play(backend, remaining, on_item, sleep, has_fallback=bool(fallbacks))
        if not remaining:
            return backend.name
        on_item(f"(no sound through the {backend.name}: {backend.error()})")
        backend.close(0)
        backend = fallbacks.pop(0)()


def _play(
    backend: AudioBackend,
    items: Sequence[PreviewItem],
    on_item: Callable[[str], None],
    sleep: Callable[[float], None],
    *,
    has_fallback: bool,
) -> list[PreviewItem]:
    """Play items through one backend. Return those that remain if it fails."""
    if backend.name == "off":  # nothing to wait for
        for item in items:
            on_item(item.text)
        return []
    starts, notes, beats = _schedule(items, clock.now() + OPEN_TIME)
    backend.schedule(notes, beats)
    for index, (item, start) in enumerate(zip(items, starts, strict=True)):
        while clock.now() < start:
            sleep(min(0.05, max(0.0, start - clock.now())))
            if has_fallback and backend.error():
                return list(items[max(0, index - 1) :])
        on_item(item.text)
        if item.tone:
            backend.play_now(item.tone)
    backend.close(items[-1].seconds + 1.0)
    return list(items[-1:]) if has_fallback and backend.error() else []


def _schedule(
    items: Sequence[PreviewItem], moment: float
) -> tuple[list[float], list[Note], list[Beats]]:
    """Return when each item starts, and all sounds and beats, from `moment` on."""
    starts, notes, beats = [], [], []
    for index, item in enumerate(items):
        starts.append(moment)
        for n, placed in enumerate(item.sounds):
            start = moment + placed.at.total_seconds()
            notes.append(Note(start, placed.length.total_seconds(), placed.sound, (index, n)))
        if item.cadence:
            end = moment + item.seconds
            beats.append(Beats(end - BEAT_LENGTH, item.cadence, end))
        moment += item.seconds + PAUSE
    return starts, notes, beats
