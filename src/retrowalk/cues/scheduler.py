"""Schedule the sounds of a segment, so that cues never overlap.

The schedule depends only on the plan and the lengths of the sounds. If time is short, the less
important cue is delayed, shortened or left out. In order of importance: the tone of a start, the
announcement of a change of direction, the countdown, the direction in words, the other words of a
start, and the reminders. No cue sounds past the end of its segment.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import NamedTuple

from ..core.cue_rules import (
    RESUME_COUNTDOWN,
    SHORTEST_ANNOUNCED,
    Cue,
    CueKind,
    cues_within,
    resume_cues,
)
from ..core.session import ZERO, Session
from .phrases import covered
from .placement import MAX_DELAY, Placement
from .sounds import Kind, Sound, Utterance, VoiceConfig
from .wording import spoken


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
    plan = Placement(session, config, limit)
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
    plan = Placement(session, config, RESUME_COUNTDOWN)
    plan.place_each(resume_cues(index, RESUME_COUNTDOWN))
    return plan.utterances()


def finale(session: Session, walked: timedelta, config: VoiceConfig) -> list[Utterance]:
    """Return the cue at the session's end. It starts at 0."""
    last = len(session.segments) - 1
    cue = Cue(CueKind.DONE, last, session.segments[last].direction)
    plan = Placement(session, config, None)
    plan.place(cue, spoken(session, cue, walked=walked), ZERO, ZERO)
    return plan.utterances()
