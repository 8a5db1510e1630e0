"""Sessions by the clock: begun at a time, ended in time, repeated through the day."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, time, timedelta
from typing import Any

from .. import clock as clocks
from ..core.session import Direction, Session
from ..core.shorten import shortened
from ..durations import clock_text
from ..errors import EXIT_DONE, EXIT_ENDED_EARLY, UsageError
from .context import App
from .run_walk import lead_in_of, walk
from .wait import Repetition, WaitCancelled, wait

MISSED_AFTER = 60.0
"""Seconds after which a turn that could not begin in time is left out: the machine was asleep."""
TOLD_BEFORE = 10.0
"""Seconds before the next turn at which the question after a walk is taken back."""
Countdown = Callable[[], float]
"""Seconds until the first segment of a turn begins."""


def walk_series(
    app: App,
    session: Session,
    *,
    every: timedelta | None = None,
    times: int | None = None,
    start_at: time | None = None,
    until: time | None = None,
    **flags: Any,
) -> int:
    """Walk a session at its times; returns the exit code: 0 when every turn was walked whole."""
    if times is not None and every is None:
        raise UsageError("--times says how often: --every says after how long")
    series = Series(app, session, start_at, until, flags)
    try:
        return series.walk(every, times)
    except WaitCancelled as left:
        return left.code


class Series:
    """One session, walked once or several times; each turn is a walk of its own."""

    def __init__(
        self,
        app: App,
        session: Session,
        start_at: time | None,
        until: time | None,
        flags: dict[str, Any],
    ) -> None:
        self._app, self._session, self._flags = app, session, flags
        self._speed: float = flags.get("rehearse") or 1.0
        self._plain = bool(flags.get("plain")) or flags.get("events") == "-" or not app.screen
        now = _wall()
        self._start_at = None if start_at is None else coming(start_at, now)
        self._until = None if until is None else coming(until, self._start_at or now)
        begins = self._start_at or now + timedelta(seconds=self._lead_in())
        self._fitting(begins)  # what cannot be is said before anybody waits
        for moment in (self._start_at, self._until):
            if moment is not None and moment.date() != now.date():
                app.message(f"{moment:%H:%M} has passed today: that of {moment:%A} is meant", "")

    def walk(self, every: timedelta | None, times: int | None) -> int:
        """Walk once, or again each time `every` has passed. Raises `WaitCancelled`."""
        turn, codes = Repetition(1, times if every else 1), []
        countdown = self._first()
        while True:
            begins = clocks.now() + countdown()
            period = every.total_seconds() / self._speed if every and not turn.is_last else None
            codes.append(self._walk(countdown, begins, period))
            if period is None or codes[-1] not in (EXIT_DONE, EXIT_ENDED_EARLY):
                return max(codes)
            turn = turn.following
            found = self._next(turn, begins, period)
            if found is None:
                return max(codes)
            countdown = found

    def _first(self) -> Countdown:
        """The countdown of the first turn, waited for where it has a time."""
        if self._start_at is None:
            return _until(clocks.now() + self._lead_in())
        target = self._start_at
        if self._speed != 1:  # a rehearsal goes by a clock of its own
            return self._wait(Repetition(1, 1), _until(clocks.now() + _left(target) / self._speed))
        return self._wait(Repetition(1, 1), lambda: _left(target))

    def _next(self, turn: Repetition, before: float, period: float) -> Countdown | None:
        """The countdown of the next turn, once its lead-in begins; None when it is too late."""
        while True:
            begins = next_turn(before, period, max(clocks.now(), before))
            if self._is_too_late(begins):
                return None
            countdown = self._wait(turn, _until(begins))
            if clocks.now() < begins + MISSED_AFTER:
                self._announce()
                return countdown
            before = begins

    def _wait(self, turn: Repetition, countdown: Countdown) -> Countdown:
        """Wait until the lead-in begins, or the walker does not want to wait any more."""
        lead = self._lead_in()
        starts = wait(
            self._app,
            self._session,
            turn,
            countdown,
            lead,
            plain=self._plain,
            quiet=self._flags.get("events") == "-",
        )
        return _until(clocks.now() + lead) if starts else countdown

    def _walk(self, countdown: Countdown, begins: float, period: float | None) -> int:
        flags = dict(self._flags)
        if period is not None:
            flags["ask_within"] = lambda: begins + period - TOLD_BEFORE - clocks.now()
        session = self._fitting(_wall() + timedelta(seconds=countdown()))
        if session is not self._session:
            until, total = f"{self._until:%H:%M}", clock_text(session.total)
            told = f"shortened to {total}, to end by {until}"
            if self._session.time(Direction.BACKWARD) and not session.time(Direction.BACKWARD):
                told += ": no time is left for walking backward"
            self._app.message(told, "")
        return walk(
            self._app,
            session,
            begins_in=lambda: timedelta(seconds=max(0.0, countdown()) * self._speed),
            **flags,
        )

    def _fitting(self, begins: datetime) -> Session:
        """The session, made to end in time when it begins at a moment. Raises `UsageError`."""
        if self._until is None:
            return self._session
        return shortened(self._session, self._until - begins)

    def _is_too_late(self, begins: float) -> bool:
        """Whether a turn would have no time left before the end that was asked for."""
        try:
            self._fitting(_wall() + timedelta(seconds=begins - clocks.now()))
        except UsageError:
            return True
        return False

    def _lead_in(self) -> float:
        """Seconds of real time that the lead-in takes."""
        given = self._flags.get("lead_in")
        return lead_in_of(self._app, given, self._flags.get("rehearse")) / self._speed

    def _announce(self) -> None:
        """A cue and a notification; the lead-in goes on meanwhile."""
        from .announce import announce

        muted = bool(self._flags.get("mute"))
        announce(self._app, self._session, muted=muted, on_screen=not self._plain)


def _until(moment: float) -> Countdown:
    return lambda: moment - clocks.now()


def _left(target: datetime) -> float:
    """Seconds until clocks on the wall show a time: those of others, who start as well."""
    return (target - _wall()).total_seconds()


def _wall() -> datetime:
    return datetime.now().astimezone()


def coming(clock: time, now: datetime) -> datetime:
    """The next moment at which clocks show a time; `now` has a zone, and so has the answer."""
    local = now.replace(tzinfo=None)
    for days in (0, 1):
        day = local.date() + timedelta(days=days)
        moment = datetime.combine(day, clock).astimezone()  # summer time may begin in between
        if moment > now:
            break
    return moment


def next_turn(first: float, every: float, now: float) -> float:
    """The first moment after now of those that come `every` so many seconds from `first` on."""
    return first + max(0, (now - first) // every + 1) * every
