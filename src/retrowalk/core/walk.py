"""The state of a walk. It changes only here; the time is passed in, and no clock is read.

The times passed in (`now`) count from the moment at which the walk began, and never decrease.
"""

from __future__ import annotations

from datetime import timedelta
from functools import partial

from ..errors import NotAllowed
from . import events
from .commands import TRANSITIONS, Command, State, Verb
from .cue_rules import RESUME_COUNTDOWN, Cue, CueKind, cues_within, resume_cues
from .events import CueGiven, EndReason, Event, Outcome
from .gaps import NEVER_PAUSE, GapPolicy
from .limits import possible_extension
from .segment_timer import SegmentTimer
from .session import SECOND, ZERO, Direction, Session
from .tally import Tally
from .view import LEAD_IN, Progress, View

RESTART_WITHIN = timedelta(seconds=2)
"""Within this time of a segment's start, `previous` goes to the previous segment."""


class Walk:
    """One walk through a session: begin it, advance it to each moment, give it commands.

    With `progress` it continues from there once the lead-in is over.
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
            raise NotAllowed("the session has no segment at which the walk could continue")
        self.session = session
        self.state = State.READY
        self.outcome: Outcome | None = None
        self.index = LEAD_IN
        self._gaps = gaps
        self._is_resumed = progress is not None
        self._first = progress or Progress(limit=session.segments[0].limit)
        self._tally = Tally(session, self._first)
        self._lead_in = lead_in
        self._timer = self._timer_for(LEAD_IN, ZERO, lead_in)
        self._countdown = self._timer  # after a pause in a backward segment, its countdown
        self._paused_at = ZERO
        self._now = ZERO

    @property
    def over(self) -> bool:
        """Whether the walk has ended."""
        return self.state is State.OVER

    @property
    def _is_paused(self) -> bool:
        return self.state in (State.PAUSED, State.RESUMING)

    @property
    def _is_open(self) -> bool:
        """Whether the current segment lasts until the walker ends it."""
        return self.index >= 0 and self.session.segments[self.index].duration is None

    def begin(self, now: timedelta = ZERO) -> list[Event]:
        """Start the lead-in, or without one the first segment. Raises `NotAllowed` if begun."""
        if self.state is not State.READY:
            raise NotAllowed("this walk has already begun")
        self.state = State.WALKING
        self._now = now
        self._timer.run(now)
        return self.advance(now)

    def advance(self, now: timedelta, awaited: timedelta | None = None) -> list[Event]:
        """Advance to `now`: give every cue and end every segment due by then, in order.

        `awaited` is the latest time at which the program planned to wake up, by default the time of
        `next_due`. Waking up much later is a gap.
        """
        self._now = max(now, self._now)
        if self.state is State.RESUMING:
            return self._count_in()
        if self.state is not State.WALKING:
            return []
        began = self._gaps.began(self.next_due(), awaited, self._now)
        return self._catch_up() if began is None else self._handle_gap(began)

    def next_due(self) -> timedelta | None:
        """Return the moment at which something is due next; None if nothing is."""
        if self.state is State.RESUMING:
            return self._countdown.next_due()
        return self._timer.next_due() if self.state is State.WALKING else None

    def next_second(self) -> timedelta:
        """Return the next moment at which the displayed seconds change."""
        if self._is_paused:
            paused = self._now - self._paused_at
            return self._now + SECOND - paused % SECOND
        return self._timer.next_second(self._now)

    def allows(self, command: Command) -> bool:
        """Return whether `apply` would carry out the command now."""
        if command.verb not in TRANSITIONS[self.state]:
            return False
        match command.verb:
            case Verb.EXTEND:
                return self._extension(command.by) != ZERO
            case Verb.JUMP:
                return self.index != LEAD_IN and 0 <= command.index < len(self.session.segments)
            case Verb.LAP:
                return self._is_open
            case Verb.REPEAT:
                return self.index != LEAD_IN
            case _:
                return True

    def apply(self, command: Command) -> list[Event]:
        """Carry out a command at the moment of the last `advance`.

        Raises `NotAllowed`, and changes nothing, if the command is not allowed.
        """
        if not self.allows(command):
            raise NotAllowed(f"{command.verb} is not possible now")
        if self.state is State.RESUMING and command.verb is not Verb.EXTEND:
            return [*self._continue(self._now), *self.apply(command)]
        match command.verb:
            case Verb.NEXT:
                return self._next()
            case Verb.PREVIOUS:
                return self._previous()
            case Verb.JUMP:
                return self._jump(command.index)
            case Verb.LAP:
                return [events.LapMarked(at=self._at(self._now), now=self._now, index=self.index)]
            case Verb.REPEAT:
                return [events.Repeated(at=self._at(self._now), now=self._now, index=self.index)]
            case Verb.EXTEND:
                return self._extend(command.by)
            case Verb.END:
                return self._end(command.outcome)
            case _:
                pauses = State.PAUSED in TRANSITIONS[self.state][command.verb]
                return self._pause(self._now) if pauses else self._resume()

    def view(self, now: timedelta | None = None) -> View:
        """Return the state of the walk at `now`, by default at the moment of the last `advance`."""
        now = self._now if now is None else max(now, self._now)
        elapsed = ZERO if self.over else self._timer.elapsed(now)
        walked = self._tally.walked(self.index, elapsed)
        at = self._at(now)
        to_come = ZERO if self.over else self._tally.to_come(self.index, self._timer, now)
        return View(
            session=self.session,
            state=self.state,
            index=self.index,
            elapsed=elapsed,
            limit=self._timer.limit,
            at=at,
            expected=at + to_come,
            forward=walked[Direction.FORWARD],
            backward=walked[Direction.BACKWARD],
            paused_for=now - self._paused_at if self._is_paused else ZERO,
            resumes_in=self._resumes_in(now),
            outcome=self.outcome,
            first=self._first.index,
            first_at=self._first.offset,
        )

    def _handle_gap(self, began: timedelta) -> list[Event]:
        """Report a gap, then pause the walk where it began or catch up, according to the policy."""
        length = self._now - began
        happened: list[Event] = [events.GapFound(at=self._at(began), now=began, length=length)]
        is_last = self.index + 1 == len(self.session.segments)
        is_over = is_last and self._timer.end is not None and self._timer.end <= began
        if self._gaps.pauses(length) and not is_over:
            return happened + self._pause(began)
        return happened + self._catch_up()

    def _catch_up(self) -> list[Event]:
        """Return everything that is due by now."""
        happened: list[Event] = []
        while self.state is State.WALKING:
            happened += [self._cue(cue, due) for due, cue in self._timer.take_due(self._now)]
            if self._timer.end is None or self._now < self._timer.end:
                break
            happened += self._leave(self._timer.end, EndReason.DONE)
        return happened

    def _at(self, now: timedelta) -> timedelta:
        """Return session time."""
        if self.over:
            return self._tally.total()
        return self._tally.at(self.index, self._timer.elapsed(now), self._timer.limit)

    def _cue(self, cue: Cue, due: timedelta) -> CueGiven:
        return CueGiven(at=self._at(due), now=due, cue=cue, late=self._now - due)

    def _timer_for(
        self, index: int, moment: timedelta, limit: timedelta | None, offset: timedelta = ZERO
    ) -> SegmentTimer:
        """Return a timer for a segment or the lead-in; it runs only while the walk does."""
        following = self._first.index if index == LEAD_IN else index + 1
        held = self.state is not State.WALKING
        cues = partial(cues_within, self.session, index, following)
        return SegmentTimer(moment, limit, cues, offset=offset, held=held)

    def _begin_session(self, moment: timedelta) -> list[Event]:
        """Begin the first segment, or continue where the walk was interrupted."""
        first, at = self._first, self._first.total
        begun: list[Event] = [events.SessionStarted(at=at, now=moment)]
        begun += [events.Resumed(at=at, now=moment)] if self._is_resumed else []
        return begun + self._start(first.index, moment, first.limit, first.offset)

    def _start(
        self, index: int, moment: timedelta, limit: timedelta | None, offset: timedelta = ZERO
    ) -> list[Event]:
        """Start a segment, or continue it at an offset."""
        self.index, self._timer = index, self._timer_for(index, moment, limit, offset)
        direction = self.session.segments[index].direction
        started = events.SegmentStarted(at=self._at(moment), now=moment, index=index)
        return [started, self._cue(Cue(CueKind.START, index, direction), moment)]

    def _leave(self, moment: timedelta, reason: EndReason) -> list[Event]:
        """End the current segment at `moment` and begin the next, or finish the session."""
        if self.index == LEAD_IN:
            return self._begin_session(moment)
        happened, following = self._close(moment, reason), self.index + 1
        if following == len(self.session.segments):
            return happened + self._finish(moment, Outcome.COMPLETED)
        return happened + self._start(following, moment, self.session.segments[following].limit)

    def _close(self, moment: timedelta, reason: EndReason) -> list[Event]:
        """Record the current segment as walked until `moment`; a lead-in is not recorded."""
        if self.index == LEAD_IN:
            return []
        at, walked = self._at(moment), self._timer.elapsed(moment)
        self._tally.add(self.index, walked)
        return [
            events.SegmentEnded(at=at, now=moment, index=self.index, walked=walked, reason=reason)
        ]

    def _finish(self, moment: timedelta, outcome: Outcome) -> list[Event]:
        self.state, self.outcome = State.OVER, outcome
        ended = events.SessionEnded(at=self._at(moment), now=moment, outcome=outcome)
        if outcome is not Outcome.COMPLETED:
            return [ended]
        direction = self.session.segments[self.index].direction
        return [self._cue(Cue(CueKind.DONE, self.index, direction), moment), ended]

    def _end(self, outcome: Outcome) -> list[Event]:
        return self._close(self._now, EndReason.STOPPED) + self._finish(self._now, outcome)

    def _pause(self, moment: timedelta) -> list[Event]:
        event = events.Paused(at=self._at(moment), now=moment)
        self._timer.hold(moment)
        self.state, self._paused_at = State.PAUSED, moment
        return [event]

    def _resume(self) -> list[Event]:
        """Continue at once, or in a backward segment after a countdown."""
        segment = None if self.index == LEAD_IN else self.session.segments[self.index]
        if segment is None or segment.direction is not Direction.BACKWARD:
            return self._continue(self._now)
        self.state = State.RESUMING
        cues = partial(resume_cues, self.index)
        self._countdown = SegmentTimer(self._now, RESUME_COUNTDOWN, cues)
        return self._count_in()

    def _count_in(self) -> list[Event]:
        """Give the cues of the countdown, and continue when it ends."""
        happened: list[Event] = [
            self._cue(cue, due) for due, cue in self._countdown.take_due(self._now)
        ]
        end = self._countdown.end
        if end is None or self._now < end:
            return happened
        return [*happened, *self._continue(end), *self.advance(self._now, end)]

    def _continue(self, moment: timedelta) -> list[Event]:
        self.state = State.WALKING
        self._timer.run(moment)
        return [events.Resumed(at=self._at(moment), now=moment)]

    def _resumes_in(self, now: timedelta) -> timedelta:
        return (self._countdown.remaining(now) or ZERO) if self.state is State.RESUMING else ZERO

    def _next(self) -> list[Event]:
        """Go to the next segment: an open one then counts as done, any other as skipped."""
        if self._is_open:
            return self._leave(self._now, EndReason.DONE)
        skipped = events.SkippedOn(at=self._at(self._now), now=self._now, index=self.index)
        return [skipped, *self._leave(self._now, EndReason.SKIPPED)]

    def _previous(self) -> list[Event]:
        """Go to the segment's start, or, if it has just begun, to the start of the previous one."""
        now = self._now
        back = self.index > 0 and self._timer.elapsed(now) < RESTART_WITHIN
        target = self.index - 1 if back else self.index
        went_back = events.WentBack(at=self._at(now), now=now, index=target)
        happened = [went_back, *self._close(now, EndReason.RESTARTED)]
        if target == LEAD_IN:
            self._timer = self._timer_for(LEAD_IN, now, self._lead_in)
            return happened
        return happened + self._start(target, now, self.session.segments[target].limit)

    def _jump(self, target: int) -> list[Event]:
        """Go to the start of a segment: forward skips the current one, back restarts."""
        now, at = self._now, self._at(self._now)
        if target > self.index:
            event: Event = events.SkippedOn(at=at, now=now, index=self.index)
            reason = EndReason.SKIPPED
        else:
            event, reason = events.WentBack(at=at, now=now, index=target), EndReason.RESTARTED
        closed = self._close(now, reason)
        return [event, *closed, *self._start(target, now, self.session.segments[target].limit)]

    def _extension(self, by: timedelta) -> timedelta:
        if self.index == LEAD_IN:
            return ZERO
        elapsed = self._timer.elapsed(self._now)
        segments = self.session.segments[self.index :]
        return possible_extension(segments, elapsed, self._timer.limit, by, self._tally.bout)

    def _extend(self, by: timedelta) -> list[Event]:
        possible = self._extension(by)
        self._timer.extend(possible)
        return [
            events.Extended(at=self._at(self._now), now=self._now, index=self.index, by=possible)
        ]
