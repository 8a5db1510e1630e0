"""Record a walk in progress: a listener that receives each moment."""

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
from .rows import ADD_LOG_ENTRY, ADD_VISIT, SET_TOTALS, totals_of
from .writer import Writer


class Recorder:
    """Records one walk; with `resumed_from`, continues the record of an interrupted one.

    `events` are the recorded events of the whole walk. A walk that ends in its lead-in is not
    recorded.
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
        self._clock: float | None = None  # the clock at the first moment
        self._origin = ZERO  # when the walk started, counted from then
        self._began: int | None = None  # when the current segment started
        self._paused = isinstance(self._last_pause(), Paused)
        self._writer = Writer(path, resumed_from.id if resumed_from else None)

    def show(self, moment: Moment) -> None:
        """Record what has just happened, and where the walk is now."""
        if self._clock is None:
            self._clock = moment.clock
        for event in moment.events:
            self._take(event)
        now = timedelta(seconds=moment.clock - self._clock) - self._origin
        checkpoint = self._checkpoint(moment.view, moment.events, max(0, now // MS))
        walking = moment.view.state is State.WALKING
        self._writer.save(checkpoint, moment.view.at, walking=walking)

    def close(self) -> list[str]:
        """Save the rest. Return what could not be saved, and other messages for the user."""
        self._writer.close()
        return self._writer.messages()

    @property
    def id(self) -> int | None:
        """The walk's id in the history, or None while it is not saved."""
        return self._writer.walk_id

    def _last_pause(self) -> Event | None:
        return next((e for e in reversed(self.events) if isinstance(e, (Paused, Resumed))), None)

    def _take(self, event: Event) -> None:
        if isinstance(event, SessionStarted):
            self._begin(event)
        if not self._writer.has_begun:  # still in the lead-in
            return
        event = replace(event, now=max(ZERO, event.now - self._origin))
        if isinstance(event, SegmentStarted):
            self._began = self._start_of(event)
        elif isinstance(event, SegmentEnded):
            self.events.append(event)
            began, ended = self._began or 0, event.now // MS
            walked, reason = event.walked // MS, str(event.reason)
            self._add(ADD_VISIT, SegmentVisit(self._n, event.index, began, ended, walked, reason))
        elif isinstance(event, LOGGED):
            self._add_log_entry(event)
        elif isinstance(event, SessionEnded):
            self._end(event)

    def _start_of(self, event: SegmentStarted) -> int:
        """Return when a segment started; for a resumed one, when it started originally."""
        if self._began is None and self._resumed_from and self._resumed_from.checkpoint:
            return self._resumed_from.checkpoint.began
        return event.now // MS

    def _begin(self, event: SessionStarted) -> None:
        """Start recording: the lead-in is over."""
        self._origin = event.now
        if self._resumed_from is None or self._resumed_from.checkpoint is None:
            self._writer.begin(replace(self._first, started=datetime.now().astimezone()))
            return
        checkpoint = self._resumed_from.checkpoint
        self._origin -= checkpoint.moment * MS
        self._writer.begin(self._first)
        self._writer.add("DELETE FROM visits WHERE walk = ? AND n >= ?", (self._n,))
        self._writer.add("UPDATE walks SET outcome = NULL WHERE id = ?", ())
        length, at = max(0, _real_time() - checkpoint.seen), event.at // MS
        self._add(ADD_LOG_ENTRY, LogEntry(self._n, BREAK, checkpoint.moment, at, None, length))

    def _add_log_entry(self, event: Event) -> None:
        if isinstance(event, Resumed) and not self._paused:
            return  # the end of an interruption, or of a pause in the lead-in
        if isinstance(event, (Paused, Resumed)):
            self._paused = isinstance(event, Paused)
        self.events.append(event)
        kind, index = event.kind, getattr(event, "index", None)
        length = getattr(event, "length", getattr(event, "by", None))
        size = None if length is None else length // MS
        row = LogEntry(self._n, kind, event.now // MS, event.at // MS, index, size)
        self._add(ADD_LOG_ENTRY, row)

    def _end(self, event: SessionEnded) -> None:
        self.events.append(event)
        ended = (e for e in self.events if isinstance(e, SegmentEnded))
        totals = totals_of(self._session, ((e.index, e.walked / MS) for e in ended))
        self._writer.add(SET_TOTALS, (*totals.values(), str(event.outcome)))
        if event.outcome is Outcome.COMPLETED:
            self._writer.add("DELETE FROM standing WHERE walk = ?", ())

    def _checkpoint(self, view: View, events: Iterable[Event], moment: int) -> Checkpoint | None:
        """Return the current position of the walk; after its end, the last one."""
        if view.outcome is Outcome.COMPLETED or view.index == LEAD_IN:
            return None
        index, walked = view.index, view.elapsed
        for event in events:
            if isinstance(event, SegmentEnded) and event.reason is EndReason.STOPPED:
                index, walked = event.index, event.walked
        ends = None if view.limit is None else view.limit // MS
        return Checkpoint(index, self._began or 0, walked // MS, ends, moment, _real_time())

    def _add(self, statement: str, row: tuple[Any, ...]) -> None:
        self._writer.add(statement, row)
        self._n += 1


def _real_time() -> int:
    """Return milliseconds since 1970."""
    return round(time.time() * 1000)
