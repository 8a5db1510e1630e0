"""Write a walk's events for other programs, one JSON object per line (docs/events.md)."""

from __future__ import annotations

import errno
import json
import os
import sys
import time
from datetime import datetime
from pathlib import Path

from ..core.events import CueGiven
from ..core.gaps import drop_missed
from ..core.session import Session
from ..cues.wording import time_left_to_say
from ..errors import FileError
from ..loop import Moment
from ..terminal.polling import is_writable
from .event_json import event_json

OPEN_TIMEOUT = 2.0
"""Seconds to wait for a reader to open the other end of a named pipe."""
CLOSE_TIMEOUT = 1.0
"""Seconds that a slow reader gets at the end."""
MOST_PENDING = 1 << 20
"""Bytes buffered for a slow reader; later events are dropped."""
TOO_SLOW = "some events could not be written: their reader is too slow"


class EventStream:
    """Writes events to a file or pipe; "-" is standard output.

    A reader that stalls or closes never delays the walk. `error` says why events are missing.
    """

    def __init__(self, target: str, session: Session, units: str = "km/h") -> None:
        self._session, self._units = session, units
        self._descriptor: int | None = _open(target)
        self._owned = target != "-"
        self._pending = b""
        self.error = ""

    def show(self, moment: Moment) -> None:
        """Write the events of a moment, without the cues that a gap skipped."""
        clock = datetime.now().astimezone()
        given = drop_missed(moment.events)
        left = time_left_to_say(moment.view, moment.events)
        for event in moment.events:
            if isinstance(event, CueGiven) and event not in given:
                continue
            details = event_json(event, self._session, clock, left, self._units)
            line = json.dumps(details, ensure_ascii=False)
            if len(self._pending) < MOST_PENDING:
                self._pending += line.encode("utf-8", "replace") + b"\n"
            else:
                self.error = TOO_SLOW
        self._write(0)

    def close(self) -> list[str]:
        """Give a slow reader a final chance, then close the file; return problems."""
        self._write(CLOSE_TIMEOUT)
        if self._pending and self._descriptor is not None:
            self.error = TOO_SLOW
        if self._descriptor is not None and self._owned:
            os.close(self._descriptor)
        self._descriptor = None
        return [self.error] if self.error else []

    def _write(self, timeout: float) -> None:
        """Write as much as the reader accepts within `timeout` seconds."""
        end = time.monotonic() + timeout
        while self._pending and self._descriptor is not None:
            if not is_writable(self._descriptor, max(0.0, end - time.monotonic())):
                return
            try:
                self._pending = self._pending[os.write(self._descriptor, self._pending[:4096]) :]
            except BrokenPipeError:  # the reader has closed, which is not an error
                self._descriptor = None
            except OSError as error:
                self._descriptor = None
                self.error = f"some events could not be written: {error.strerror}"


def _open(target: str) -> int:
    """Return a descriptor that appends to the target. Raises `FileError`."""
    if target == "-":
        return sys.stdout.fileno()
    end = time.monotonic() + OPEN_TIMEOUT
    is_pipe = Path(target).is_fifo()
    flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT | getattr(os, "O_NONBLOCK", 0)
    while True:
        try:
            return os.open(target, flags, 0o666)
        except OSError as error:
            no_reader_yet = is_pipe and error.errno == errno.ENXIO
            if not no_reader_yet or time.monotonic() >= end:
                raise FileError.cannot("write", target, error) from None
            time.sleep(0.05)
