"""Cues one after another, without a walk: to hear beforehand what a session sounds like."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta

from .. import clock as clocks
from ..audio.mixdown import Beats, Note
from ..core.session import Session
from ..core.timeline import Cue, CueKind
from ..cues.scheduler import ScheduledSound, Utterance, VoiceConfig, finale, schedule_segment
from ..cues.tones import Tone, tone
from ..cues.wording import words
from .backend import AudioBackend

PAUSE = 0.35
"""Seconds between two cues."""
LONGEST = 33.0
"""Seconds that all cues together take at most."""
BEATS = 2.5
"""Seconds of a metronome."""
OPENING = 0.6
"""Seconds until the first cue, in which an output opens."""
GIVE_WAY = (CueKind.TIME_LEFT, CueKind.MIDPOINT, CueKind.SOON, CueKind.START)
"""What is left out first when there is too much to hear."""


@dataclass(frozen=True)
class PreviewItem:
    """One cue, or the countdown: its words, its sounds from 0 on, and a metronome after them."""

    kind: CueKind
    text: str
    tone: Tone | None
    sounds: tuple[ScheduledSound, ...]
    cadence: int | None = None

    @property
    def seconds(self) -> float:
        """How long it is heard."""
        return self.sounds[-1].end.total_seconds() + (BEATS if self.cadence else 0.0)


def items(session: Session, style: VoiceConfig, longest: float = LONGEST) -> list[PreviewItem]:
    """The distinct cues of a session, in order: those that differ in more than a time.

    What is more than `longest` seconds leaves out the less important, from the end.
    """
    found: dict[tuple[object, ...], list[Utterance]] = {}
    for utterances in _segments(session, style):
        for utterance in utterances:
            alike = found.setdefault(_kind(session, utterance.cue), [])
            if not alike or _counts_on(alike[-1], utterance):
                alike.append(utterance)
    return _fitting([_item(session, utterances) for utterances in found.values()], longest)


def _kind(session: Session, cue: Cue) -> tuple[object, ...]:
    """What two cues have in common of which only one needs to be heard."""
    if cue.kind in (CueKind.COUNTDOWN, CueKind.TIME_LEFT):
        return (cue.kind,)
    segment = session.segments[max(cue.segment, 0)]
    return cue.kind, cue.direction, segment.say, segment.cadence


def _counts_on(before: Utterance, utterance: Utterance) -> bool:
    """Whether one second of a countdown follows another."""
    counts = before.cue.count, utterance.cue.count
    same = before.cue.segment == utterance.cue.segment
    return utterance.cue.kind is CueKind.COUNTDOWN and same and counts in ((3, 2), (2, 1))


def _fitting(found: list[PreviewItem], longest: float) -> list[PreviewItem]:
    kept = list(found)
    for kind in GIVE_WAY:
        for item in reversed(found):
            if sum(each.seconds + PAUSE for each in kept) <= longest:
                return kept
            alike = [each for each in kept if each.kind is kind]
            if item.kind is kind and (kind is not CueKind.START or len(alike) > 1):
                kept.remove(item)
    return kept


def _segments(session: Session, style: VoiceConfig) -> Iterator[list[Utterance]]:
    for index, segment in enumerate(session.segments):
        yield schedule_segment(session, index, segment.limit, style)
    walked = session.total or timedelta(minutes=1)
    yield finale(session, walked, style)


def _item(session: Session, utterances: Sequence[Utterance]) -> PreviewItem:
    begin = utterances[0].start
    sounds = tuple(placed._replace(at=placed.at - begin) for u in utterances for placed in u.sounds)
    cue = utterances[0].cue
    is_start = cue.kind is CueKind.START
    return PreviewItem(
        cue.kind,
        " ".join(words(session, u.cue, walked=session.total) for u in utterances),
        tone(cue),
        sounds,
        session.segments[cue.segment].cadence if is_start else None,
    )


def play_preview(
    listed: Sequence[PreviewItem],
    backends: Sequence[Callable[[], AudioBackend]],
    tell: Callable[[str], None],
    sleep: Callable[[float], None] = time.sleep,
) -> str:
    """Let the items be heard, telling each as it begins; returns the last output's name.

    An output that fails is replaced by the next; the item at which it did is heard again.
    """
    left, ladder = list(listed), list(backends)
    output = ladder.pop(0)()
    while True:
        left = _through(output, left, tell, sleep, can_fail=bool(ladder))
        if not left:
            return output.name
        tell(f"(no sound through the {output.name}: {output.error()})")
        output.close(0)
        output = ladder.pop(0)()


def _through(
    output: AudioBackend,
    listed: Sequence[PreviewItem],
    tell: Callable[[str], None],
    sleep: Callable[[float], None],
    *,
    can_fail: bool,
) -> list[PreviewItem]:
    """Play items through one output; returns those left when it has failed."""
    if output.name == "off":  # nothing to wait for
        for item in listed:
            tell(item.text)
        return []
    begins, notes, beats = _laid_out(listed, clocks.now() + OPENING)
    output.schedule(notes, beats)
    for place, (item, begin) in enumerate(zip(listed, begins, strict=True)):
        while clocks.now() < begin:
            sleep(min(0.05, max(0.0, begin - clocks.now())))
            if can_fail and output.error():
                return list(listed[max(0, place - 1) :])
        tell(item.text)
        if item.tone:
            output.play_now(item.tone)
    output.close(listed[-1].seconds + 1.0)
    return list(listed[-1:]) if can_fail and output.error() else []


def _laid_out(
    listed: Sequence[PreviewItem], moment: float
) -> tuple[list[float], list[Note], list[Beats]]:
    """When each item begins, and all its sounds and beats."""
    begins, notes, beats = [], [], []
    for place, item in enumerate(listed):
        begins.append(moment)
        for n, placed in enumerate(item.sounds):
            start = moment + placed.at.total_seconds()
            notes.append(Note(start, placed.length.total_seconds(), placed.sound, (place, n)))
        if item.cadence:
            end = moment + item.seconds
            beats.append(Beats(end - BEATS, item.cadence, end))
        moment += item.seconds + PAUSE
    return begins, notes, beats
