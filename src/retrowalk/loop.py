"""The main loop: runs a session in real time and yields its moments."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import timedelta
from typing import NamedTuple, Protocol

from . import clock as clocks
from .core.commands import Command, State, Verb
from .core.events import Event, GapFound
from .core.gaps import NEVER_PAUSE, GapPolicy
from .core.session import ZERO, Session
from .core.view import Progress, View
from .core.walk import Walk
from .durations import clock_text


class Clock(Protocol):
    """A source of time."""

    def now(self) -> float:
        """Return seconds from an arbitrary start, which never decrease."""


class Controls(Protocol):
    """The source of the walker's commands; the program sleeps while it waits for one."""

    def wait(self, seconds: float | None) -> Command | None:
        """Wait for a command, at most `seconds` (None: forever); may return None earlier."""


class MonotonicClock:
    """A clock that runs `speed` times as fast; it counts suspend time and ignores date changes."""

    def __init__(self, speed: float = 1.0) -> None:
        self.speed = speed

    def now(self) -> float:
        """Return seconds, times the speed."""
        return clocks.now() * self.speed


class SleepControls:
    """No controls: waits by sleeping, `speed` times shorter. An open segment then never ends."""

    def __init__(self, speed: float = 1.0) -> None:
        self.speed = speed

    def wait(self, seconds: float | None) -> None:
        """Sleep for `seconds`, or for one second if that is None."""
        time.sleep((1.0 if seconds is None else seconds) / self.speed)


class Moment(NamedTuple):
    """The walk at one moment: the events that just happened, and the state after them.

    `clock` is the time of the clock, in its own seconds.
    """

    events: tuple[Event, ...]
    view: View
    clock: float = 0.0

    def __repr__(self) -> str:
        happened = ", ".join(event.kind for event in self.events) or "no events"
        return f"<Moment {clock_text(max(ZERO, self.view.at))} {self.view.state}: {happened}>"


def play(
    session: Session,
    clock: Clock,
    controls: Controls,
    *,
    lead_in: timedelta = ZERO,
    gaps: GapPolicy = NEVER_PAUSE,
    progress: Progress | None = None,
    every_second: bool = True,
    command: Command | None = None,
) -> Iterator[Moment]:
    """Walk the session, yielding a moment whenever something happens.

    With `every_second` there is also one whenever the displayed seconds change. Remaining times are
    computed from the clock, so that a late wake-up delays nothing after it. `command` is carried
    out at the start.
    """
    origin = clock.now()

    def since() -> timedelta:
        return timedelta(seconds=clock.now() - origin)

    walk = Walk(session, lead_in, gaps, progress)
    now, events, stale_until = ZERO, walk.begin(ZERO), ZERO
    if command and walk.allows(command):
        events += walk.apply(command)
    while True:
        yield Moment(tuple(events), walk.view(), origin + now.total_seconds())
        if walk.over:
            return
        now, awaited = since(), _due(walk, every_second)
        command = controls.wait(None if awaited is None else _seconds(awaited - now))
        now = since()
        events = walk.advance(now, awaited)
        if walk.state is State.PAUSED and any(isinstance(event, GapFound) for event in events):
            stale_until = now + gaps.stale
        is_stale = now < stale_until and command is not None and command.verb is not Verb.END
        if command and walk.allows(command) and not is_stale:
            events += walk.apply(command)


def first_moment(session: Session, lead_in: timedelta, progress: Progress | None = None) -> Moment:
    """Return the moment at which `play` would begin, without events: a frame to show before it."""
    walk = Walk(session, lead_in, NEVER_PAUSE, progress)
    walk.begin(ZERO)
    return Moment((), walk.view())


def _due(walk: Walk, every_second: bool) -> timedelta | None:
    """Return when something is due; None if only the walker can end the segment."""
    due = walk.next_due()
    if every_second:
        return walk.next_second() if due is None else min(due, walk.next_second())
    return due


def _seconds(wait: timedelta) -> float:
    return max(0.0, wait.total_seconds())
