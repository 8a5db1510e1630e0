"""Walk by the clock: start at a time, end by a time, repeat through the day."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, time, timedelta, tzinfo

from ..core.session import Direction, Session
from ..core.shorten import shortened
from ..durations import clock_text
from ..errors import EXIT_DONE, EXIT_ENDED_EARLY, UsageError
from .context import App
from .first_walk import lead_in_seconds
from .options import SeriesOptions, WalkOptions
from .run_walk import walk
from .wait import Repetition, Wait, WaitCancelled, local_clock_text, wait
from .walk_result import WalkResult

MISSED_AFTER = 60.0
"""Seconds after which a walk that could not start is skipped: the machine was suspended."""
LATEST_END = timedelta(hours=12)
"""Maximum time from --start-at to --until. If it is longer, --until was meant to be earlier."""
QUESTION_ENDS = 10.0
"""Seconds before the next walk at which the question after a walk disappears."""
Countdown = Callable[[], float]
"""Seconds until the first segment of a walk starts."""


def walk_series(
    app: App, session: Session, series: SeriesOptions, options: WalkOptions | None = None
) -> int:
    """Walk a session at its times; return the highest exit code of its walks.

    Raises `UsageError` if the series has a number of walks but no interval.
    """
    if series.times is not None and series.every is None:
        raise UsageError("--times needs --every, the time between two starts")
    try:
        return Series(app, session, series, options or WalkOptions()).walk()
    except WaitCancelled as cancelled:
        return cancelled.code


class Series:
    """One session, walked once or several times. Moments are in UTC."""

    def __init__(
        self, app: App, session: Session, series: SeriesOptions, options: WalkOptions
    ) -> None:
        self._app, self._session, self._options = app, session, options
        self._every, self._times = series.every, series.times
        now = app.clock.time()
        self._start_at = self._moment(series.start_at, now)
        self._until = self._moment(series.until, self._start_at or now)
        if self._start_at and self._until and self._until - self._start_at > LATEST_END:
            raise UsageError("--until is before --start-at: write a later time")
        # errors are reported now, not after a long wait
        self._shortened(self._start_at or now + timedelta(seconds=self._lead_in()))

    def walk(self) -> int:
        """Walk once, or again after each `every`. Raises `WaitCancelled`."""
        repetition = Repetition(1, self._times if self._every else 1)
        countdown, codes = self._first(), []
        while True:
            starts = self._now() + countdown()
            period = self._period(repetition)
            result = self._walk_once(countdown, starts, period)
            codes.append(result.exit_code)
            if period is None or codes[-1] not in (EXIT_DONE, EXIT_ENDED_EARLY):
                return max(codes)
            if result.stopped_by is not None:
                return result.stopped_by
            repetition = repetition.following
            following = self._next(repetition, starts, period)
            if following is None:
                return max(codes)
            countdown = following

    def _moment(self, clock: time | None, after: datetime) -> datetime | None:
        """Return the next moment at a time of day; warn if it is not today."""
        if clock is None:
            return None
        zone, now = self._app.clock.zone, self._app.clock.time()
        moment = next_at(clock, after, zone)
        shown, local = local_clock_text(moment, now, self._app), moment.astimezone(zone)
        if local.time() != clock:
            self._app.message(f"{clock:%H:%M} is skipped when the clocks change: using {shown}", "")
        elif local.date() != now.astimezone(zone).date():
            self._app.message(f"{clock:%H:%M} has passed today: using {shown}", "")
        return moment

    def _period(self, repetition: Repetition) -> float | None:
        """Return the real seconds between two starts; None after the last walk."""
        if self._every is None or repetition.is_last:
            return None
        return self._every.total_seconds() / self._options.speed

    def _first(self) -> Countdown:
        """Return the countdown of the first walk, after waiting for its time if it has one."""
        if self._start_at is None:
            return self._until_moment(self._now() + self._lead_in())
        target = self._start_at
        if self._options.speed == 1:  # follow the wall clock, even if the date is changed
            return self._wait(Repetition(1, 1), lambda: self._left(target))
        starts = self._now() + self._left(target) / self._options.speed
        return self._wait(Repetition(1, 1), self._until_moment(starts))

    def _next(self, repetition: Repetition, before: float, period: float) -> Countdown | None:
        """Wait for the next walk and return its countdown; None if it would start too late."""
        while True:
            starts = next_start(before, period, max(self._now(), before))
            if self._is_too_late(starts):
                return None
            countdown = self._wait(repetition, self._until_moment(starts))
            if self._now() < starts + MISSED_AFTER:
                self._announce()
                return countdown
            before = starts

    def _wait(self, repetition: Repetition, countdown: Countdown) -> Countdown:
        """Wait until the lead-in begins, or until the walker starts at once."""
        lead_in = self._lead_in()
        what = Wait(self._session, repetition, countdown, lead_in)
        if wait(self._app, what, self._options):
            return self._until_moment(self._now() + lead_in)
        return countdown

    def _walk_once(self, countdown: Countdown, starts: float, period: float | None) -> WalkResult:
        speed = self._options.speed
        options = self._options._replace(
            starts_in=lambda: timedelta(seconds=max(0.0, countdown()) * speed)
        )
        if period is not None:
            options = options._replace(
                answer_within=lambda: starts + period - QUESTION_ENDS - self._now()
            )
        session = self._shortened(self._app.clock.time() + timedelta(seconds=countdown()))
        if session is not self._session:
            self._report_shortened(session)
        return walk(self._app, session, options)

    def _report_shortened(self, session: Session) -> None:
        assert self._until is not None
        by = self._until.astimezone(self._app.clock.zone)
        text = f"shortened to {clock_text(session.total)}, to end by {by:%H:%M}"
        if self._session.time(Direction.BACKWARD) and not session.time(Direction.BACKWARD):
            text += ": no time is left for walking backward"
        self._app.message(text, "")

    def _shortened(self, starts: datetime) -> Session:
        """Return the session, shortened to end in time. Raises `UsageError`."""
        if self._until is None:
            return self._session
        return shortened(self._session, self._until - starts)

    def _is_too_late(self, starts: float) -> bool:
        """Return whether a walk would have no time left before the end."""
        try:
            self._shortened(self._app.clock.time() + timedelta(seconds=starts - self._now()))
        except UsageError:
            return True
        return False

    def _lead_in(self) -> float:
        """Return the real seconds of the lead-in, plus those to open the sound device before it."""
        from .sound_setup import opening_time

        lead_in = lead_in_seconds(self._app, self._options) / self._options.speed
        return lead_in + opening_time(self._app, self._options)

    def _announce(self) -> None:
        """Play a sound and notify; the lead-in runs meanwhile."""
        from .announce import announce

        announce(self._app, self._session, self._options)

    def _now(self) -> float:
        return self._app.clock.now()

    def _until_moment(self, moment: float) -> Countdown:
        return lambda: moment - self._now()

    def _left(self, target: datetime) -> float:
        return (target - self._app.clock.time()).total_seconds()


def next_at(clock: time, after: datetime, zone: tzinfo) -> datetime:
    """Return the first moment after `after` at a time of day in `zone`, in UTC.

    For a time that clocks skip, return the moment of the change.
    """
    today = after.astimezone(zone).date()
    for day in (today, today + timedelta(days=1)):
        for moment in moments_of(datetime.combine(day, clock), zone):
            if moment > after:
                return moment
    return moment


def moments_of(local: datetime, zone: tzinfo) -> list[datetime]:
    """Return the moments of a local time, in UTC: one, or two when clocks are set back.

    For a time that clocks skip it is the moment at which they are set forward.
    """
    first, second = (local.replace(tzinfo=zone, fold=fold).astimezone(UTC) for fold in (0, 1))
    if first <= second:
        return [first] if first == second else [first, second]
    # skipped by the clocks: the offset after the change gives an earlier time than the one before
    early, late = second, first
    new_offset = late.astimezone(zone).utcoffset()
    while late - early > timedelta(seconds=1):
        middle = early + (late - early) / 2
        if middle.astimezone(zone).utcoffset() == new_offset:
            late = middle
        else:
            early = middle
    return [late.replace(microsecond=0)]


def next_start(first: float, every: float, now: float) -> float:
    """Return the first moment after `now` among `first`, `first` + `every` and so on."""
    return first + max(0, (now - first) // every + 1) * every
