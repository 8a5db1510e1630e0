"""A walk's events for other programs: one JSON object a line (docs/events.md)."""

from __future__ import annotations

import errno
import json
import os
import select
import sys
import time
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from .core.events import (
    CueGiven,
    Event,
    Extended,
    GapFound,
    OnSegment,
    Paused,
    Resumed,
    SegmentEnded,
    SegmentStarted,
    SessionEnded,
    SessionStarted,
    SkippedOn,
    WentBack,
)
from .core.gaps import present
from .core.session import Session
from .cues.words import left_to_tell, words
from .durations import number
from .errors import FileError
from .runner import Moment

READER_PATIENCE = 2.0
"""Seconds within which somebody has to open the other side of a named pipe."""
LAST_PATIENCE = 1.0
"""Seconds that a slow reader gets at the end."""
MOST_WAITING = 1 << 20
"""Bytes kept for a reader that does not read; what comes after is dropped."""

NAMES: dict[type[Event], str] = {
    SessionStarted: "session-start",
    SegmentStarted: "segment-start",
    CueGiven: "cue",
    Paused: "pause",
    Resumed: "resume",
    SkippedOn: "skip",
    WentBack: "back",
    Extended: "extend",
    GapFound: "gap",
    SegmentEnded: "segment-end",
    SessionEnded: "session-end",
}


class EventStream:
    """Writes events to a file or pipe. A reader that stalls or goes away never stops the walk."""

    def __init__(self, target: str, session: Session) -> None:
        self._session = session
        self._descriptor: int | None = _open(target)
        self._owned = target != "-"
        self._waiting = b""
        self.trouble = ""

    def show(self, moment: Moment) -> None:
        """Write the events of a moment at once."""
        heard = present(moment.events)
        left = left_to_tell(moment.view, moment.events)
        for event in moment.events:
            if isinstance(event, CueGiven) and event not in heard:
                continue  # nobody was told
            line = json.dumps(event_json(event, self._session, left), ensure_ascii=False)
            if len(self._waiting) < MOST_WAITING:
                self._waiting += line.encode("utf-8", "replace") + b"\n"
        self._push(0)

    def close(self) -> None:
        """Give a slow reader a last moment, then let go."""
        self._push(LAST_PATIENCE)
        if self._descriptor is not None and self._owned:
            os.close(self._descriptor)
        self._descriptor = None

    def _push(self, patience: float) -> None:
        """Write as much as the other side takes without waiting longer than `patience`."""
        end = time.monotonic() + patience
        while self._waiting and self._descriptor is not None:
            if not _writable(self._descriptor, max(0.0, end - time.monotonic())):
                return
            try:
                self._waiting = self._waiting[os.write(self._descriptor, self._waiting[:4096]) :]
            except BrokenPipeError:  # the reader has gone
                self._descriptor = None
            except OSError as error:
                self._descriptor = None
                self.trouble = f"the events could not all be written: {error.strerror}"


def _open(target: str) -> int:
    """A descriptor to write to; a file's earlier lines are kept."""
    if target == "-":
        return sys.stdout.fileno()
    end = time.monotonic() + READER_PATIENCE
    wait_for_reader = Path(target).is_fifo()
    flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT | getattr(os, "O_NONBLOCK", 0)
    while True:
        try:
            return os.open(target, flags, 0o666)
        except OSError as error:
            patient = wait_for_reader and error.errno == errno.ENXIO and time.monotonic() < end
            if not patient:
                raise FileError.cannot("write", target, error) from None
            time.sleep(0.05)


def _writable(descriptor: int, patience: float) -> bool:
    """Whether something can be written without waiting; other than pipes always can."""
    if os.name == "nt":
        return True
    poll = select.poll()
    poll.register(descriptor, select.POLLOUT)
    return bool(poll.poll(patience * 1000))


def event_json(event: Event, session: Session, left: timedelta | None = None) -> dict[str, Any]:
    """An event as an object of the stream's schema 1; its clock is the time of this call.

    A start that is told in the segment's middle says what is `left`.
    """
    return {
        "schema": 1,
        "event": NAMES[type(event)],
        "at": number(event.at),
        "clock": datetime.now().astimezone().isoformat(timespec="milliseconds"),
        **_details(event, session, left),
    }


def _details(event: Event, session: Session, left: timedelta | None) -> dict[str, Any]:
    match event:
        case SessionStarted():
            return {
                "name": session.name,
                "title": session.title,
                "seconds": number(session.total),
                "segments": len(session.segments),
            }
        case SegmentEnded():
            return {
                "index": event.index + 1,
                "direction": str(session.segments[event.index].direction),
                "seconds": number(event.walked),
                "reason": str(event.reason),
            }
        case SegmentStarted():
            return {"index": event.index + 1, **_segment(session, event.index)}
        case Extended():
            return {"index": event.index + 1, "seconds": number(event.by)}
        case OnSegment():
            return {"index": event.index + 1}
        case CueGiven():
            return {
                "index": event.cue.segment + 1,
                "cue": str(event.cue.kind),
                "direction": str(event.cue.direction),
                "count": event.cue.count,
                "text": words(session, event.cue, left=left),
                "late": number(event.late),
            }
        case GapFound():
            return {"seconds": number(event.length)}
        case SessionEnded():
            return {"outcome": str(event.outcome)}
        case _:
            return {}


def _segment(session: Session, index: int) -> dict[str, Any]:
    segment = session.segments[index]
    return {
        "direction": str(segment.direction),
        "seconds": None if segment.duration is None else number(segment.duration),
        "label": segment.label,
        "note": segment.note,
        "round": segment.round,
        "rounds": segment.rounds,
    }
