"""A recorded walk, and what can be computed from it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from operator import itemgetter
from typing import NamedTuple

from ..core.events import (
    EndReason,
    Event,
    Extended,
    GapFound,
    LapMarked,
    Outcome,
    Paused,
    Resumed,
    SegmentEnded,
    SessionEnded,
    SkippedOn,
    WentBack,
)
from ..core.limits import LONGEST_BOUT
from ..core.session import ZERO, Direction, Session
from ..core.summary import Summary, summarize
from ..core.view import Progress

MS = timedelta(milliseconds=1)
BREAK = "break"
"""The kind of log entry between an interruption and its resumption; `length` is in real time."""
LOGGED = (Paused, Resumed, GapFound, SkippedOn, WentBack, LapMarked, Extended)
"""The events that a record logs besides the ends of segments."""


class SegmentVisit(NamedTuple):
    """A segment as it was walked. `began` and `ended` are moments of the walk, in milliseconds."""

    n: int
    segment: int
    began: int
    ended: int
    walked: int
    reason: str


class LogEntry(NamedTuple):
    """Another event of a walk. `kind` is pause, resume, skip, back, lap, extend, gap or break."""

    n: int
    kind: str
    moment: int
    at: int
    segment: int | None = None
    length: int | None = None


class Checkpoint(NamedTuple):
    """Where a walk was when it was last saved.

    `began` and `moment` are moments of the walk, `walked` and `ends` count from the start of the
    segment, `seen` is real time in milliseconds since 1970.
    """

    segment: int
    began: int
    walked: int
    ends: int | None
    moment: int
    seen: int


class Feedback(NamedTuple):
    """The walker's feedback about a walk; effort and pain from 0 to 10.

    After walks of the programme also dizziness that passed, an alarm (a fall, chest pain,
    faintness, dizziness that did not pass), and pain the next morning.
    """

    effort: int | None = None
    pain: int | None = None
    stumble: bool | None = None
    note: str | None = None
    dizziness: bool | None = None
    alarm: bool | None = None
    morning_pain: int | None = None


NO_FEEDBACK = Feedback()


@dataclass(frozen=True, repr=False)
class WalkRecord:
    """A walk in the history. Without an outcome it is still in progress."""

    uid: str
    started: datetime
    session: Session
    version: str
    outcome: Outcome | None = None
    visits: tuple[SegmentVisit, ...] = ()
    log: tuple[LogEntry, ...] = ()
    checkpoint: Checkpoint | None = None
    feedback: Feedback = NO_FEEDBACK
    id: int = 0

    def __repr__(self) -> str:
        outcome = self.outcome or "running"
        return (
            f"<WalkRecord {self.id} {self.session.title!r} {self.started:%Y-%m-%d %H:%M} {outcome}>"
        )

    @property
    def events(self) -> list[Event]:
        """The recorded events: no cues, and no starts of segments."""
        events = list(_events(self.visits, self.log))
        if self.outcome is not None:
            now = events[-1].now if events else ZERO
            if self.checkpoint is not None:
                now = self.checkpoint.moment * MS
            at = events[-1].at if events else ZERO
            events.append(SessionEnded(at=at, now=now, outcome=self.outcome))
        return events

    @property
    def summary(self) -> Summary:
        """The planned and the walked time."""
        return summarize(self.session, self.events)

    @property
    def gaps(self) -> list[timedelta]:
        """How long the program could not run, each time."""
        return [(entry.length or 0) * MS for entry in self.log if entry.kind == GapFound.kind]

    @property
    def breaks(self) -> list[timedelta]:
        """How long the walk was interrupted, each time."""
        return [(entry.length or 0) * MS for entry in self.log if entry.kind == BREAK]

    @property
    def can_resume(self) -> bool:
        """Whether the walk can be resumed: part of it is left."""
        return self.outcome is not Outcome.COMPLETED and self.checkpoint is not None

    @property
    def progress(self) -> Progress:
        """Where the walk resumes. There must be a checkpoint."""
        assert self.checkpoint is not None
        walked = dict.fromkeys(Direction, ZERO)
        for visit in self.reopened().visits:
            walked[self.session.segments[visit.segment].direction] += visit.walked * MS
        index, elapsed = self.checkpoint.segment, self.checkpoint.walked * MS
        return Progress(index, elapsed, self._limit(self.checkpoint), walked)

    def _limit(self, checkpoint: Checkpoint) -> timedelta | None:
        """Return when the current segment ends: an extension stays within the limits."""
        segment = self.session.segments[checkpoint.segment]
        if checkpoint.ends is None:
            return segment.limit
        limit = checkpoint.ends * MS
        if segment.direction is Direction.BACKWARD:
            limit = min(limit, max(LONGEST_BOUT, segment.limit or ZERO))
        return max(limit, checkpoint.walked * MS)

    def as_interrupted(self) -> WalkRecord:
        """Return the record of a walk in progress as interrupted where it was last saved."""
        if self.outcome is not None:
            return self
        visits, checkpoint = self.visits, self.checkpoint
        if checkpoint is not None:
            n = self.next_number
            index, began, walked, _, moment, _ = checkpoint
            visits += (SegmentVisit(n, index, began, moment, walked, str(EndReason.STOPPED)),)
        return replace(self, visits=visits, outcome=Outcome.INTERRUPTED)

    def reopened(self) -> WalkRecord:
        """Return the record as in progress, without the end of the interrupted segment."""
        visits = self.visits
        if visits and visits[-1].reason == EndReason.STOPPED:
            visits = visits[:-1]
        return replace(self, visits=visits, outcome=None)

    @property
    def next_number(self) -> int:
        """The number of the next visit or log entry."""
        numbers = [visit.n for visit in self.visits] + [entry.n for entry in self.log]
        return max(numbers, default=-1) + 1


def _events(visits: Iterable[SegmentVisit], log: Iterable[LogEntry]) -> Iterator[Event]:
    at = ZERO
    entries: list[SegmentVisit | LogEntry] = [*visits, *log]
    for entry in sorted(entries, key=itemgetter(0)):
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
        case LapMarked.kind:
            return LapMarked(at=at, now=now, index=index)
        case Extended.kind:
            return Extended(at=at, now=now, index=index, by=(entry.length or 0) * MS)
        case _:
            return None
