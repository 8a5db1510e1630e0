"""The summary of a walk: planned time against walked time."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from ..durations import clock_text
from .events import EndReason, Event, Outcome, Paused, Resumed, SegmentEnded, SessionEnded
from .session import ZERO, Direction, Session


@dataclass(frozen=True)
class Summary:
    """Walked time by direction, segments done and skipped, pauses and their length.

    `by_speed` is the walked time by direction and speed in km/h, `by_segment` the time walked in
    each segment, summed over its visits.
    """

    session: Session
    outcome: Outcome | None
    walked: dict[Direction, timedelta]
    done: int
    skipped: int
    pauses: int
    paused: timedelta
    by_speed: dict[tuple[Direction, float | None], timedelta]
    by_segment: tuple[timedelta, ...]

    def __repr__(self) -> str:
        times = f"{clock_text(self.total)} of {clock_text(self.session.total)}"
        return f"<Summary {self.outcome or 'in progress'} {times}>"

    @property
    def total(self) -> timedelta:
        """All the time spent in segments, without pauses."""
        return sum(self.walked.values(), ZERO)


def summarize(session: Session, events: Iterable[Event]) -> Summary:
    """Add up a walk's events. A segment counts once, by the last time it ended."""
    walked = dict.fromkeys(Direction, ZERO)
    by_speed: dict[tuple[Direction, float | None], timedelta] = {}
    by_segment = [ZERO] * len(session.segments)
    ends: dict[int, EndReason] = {}
    outcome: Outcome | None = None
    pauses, paused, since = 0, ZERO, None
    for event in events:
        if since is not None and isinstance(event, (Resumed, SessionEnded)):
            paused, since = paused + event.now - since, None
        if isinstance(event, SegmentEnded):
            segment = session.segments[event.index]
            walked[segment.direction] += event.walked
            by_segment[event.index] += event.walked
            kind = (segment.direction, segment.speed_kmh)
            by_speed[kind] = by_speed.get(kind, ZERO) + event.walked
            ends[event.index] = event.reason
        elif isinstance(event, Paused):
            pauses, since = pauses + 1, event.now
        elif isinstance(event, SessionEnded):
            outcome = event.outcome
    reasons = list(ends.values())
    return Summary(
        session,
        outcome,
        walked,
        done=reasons.count(EndReason.DONE),
        skipped=reasons.count(EndReason.SKIPPED),
        pauses=pauses,
        paused=paused,
        by_speed=by_speed,
        by_segment=tuple(by_segment),
    )
