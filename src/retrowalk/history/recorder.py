"""Keeps a walk as it goes: a listener that is told each moment, last of all."""

from __future__ import annotations

import time
import uuid
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from ..core.commands import State
from ..core.events import (
    EndReason,
    Event,
    Outcome,
    Paused,
    Resumed,
    SegmentEnded,
    SegmentStarted,
    SessionEnded,
    SessionStarted,
)
from ..core.session import ZERO, Session
from ..core.view import LEAD_IN, View
from ..loop import Moment
from .record import BREAK, LOGGED, MS, Checkpoint, LogEntry, SegmentVisit, WalkRecord
from .rows import ADD_LOG_ENTRY, ADD_VISIT, totals_of
from .writer import Writer


class Recorder:
    """Keeps one walk; with `resumed_from` it goes on with one that was kept before.

    `events` are those of the whole walk, as far as they are kept. A walk that ends in its
    lead-in is none.
    """

    def __init__(
        self, path: Path, session: Session, version: str, resumed_from: WalkRecord | None = None
    ) -> None:
        self._session = session
        self._resumed_from = resumed_from
        fresh = WalkRecord(uuid.uuid4().hex, datetime.now().astimezone(), session, version)
        self._first = resumed_from.reopened() if resumed_from else fresh
        self.events: list[Event] = list(self._first.events)
        self._n = self._first.next_number
        self._clock: float | None = None  # what it said when the program began
        self._origin = ZERO  # when the walk began, counted from then
        self._began: int | None = None  # when the present segment began
        self._paused = isinstance(self._last_pause(), Paused)
        self._writer = Writer(path, resumed_from.id if resumed_from else None)

    def show(self, moment: Moment) -> None:
        """Keep what has just happened, and how things stand."""
        if self._clock is None:
            self._clock = moment.clock
        for event in moment.events:
            self._take(event)
        now = timedelta(seconds=moment.clock - self._clock) - self._origin
        standing = self._standing(moment.view, moment.events, max(0, now // MS))
        walking = moment.view.state is State.WALKING
        self._writer.wake(standing, moment.view.at, walking=walking)

    def close(self) -> list[str]:
        """Write what is left; returns what could not be kept, and what else is to be told."""
        self._writer.close()
        return self._writer.troubles()

    @property
    def id(self) -> int | None:
        """The walk's number in the history; None while it is not there."""
        return self._writer.walk

    def _last_pause(self) -> Event | None:
        return next((e for e in reversed(self.events) if isinstance(e, (Paused, Resumed))), None)

    def _take(self, event: Event) -> None:
        if isinstance(event, SessionStarted):
            self._begin(event)
        if self._writer.first is None:  # in the lead-in nothing has been walked
            return
        event = replace(event, now=max(ZERO, event.now - self._origin))
        if isinstance(event, SegmentStarted):
            goes_on = self._began is None and self._resumed_from and self._resumed_from.checkpoint
            self._began = goes_on.began if goes_on else event.now // MS
        elif isinstance(event, SegmentEnded):
            self.events.append(event)
            began, ended = self._began or 0, event.now // MS
            walked, reason = event.walked // MS, str(event.reason)
            self._write(ADD_VISIT, SegmentVisit(self._n, event.index, began, ended, walked, reason))
        elif isinstance(event, LOGGED):
            self._happen(event)
        elif isinstance(event, SessionEnded):
            self._end(event)

    def _begin(self, event: SessionStarted) -> None:
        """The lead-in is over: from now on there is something to keep."""
        self._origin = event.now
        if self._resumed_from is None or self._resumed_from.checkpoint is None:
            self._writer.first = replace(self._first, started=datetime.now().astimezone())
            return
        stood = self._resumed_from.checkpoint
        self._origin -= stood.moment * MS
        self._writer.first = self._first
        self._writer.add("DELETE FROM visits WHERE walk = ? AND n >= ?", (self._n,))
        self._writer.add("UPDATE walks SET outcome = NULL WHERE id = ?", ())
        length, at = max(0, _wall() - stood.seen), event.at // MS
        self._write(ADD_LOG_ENTRY, LogEntry(self._n, BREAK, stood.moment, at, None, length))

    def _happen(self, event: Event) -> None:
        if isinstance(event, Resumed) and not self._paused:
            return  # it goes on after a break, or was paused in the lead-in
        if isinstance(event, (Paused, Resumed)):
            self._paused = isinstance(event, Paused)
        self.events.append(event)
        kind, index = event.kind, getattr(event, "index", None)
        length = getattr(event, "length", getattr(event, "by", None))
        size = None if length is None else length // MS
        row = LogEntry(self._n, kind, event.now // MS, event.at // MS, index, size)
        self._write(ADD_LOG_ENTRY, row)

    def _end(self, event: SessionEnded) -> None:
        self.events.append(event)
        totals = totals_of(self._session, self.events)
        self._writer.add(
            "UPDATE walks SET walked = ?2, forward = ?3, backward = ?4, longest = ?5, outcome = ?6"
            " WHERE id = ?1",
            (*totals.values(), str(event.outcome)),
        )
        if event.outcome is Outcome.COMPLETED:
            self._writer.add("DELETE FROM standing WHERE walk = ?", ())

    def _standing(self, view: View, events: Iterable[Event], moment: int) -> Checkpoint | None:
        """How things stand; at the end, where the walk was left."""
        if view.outcome is Outcome.COMPLETED or view.index == LEAD_IN:
            return None
        index, walked = view.index, view.elapsed
        for event in events:
            if isinstance(event, SegmentEnded) and event.reason is EndReason.STOPPED:
                index, walked = event.index, event.walked
        ends = None if view.limit is None else view.limit // MS
        return Checkpoint(index, self._began or 0, walked // MS, ends, moment, _wall())

    def _write(self, statement: str, row: tuple[Any, ...]) -> None:
        self._writer.add(statement, row)
        self._n += 1


def _wall() -> int:
    """Milliseconds since 1970."""
    return round(time.time() * 1000)
