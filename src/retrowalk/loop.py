"""The only loop: plays a session in time and yields what happens, moment by moment."""

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


class Clock(Protocol):
    """Something that tells the time."""

    def now(self) -> float:
        """Seconds that never run backward, from any origin."""


class Controls(Protocol):
    """Where the walker's wishes come from; waiting for one is how the program sleeps."""

    def wait(self, seconds: float | None) -> Command | None:
        """Wait for a command at most so long (None: for ever); may return early with None."""


class MonotonicClock:
    """A clock that no change of date and no sleep of the machine disturbs, `speed` times faster."""

    def __init__(self, speed: float = 1.0) -> None:
        self.speed = speed

    def now(self) -> float:
        """Seconds, times the speed."""
        return clocks.now() * self.speed


class SleepControls:
    """No controls at all: waits by sleeping, `speed` times shorter. Needs a finite session."""

    def __init__(self, speed: float = 1.0) -> None:
        self.speed = speed

    def wait(self, seconds: float | None) -> None:
        """Sleep for the time, or a second where there is no end to wait for."""
        time.sleep((1.0 if seconds is None else seconds) / self.speed)


class Moment(NamedTuple):
    """The walk at one moment: what has just happened, and how things stand.

    `clock` is what the clock said then, in its own seconds.
    """

    events: tuple[Event, ...]
    view: View
    clock: float = 0.0


def play(
    session: Session,
    clock: Clock,
    controls: Controls,
    *,
    lead_in: timedelta = ZERO,
    gaps: GapPolicy = NEVER_PAUSE,
    progress: Progress | None = None,
    every_second: bool = True,
) -> Iterator[Moment]:
    """Walk the session, yielding a moment whenever something happens.

    With `every_second` there is a moment at each change of a shown second as well. Remaining
    times come from the clock, so a late wake-up makes nothing later.
    """
    origin = clock.now()

    def since() -> timedelta:
        return timedelta(seconds=clock.now() - origin)

    walk = Walk(session, lead_in, gaps, progress)
    now, events = ZERO, walk.begin(ZERO)
    while True:
        yield Moment(tuple(events), walk.view(), origin + now.total_seconds())
        if walk.over:
            return
        now, awaited = since(), _due(walk, every_second)
        command = controls.wait(None if awaited is None else _seconds(awaited - now))
        now = since()
        events = walk.advance(now, awaited)
        if command and walk.allows(command) and not _unseen(events, walk, command):
            events += walk.apply(command)


def _due(walk: Walk, every_second: bool) -> timedelta | None:
    """When there is something to do; None when only the walker can say."""
    due = walk.next_due()
    if every_second:
        return walk.next_second() if due is None else min(due, walk.next_second())
    return due


def _seconds(wait: timedelta) -> float:
    return max(0.0, wait.total_seconds())


def _unseen(events: list[Event], walk: Walk, command: Command) -> bool:
    """Whether a key was meant for a walk that a gap has paused since: it would go on at once."""
    paused = walk.state is State.PAUSED and any(isinstance(e, GapFound) for e in events)
    return paused and command.verb is not Verb.END
