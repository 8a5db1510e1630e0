"""The state of a walk. This file owns every change of it; it is told the time, never asks.

Times handed in (`now`) count from the moment the walk was begun and never run backward.
"""

from __future__ import annotations

from datetime import timedelta

from ..durations import LONGEST
from ..errors import NotAllowed
from .commands import ALLOWED, Command, State, Verb
from .events import (
    CueGiven,
    EndReason,
    Event,
    Extended,
    GapFound,
    Outcome,
    Paused,
    Resumed,
    SegmentEnded,
    SegmentStarted,
    SessionEnded,
    SessionStarted,
    SkippedOn,
    WentBack,
)
from .gaps import NEVER_PAUSE, GapPolicy
from .limits import LONGEST_BOUT
from .session import ZERO, Direction, Session
from .timeline import Cue, CueKind, Due, cues_within
from .view import LEAD_IN, Progress, View

RESTART_WITHIN = timedelta(seconds=2)
"""So early in a segment, `previous` goes to the segment before instead of to this one's start."""
LEFT_AT_LEAST = timedelta(seconds=3)
"""Shortening leaves this much, so that the countdown is still heard."""


def _planned_after(session: Session) -> list[timedelta]:
    """For each place in the session, the planned time from there to the end."""
    rest = [ZERO]
    for segment in reversed(session.segments):
        rest.append(rest[-1] + (segment.duration or ZERO))
    return rest[::-1]


class Walk:
    """One walk through a session. StartAt it, advance it to each moment, give it commands.

    With `progress` it goes on from there once the lead-in is over.
    """

    def __init__(
        self,
        session: Session,
        lead_in: timedelta = ZERO,
        gaps: GapPolicy = NEVER_PAUSE,
        progress: Progress | None = None,
    ) -> None:
        if not session.segments:
            raise NotAllowed("a session without segments cannot be walked")
        if progress and not 0 <= progress.index < len(session.segments):
            raise NotAllowed("a walk cannot go on from a segment that is not there")
        self.session = session
        self.state = State.READY
        self.outcome: Outcome | None = None
        self.index = LEAD_IN
        self._lead_in = lead_in
        self._gaps = gaps
        self._resumed_from = progress
        self._progress = progress or Progress(limit=session.segments[0].limit)
        self._rest = _planned_after(session)
        self._limit: timedelta | None = lead_in
        self._anchor = ZERO  # while walking: the moment at which the segment's offset was zero
        self._held = ZERO  # while paused: the offset at which the walk stands
        self._heard = ZERO  # cues at or before this offset have been given
        self._due: list[Due] = []
        self._due_for: tuple[int, timedelta | None] | None = None  # what `_due` belongs to
        self._walked = {**dict.fromkeys(Direction, ZERO), **self._progress.walked}  # ended visits
        self._paused_at = ZERO
        self._now = ZERO

    @property
    def over(self) -> bool:
        """Whether the walk has ended."""
        return self.state is State.OVER

    def begin(self, now: timedelta = ZERO) -> list[Event]:
        """Start the lead-in, or without one the first segment. Raises `NotAllowed` if begun."""
        if self.state is not State.READY:
            raise NotAllowed("this walk has begun already")
        self.state = State.WALKING
        self._now = now
        self._enter(LEAD_IN, now)
        return self.advance(now)

    def advance(self, now: timedelta, awaited: timedelta | None = None) -> list[Event]:
        """Let time come to `now`: give every cue and end every segment due by then, in order.

        `awaited` is when the program wanted to be woken at the latest, by default when something
        was due: if it was woken much later, that is a gap.
        """
        self._now = max(now, self._now)
        if self.state is not State.WALKING:
            return []
        due = self.next_due()
        began = due if awaited is None or (due is not None and due < awaited) else awaited
        if began is None or self._now - began < self._gaps.noticed:
            return self._catch_up(self._now)
        return self._handle_gap(began)

    def _handle_gap(self, began: timedelta) -> list[Event]:
        """Come over a gap that began at a moment, or stand still where it did."""
        length = self._now - began
        events: list[Event] = [GapFound(at=self._at(began), now=began, length=length)]
        is_last = self.index + 1 == len(self.session.segments)
        over = is_last and self._limit is not None and self._anchor + self._limit <= began
        if self._gaps.pauses(length) and not over:
            return events + self._pause(began)
        return events + self._catch_up(self._now)

    def _catch_up(self, now: timedelta) -> list[Event]:
        """Everything that is due by a moment."""
        events: list[Event] = []
        while self.state is State.WALKING:
            events += self._give_cues(now)
            if self._limit is None or now < self._anchor + self._limit:
                break
            events += self._leave(self._anchor + self._limit, now, EndReason.DONE)
        return events

    def next_due(self) -> timedelta | None:
        """The moment at which something is due next; None while only the walker moves things."""
        if self.state is not State.WALKING:
            return None
        for due in self._cues():
            if due.offset > self._heard:
                return self._anchor + due.offset
        return None if self._limit is None else self._anchor + self._limit

    def next_second(self) -> timedelta:
        """The moment after the present one at which a shown second changes."""
        now, second = self._now, timedelta(seconds=1)
        if self.state is State.PAUSED:
            return now + second - (now - self._paused_at) % second
        if self._limit is None:
            return now + second - (now - self._anchor) % second
        return now + ((self._anchor + self._limit - now) % second or second)

    def allows(self, command: Command) -> bool:
        """Whether `obey` would take the command now."""
        if command.verb not in ALLOWED[self.state]:
            return False
        return command.verb is not Verb.EXTEND or self._extension(command.by) != ZERO

    def apply(self, command: Command) -> list[Event]:
        """Carry a command out at the moment advanced to. An illegal one raises `NotAllowed`
        and changes nothing."""
        if not self.allows(command):
            raise NotAllowed(f"{command.verb} is not possible now")
        return self._carry_out(command, self._now)

    def view(self, now: timedelta | None = None) -> View:
        """The walk as it stands at `now`, the last moment it was told."""
        now = self._now if now is None else max(now, self._now)
        offset = self._offset(now)
        walked = dict(self._walked)
        if self.index >= 0 and not self.over:
            walked[self.session.segments[self.index].direction] += offset
        at = self._at(now)
        return View(
            session=self.session,
            state=self.state,
            index=self.index,
            elapsed=offset,
            limit=self._limit,
            at=at,
            expected=at + self._to_come(offset),
            forward=walked[Direction.FORWARD],
            backward=walked[Direction.BACKWARD],
            paused_for=now - self._paused_at if self.state is State.PAUSED else ZERO,
            outcome=self.outcome,
            first=self._progress.index,
            first_at=self._progress.offset,
        )

    def _to_come(self, offset: timedelta) -> timedelta:
        """The time from an offset in the present segment to the end, as far as it is planned."""
        if self.over:
            return ZERO
        left = ZERO if self._limit is None else max(ZERO, self._limit - offset)
        if self.index != LEAD_IN:
            return left + self._rest[self.index + 1]
        if self._resumed_from is None:
            return left + self._rest[0]
        first = self._resumed_from
        here = ZERO if first.limit is None else first.limit - first.offset
        return left + here + self._rest[first.index + 1]

    def _offset(self, now: timedelta) -> timedelta:
        """The time spent in the present segment."""
        return now - self._anchor if self.state is State.WALKING else self._held

    def _at(self, now: timedelta) -> timedelta:
        """Session time; in the lead-in less than where it leads to, by what is left of it."""
        if self.index == LEAD_IN:
            return self._progress.total + self._offset(now) - (self._limit or ZERO)
        here = ZERO if self.over else self._offset(now)
        return sum(self._walked.values(), here)

    def _cues(self) -> list[Due]:
        """The cues within the present segment, worked out once for each of its lengths."""
        place = (self.index, self._limit)
        if self._due_for != place:
            self._due_for, self._due = place, self._cues_of(*place)
        return self._due

    def _cues_of(self, index: int, limit: timedelta | None) -> list[Due]:
        due = cues_within(self.session, index, limit)
        if index != LEAD_IN or self._resumed_from is None:
            return due
        # what leads up to the session's first segment says nothing of where this walk goes on
        return [d for d in due if d.cue.kind is CueKind.COUNTDOWN]

    def _give_cues(self, now: timedelta) -> list[Event]:
        """Every cue of the segment at or before `now` that was not heard yet."""
        offset = self._offset(now)
        limit = offset if self._limit is None else min(offset, self._limit)
        due = [d for d in self._cues() if self._heard < d.offset <= limit]
        self._heard = max(self._heard, limit)
        return [self._cue(d.cue, self._anchor + d.offset, now) for d in due]

    def _cue(self, cue: Cue, due: timedelta, now: timedelta) -> CueGiven:
        return CueGiven(at=self._at(due), now=due, cue=cue, late=now - due)

    def _enter(self, index: int, moment: timedelta) -> None:
        """Stand at the start of a segment, walking or paused as before."""
        self.index = index
        self._limit = self.session.segments[index].limit if index >= 0 else self._lead_in
        self._anchor = moment
        self._held = self._heard = ZERO

    def _start(self, index: int, moment: timedelta, now: timedelta) -> list[Event]:
        """StartAt a segment at `moment`, noticed at `now`."""
        self._enter(index, moment)
        return self._started(index, moment, now)

    def _started(self, index: int, moment: timedelta, now: timedelta) -> list[Event]:
        at, direction = self._at(moment), self.session.segments[index].direction
        return [
            SegmentStarted(at=at, now=moment, index=index),
            self._cue(Cue(CueKind.START, index, direction), moment, now),
        ]

    def _begin_session(self, moment: timedelta, now: timedelta) -> list[Event]:
        """The lead-in is over: begin the first segment, or go on where the walk was broken off."""
        first = self._progress
        self._enter(first.index, moment)
        self._limit, self._held, self._heard = first.limit, first.offset, first.offset
        if self.state is State.WALKING:
            self._anchor = moment - first.offset
        at = self._at(moment)
        begun: list[Event] = [SessionStarted(at=at, now=moment)]
        begun += [Resumed(at=at, now=moment)] if self._resumed_from else []
        return begun + self._started(first.index, moment, now)

    def _close(self, moment: timedelta, reason: EndReason) -> list[Event]:
        """Book the present segment as walked until `moment`; its lead-in leaves no trace."""
        if self.index == LEAD_IN:
            return []
        at, walked = self._at(moment), self._offset(moment)
        self._walked[self.session.segments[self.index].direction] += walked
        if self.state is State.WALKING:
            self._anchor = moment
        self._held = ZERO
        return [SegmentEnded(at=at, now=moment, index=self.index, walked=walked, reason=reason)]

    def _leave(self, moment: timedelta, now: timedelta, reason: EndReason) -> list[Event]:
        """End the present segment at `moment` and begin the next, or finish the session."""
        was = self.index
        if was == LEAD_IN:
            return self._begin_session(moment, now)
        events = self._close(moment, reason)
        if was + 1 == len(self.session.segments):
            return events + self._finish(moment, now, Outcome.COMPLETED)
        return events + self._start(was + 1, moment, now)

    def _finish(self, moment: timedelta, now: timedelta, outcome: Outcome) -> list[Event]:
        self.state, self.outcome = State.OVER, outcome
        events: list[Event] = []
        if outcome is Outcome.COMPLETED:
            direction = self.session.segments[self.index].direction
            events.append(self._cue(Cue(CueKind.DONE, self.index, direction), moment, now))
        at = self._progress.total if self.index == LEAD_IN else self._at(moment)
        return [*events, SessionEnded(at=at, now=moment, outcome=outcome)]

    def _carry_out(self, command: Command, now: timedelta) -> list[Event]:
        match command.verb:
            case Verb.NEXT:
                return self._next(now)
            case Verb.PREVIOUS:
                return self._previous(now)
            case Verb.EXTEND:
                return self._extend(command.by, now)
            case Verb.END:
                events = self._close(now, EndReason.STOPPED)
                return events + self._finish(now, now, command.outcome)
            case _:
                return self._pause(now) if self.state is State.WALKING else self._resume(now)

    def _pause(self, now: timedelta) -> list[Event]:
        event = Paused(at=self._at(now), now=now)
        self._held = self._offset(now)
        self.state, self._paused_at = State.PAUSED, now
        return [event]

    def _resume(self, now: timedelta) -> list[Event]:
        self.state, self._anchor = State.WALKING, now - self._held
        return [Resumed(at=self._at(now), now=now)]

    def _next(self, now: timedelta) -> list[Event]:
        """Go on; an open segment is done when the walker says so, any other is skipped."""
        is_open = self.index >= 0 and self.session.segments[self.index].duration is None
        if is_open:
            return self._leave(now, now, EndReason.DONE)
        skipped = SkippedOn(at=self._at(now), now=now, index=self.index)
        return [skipped, *self._leave(now, now, EndReason.SKIPPED)]

    def _previous(self, now: timedelta) -> list[Event]:
        """Go to the segment's start, or when just begun to the start of the one before."""
        back = self.index > 0 and self._offset(now) < RESTART_WITHIN
        target = self.index - 1 if back else self.index
        at = self._at(now)
        events = self._close(now, EndReason.RESTARTED)
        events.insert(0, WentBack(at=at, now=now, index=target))
        if target == LEAD_IN:
            self._enter(LEAD_IN, now)
            return events
        return events + self._start(target, now, now)

    def _extension(self, by: timedelta) -> timedelta:
        """How far a wish to extend can be followed: never past a bound, never into the past."""
        if self._limit is None or self.index == LEAD_IN:
            return ZERO
        segment = self.session.segments[self.index]
        most = LONGEST_BOUT if segment.direction is Direction.BACKWARD else LONGEST
        if by > ZERO:
            return max(ZERO, min(by, most - self._limit))
        return min(ZERO, max(by, self._offset(self._now) + LEFT_AT_LEAST - self._limit))

    def _extend(self, by: timedelta, now: timedelta) -> list[Event]:
        granted = self._extension(by)
        self._limit = (self._limit or ZERO) + granted
        return [Extended(at=self._at(now), now=now, index=self.index, by=granted)]
