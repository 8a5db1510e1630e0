"""The timeline of a session: which cue is due when, computed from the plan alone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import NamedTuple

from ..durations import clock_text
from .cue_rules import Cue, CueKind, cues_within
from .session import ZERO, Session


class Mark(NamedTuple):
    """A cue and when it is due, from the session's start; `at` is None after an open segment."""

    at: timedelta | None
    cue: Cue

    def __repr__(self) -> str:
        at = "open" if self.at is None else clock_text(self.at)
        return f"<Mark {at} {self.cue.kind}, segment {self.cue.segment + 1}>"


def new_round(session: Session, index: int) -> tuple[int, int] | None:
    """Return (round, rounds) if a round of a repeat begins with the segment."""
    segment = session.segments[index]
    if not segment.round or not segment.rounds or segment.rounds < 2:
        return None
    before = session.segments[index - 1] if index else None
    here = segment.round, segment.rounds
    return None if before and (before.round, before.rounds) == here else here


def begins_last_round(session: Session, index: int) -> bool:
    """Return whether the last round of the last repeat begins with the segment."""
    segments = session.segments
    segment, before = segments[index], segments[index - 1]
    if not index or not segment.rounds or not segment.round == segment.rounds > 1:
        return False
    if (before.round, before.rounds) != (segment.rounds - 1, segment.rounds):
        return False
    later = (segments[n] for n in range(index + 1, len(segments)))
    return not any(each.round == 1 and (each.rounds or 1) > 1 for each in later)


def timeline(session: Session) -> Iterator[Mark]:
    """Yield every planned cue in order, from the session's start (without lead-in) to its end."""
    at: timedelta | None = ZERO
    for index, segment in enumerate(session.segments):
        yield Mark(at, Cue(CueKind.START, index, segment.direction))
        for due in cues_within(session, index, index + 1, segment.limit):
            yield Mark(None if at is None else at + due.offset, due.cue)
        at = None if at is None or segment.duration is None else at + segment.duration
    if session.segments:
        last = len(session.segments) - 1
        yield Mark(at, Cue(CueKind.DONE, last, session.segments[last].direction))


def starts(session: Session) -> list[timedelta | None]:
    """Return when each segment starts, from the session's start; None after an open segment."""
    return [mark.at for mark in timeline(session) if mark.cue.kind is CueKind.START]


def planned_after(session: Session) -> list[timedelta]:
    """Return the planned time from each segment's start to the session's end, followed by 0."""
    rest = [ZERO]
    for segment in reversed(session.segments):
        rest.append(rest[-1] + (segment.duration or ZERO))
    return rest[::-1]
