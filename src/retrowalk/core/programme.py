"""The eight-week programme: which week to walk next, when, and why.

The state is recomputed from the walks, their answers and the walker's own decisions, so it is
right after an import or an edit of the history. The rules are in docs/programme.md.
"""

from __future__ import annotations

from collections.abc import Iterable
from copy import copy
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from .programme_rules import (
    ALARM,
    SHORT_BREAK,
    TO_COME,
    UNANSWERED,
    Finding,
    ProgrammeWalk,
    findings,
    worst,
)
from .programme_weeks import (
    DEFAULT_DAYS,
    FIRST_WEEK,
    MAINTENANCE,
    WALKS_A_WEEK,
    walk_days,
    week_name,
)
from .value import Value

DAY = timedelta(days=1)
WEEK = timedelta(days=7)


class DecisionKind(StrEnum):
    """What a walker can decide."""

    START = "start"
    REPEAT = "repeat"
    BACK = "back"
    ON = "on"
    STOP = "stop"
    DAYS = "days"
    ALARM = "alarm"
    """Not a decision, but an alarm that was reported independently of a walk's questions."""


@dataclass(frozen=True, eq=False, repr=False)
class Decision(Value):
    """A decision of the walker on a day; `at` orders it among the walks (see `ProgrammeWalk`)."""

    day: date
    at: int
    kind: DecisionKind
    week: int = FIRST_WEEK
    days: tuple[int, ...] = DEFAULT_DAYS


class Phase(StrEnum):
    """Whether the programme is active."""

    NOT_STARTED = "not started"
    RUNNING = "running"
    STOPPED = "stopped"
    """The walker stopped it."""
    HALTED = "halted"
    """An answer stopped it; the walker should get advice first."""


@dataclass(frozen=True, eq=False, repr=False)
class Status(Value):
    """The status of the programme.

    `week` is the week to walk next, on `due` or later, and `reasons` explain why.
    `done` walks count in the current seven days, which started on `begin`.
    `previous` is the week that was walked before `reasons` decided; 0 if there was none.
    """

    phase: Phase
    week: int = FIRST_WEEK
    due: date | None = None
    reasons: tuple[Finding, ...] = ()
    done: int = 0
    begin: date | None = None
    days: tuple[int, ...] = DEFAULT_DAYS
    previous: int = 0
    last_walk: date | None = None

    @property
    def is_maintenance(self) -> bool:
        """Whether all eight weeks are done."""
        return self.week == MAINTENANCE


def status_on(today: date, walks: Iterable[ProgrammeWalk], decisions: Iterable[Decision]) -> Status:
    """Return the status on a day. Walks and decisions after that day are ignored."""
    course = Course()
    for event in in_order(today, walks, decisions):
        course.take(event)
    return course.status(today)


def in_order(
    today: date, walks: Iterable[ProgrammeWalk], decisions: Iterable[Decision]
) -> list[ProgrammeWalk | Decision]:
    """Return walks and decisions up to a day in the order in which they happened."""
    events: list[ProgrammeWalk | Decision] = [*decisions, *walks]
    return sorted((e for e in events if e.day <= today), key=lambda event: (event.day, event.at))


def counts_in(walk: ProgrammeWalk, week: int) -> bool:
    """Return whether a walk counts in a week. Weeks 5 to 8 count as maintenance too."""
    is_of_week = walk.week == week or (week == MAINTENANCE and walk.week >= 5)
    return walk.completed and is_of_week


@dataclass(eq=False, repr=False)
class Course:
    """Computes the status by applying walks and decisions in order.

    `is_consecutive` is whether `last_walk` is the day after another walk. `active_on` is the day
    of the last walk or decision, `in_week` holds the walks since `begin`, and `counted` the days
    of those that count.
    """

    last_walk: date | None = None
    is_consecutive: bool = False
    phase: Phase = Phase.NOT_STARTED
    week: int = FIRST_WEEK
    previous: int = 0
    days: tuple[int, ...] = DEFAULT_DAYS
    begin: date = date.min
    active_on: date = date.min
    in_week: tuple[ProgrammeWalk, ...] = ()
    counted: tuple[date, ...] = ()
    last_pain: int | None = None
    reasons: tuple[Finding, ...] = ()

    def take(self, event: ProgrammeWalk | Decision) -> None:
        """Apply a walk, or a decision of the walker."""
        if isinstance(event, Decision):
            self._decide(event)
        else:
            self._walk(event)

    def status(self, today: date) -> Status:
        """Return the status on a day, without changing the course."""
        return copy(self)._status(today)

    def _decide(self, decision: Decision) -> None:
        if decision.kind is DecisionKind.START:
            self.phase, self.days = Phase.RUNNING, decision.days
            self.week, self.last_pain, self.reasons = decision.week, None, ()
            self.in_week = ()
            self._choose(decision, 0, f"you started at {week_name(decision.week)}")
        elif self.phase is not Phase.RUNNING:
            return
        elif decision.kind is DecisionKind.DAYS:
            self.days = decision.days
        elif decision.kind is DecisionKind.ALARM:
            self._halt()
        elif decision.kind is DecisionKind.STOP:
            self.phase = Phase.STOPPED
            self.reasons = (Finding(0, "you stopped the programme", "choice"),)
        else:
            self._advance(decision.day)
            step = {DecisionKind.ON: 1, DecisionKind.BACK: -1}.get(decision.kind, 0)
            self._choose(decision, step, f"you chose '{decision.kind}'")

    def _walk(self, walk: ProgrammeWalk) -> None:
        if walk.day != self.last_walk:
            self.is_consecutive = self.last_walk is not None and walk.day - self.last_walk == DAY
        self.last_walk = walk.day
        if self.phase is not Phase.RUNNING:
            return
        self._advance(walk.day)
        self.in_week += (walk,)
        if self._counts(walk):
            self.counted += (walk.day,)
        self.active_on = walk.day
        if walk.answers.alarm:
            self._halt()

    def _halt(self) -> None:
        self.phase, self.reasons = Phase.HALTED, (ALARM,)

    def _counts(self, walk: ProgrammeWalk) -> bool:
        if self.is_consecutive or walk.day in self.counted:
            return False
        return counts_in(walk, self.week) and len(self.counted) < WALKS_A_WEEK

    def _status(self, today: date) -> Status:
        if self.phase is not Phase.RUNNING:
            return Status(
                self.phase, self.week, None, self.reasons, days=self.days, last_walk=self.last_walk
            )
        self._advance(today)
        due = self._due(today)
        status = Status(
            self.phase,
            self.week,
            due,
            self.reasons,
            len(self.counted),
            self.begin,
            self.days,
            self.previous,
            self.last_walk,
        )
        if due < self.begin + WEEK:
            return status
        reasons = self._forecast(today)
        week = _clamped(self.week + reasons[0].step)
        return replace(status, week=week, reasons=reasons, previous=self.week)

    def _advance(self, day: date) -> None:
        """Apply the rules to each seven days, and each long break, that ended before a day.

        Walks are judged before the break that follows them.
        """
        while True:
            idle = (day - self.active_on).days
            ended = day >= self.begin + WEEK
            if self.in_week and ended:
                self._move(self._verdict(), self.begin + WEEK)
            elif idle >= SHORT_BREAK:
                self._move(worst(findings((), WALKS_A_WEEK, idle, None)), day)
                self.active_on = day
            elif ended:
                self._move(self._verdict(), self.begin + WEEK)
            else:
                return

    def _verdict(self) -> tuple[Finding, ...]:
        """Return the findings that decide, based on the walks of the current seven days."""
        missed = WALKS_A_WEEK - len(self.counted)
        return worst(findings(self.in_week[-2:], missed, 0, self.last_pain))

    def _forecast(self, today: date) -> tuple[Finding, ...]:
        """Return the verdict so far; the morning after a walk of today is still to come."""
        unanswered = {w.day for w in self.in_week[-2:] if w.answers.morning_pain is None}
        if unanswered != {today}:
            return self._verdict()
        return tuple(TO_COME if each == UNANSWERED else each for each in self._verdict())

    def _choose(self, decision: Decision, step: int, reason: str) -> None:
        self._move((Finding(step, reason, "choice"),), decision.day)
        self.active_on = decision.day

    def _move(self, reasons: tuple[Finding, ...], begin: date) -> None:
        """Start the next seven days on `begin`, in the programme week that the reasons lead to."""
        pains = [walk.answers.pain for walk in self.in_week[-2:] if walk.answers.pain is not None]
        self.last_pain = max(pains, default=self.last_pain)
        self.previous = self.week if self.reasons else 0
        self.week = _clamped(self.week + reasons[0].step)
        self.reasons, self.begin = reasons, begin
        self.in_week, self.counted = (), ()

    def _due(self, today: date) -> date:
        """Return the day of the next walk: the scheduled day or later, not the day after a walk."""
        earliest = today if self.last_walk is None else max(today, self.last_walk + 2 * DAY)
        done = len(self.counted)
        if done < WALKS_A_WEEK:
            due = max(earliest, walk_days(self.begin, self.days)[done])
            if due < self.begin + WEEK:
                return due
        return max(earliest, walk_days(self.begin + WEEK, self.days)[0])


def _clamped(week: int) -> int:
    return max(FIRST_WEEK, min(MAINTENANCE, week))
