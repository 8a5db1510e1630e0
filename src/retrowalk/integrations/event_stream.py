"""A walk's events for other programs: one JSON object a line (docs/events.md)."""

from __future__ import annotations

import errno
import json
import os
import select
import sys
import time
from pathlib import Path

from ..core.events import (
    CueGiven,
)
from ..core.gaps import drop_missed
from ..core.session import Session
from ..cues.wording import left_to_tell
from ..errors import FileError
from ..loop import Moment
from .event_json import event_json

READER_PATIENCE = 2.0
"""Seconds within which somebody has to open the other side of a named pipe."""
LAST_PATIENCE = 1.0
"""Seconds that a slow reader gets at the end."""
MOST_WAITING = 1 << 20
"""Bytes kept for a reader that does not read; what comes after is dropped."""


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
        heard = drop_missed(moment.events)
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
