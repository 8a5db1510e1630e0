"""A walk as it is kept, and what can be worked out from it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from heapq import merge
from itertools import groupby
from typing import NamedTuple

from ..core.events import (
    EndReason,
    Event,
    Extended,
    GapFound,
    Outcome,
    Paused,
    Resumed,
    SegmentEnded,
    SessionEnded,
    SkippedOn,
    WentBack,
)
from ..core.session import ZERO, Direction, Session
from ..core.summary import Summary, summarize
from ..core.view import Progress

MS = timedelta(milliseconds=1)
BREAK = "break"
"""Between breaking off and taking up again; `length` is by the clock on the wall."""
LOGGED = (Paused, Resumed, GapFound, SkippedOn, WentBack, Extended)
"""The events that a record logs besides the segments' ends."""


class SegmentVisit(NamedTuple):
    """A segment as walked; `began` and `ended` are moments of the walk, in milliseconds."""

    n: int
    segment: int
    began: int
    ended: int
    walked: int
    reason: str


class LogEntry(NamedTuple):
    """Something else that happened: pause, resume, skip, back, extend, gap or break."""

    n: int
    kind: str
    moment: int
    at: int
    segment: int | None = None
    length: int | None = None


class Checkpoint(NamedTuple):
    """Where a walk stood when last seen: in which segment, since when, for how long, until when.

    `began` and `moment` are the walk's, `seen` is in milliseconds since 1970.
    """

    segment: int
    began: int
    walked: int
    ends: int | None
    moment: int
    seen: int


class Feedback(NamedTuple):
    """What the walker says of a walk; effort and pain from 0 to 10."""

    effort: int | None = None
    pain: int | None = None
    stumble: bool | None = None
    note: str | None = None


NOTHING_SAID = Feedback()


@dataclass(frozen=True, repr=False)
class WalkRecord:
    """A walk in the history. Without an outcome it is still under way."""

    uid: str
    started: datetime
    session: Session
    version: str
    outcome: Outcome | None = None
    visits: tuple[SegmentVisit, ...] = ()
    log: tuple[LogEntry, ...] = ()
    checkpoint: Checkpoint | None = None
    feedback: Feedback = NOTHING_SAID
    id: int = 0

    def __repr__(self) -> str:
        outcome = self.outcome or "running"
        return (
            f"<WalkRecord {self.id} {self.session.title!r} {self.started:%Y-%m-%d %H:%M} {outcome}>"
        )

    @property
    def events(self) -> list[Event]:
        """What happened, as far as it is kept: no cues, and no starts of segments."""
        events = list(_events(self.visits, self.log))
        if self.outcome is not None:
            now = (
                self.checkpoint.moment * MS
                if self.checkpoint
                else events[-1].now
                if events
                else ZERO
            )
            at = events[-1].at if events else ZERO
            events.append(SessionEnded(at=at, now=now, outcome=self.outcome))
        return events

    @property
    def summary(self) -> Summary:
        """Planned against walked."""
        return summarize(self.session, self.events)

    @property
    def gaps(self) -> list[timedelta]:
        """The lengths of the times in which the program could not run."""
        return [(h.length or 0) * MS for h in self.log if h.kind == GapFound.kind]

    @property
    def breaks(self) -> list[timedelta]:
        """How long it was from breaking off to taking up again, each time."""
        return [(h.length or 0) * MS for h in self.log if h.kind == BREAK]

    @property
    def can_resume(self) -> bool:
        """Whether something of it is left to walk."""
        return self.outcome is not Outcome.COMPLETED and self.checkpoint is not None

    @property
    def progress(self) -> Progress:
        """Where it is taken up again."""
        assert self.checkpoint is not None
        before = self.reopened().visits
        walked = dict.fromkeys(Direction, ZERO)
        for visit in before:
            walked[self.session.segments[visit.segment].direction] += visit.walked * MS
        standing = self.checkpoint
        ends = None if standing.ends is None else max(standing.ends, standing.walked) * MS
        return Progress(standing.segment, standing.walked * MS, ends, walked)

    def as_interrupted(self) -> WalkRecord:
        """The walk of a program that could not say how it ended: broken off where last seen."""
        if self.outcome is not None:
            return self
        visits, standing = self.visits, self.checkpoint
        if standing is not None:
            n = self.next_number
            index, began, walked, _, moment, _ = standing
            visits += (SegmentVisit(n, index, began, moment, walked, str(EndReason.STOPPED)),)
        return replace(self, visits=visits, outcome=Outcome.INTERRUPTED)

    def reopened(self) -> WalkRecord:
        """The walk without the end of the segment in which it was broken off."""
        visits = self.visits
        if visits and visits[-1].reason == EndReason.STOPPED:
            visits = visits[:-1]
        return replace(self, visits=visits, outcome=None)

    @property
    def next_number(self) -> int:
        """The number of what will happen next."""
        numbers = [visit.n for visit in self.visits] + [entry.n for entry in self.log]
        return max(numbers, default=-1) + 1


def _number(entry: SegmentVisit | LogEntry) -> int:
    return entry.n


def longest_bout(session: Session, events: Iterable[Event]) -> timedelta:
    """The longest time walked backward without a break between."""
    ended = [e for e in events if isinstance(e, SegmentEnded)]
    runs = groupby(ended, key=lambda e: session.segments[e.index].direction)
    bouts = (sum((e.walked for e in run), ZERO) for way, run in runs if way is Direction.BACKWARD)
    return max(bouts, default=ZERO)


def _events(visits: Iterable[SegmentVisit], happenings: Iterable[LogEntry]) -> Iterator[Event]:
    at = ZERO
    entries: Iterator[SegmentVisit | LogEntry] = merge(visits, happenings, key=_number)
    for entry in entries:
        if isinstance(entry, SegmentVisit):
            at += entry.walked * MS
            yield SegmentEnded(
                at=at,
                now=entry.ended * MS,
                index=entry.segment,
                walked=entry.walked * MS,
                reason=EndReason(entry.reason),
            )
        elif event := _event(entry):
            yield event


def _event(entry: LogEntry) -> Event | None:
    at, now, index = entry.at * MS, entry.moment * MS, entry.segment or 0
    match entry.kind:
        case Paused.kind:
            return Paused(at=at, now=now)
        case Resumed.kind:
            return Resumed(at=at, now=now)
        case GapFound.kind:
            return GapFound(at=at, now=now, length=(entry.length or 0) * MS)
        case SkippedOn.kind:
            return SkippedOn(at=at, now=now, index=index)
        case WentBack.kind:
            return WentBack(at=at, now=now, index=index)
        case Extended.kind:
            return Extended(at=at, now=now, index=index, by=(entry.length or 0) * MS)
        case _:
            return None
