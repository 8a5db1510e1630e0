"""Ducking: lower other programs' sound around cues, so that cues are heard over music."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from .. import clock
from ..audio.mixdown import Beats, Note
from ..cues.tones import Tone
from .backend import AudioBackend
from .other_streams import OtherStreams, connect

BEFORE, AFTER = 0.25, 0.3
"""Seconds before and after a cue in which other sound is lowered."""
JOIN = 1.5
"""Cues less than this many seconds apart share one period of low volume."""
REFRESH = 0.25
"""Seconds between two checks for new streams."""
CLOSE_TIMEOUT = 1.0


class Span(NamedTuple):
    """A period in which cues sound, in seconds of `clock.now()`."""

    start: float
    end: float


def spans_of(notes: Iterable[Note]) -> list[Span]:
    """Return the periods in which other sound has to be low, in order."""
    spans: list[Span] = []
    for note in sorted(notes, key=lambda note: note.start):
        start, end = note.start - BEFORE, note.end + AFTER
        if spans and start - spans[-1].end < JOIN:
            spans[-1] = Span(spans[-1].start, max(spans[-1].end, end))
        else:
            spans.append(Span(start, end))
    return spans


class Ducker:
    """Lowers other programs' sound to `percent` of its volume, on a thread.

    Without pulsectl, a server or permission, nothing is lowered.
    """

    def __init__(
        self,
        percent: int,
        path: Path,
        connect: Callable[[], Any] = connect,
        now: Callable[[], float] = clock.now,
    ) -> None:
        self._percent = percent
        self._path = path
        self._connect = connect
        self._now = now
        self._spans: list[Span] = []
        self._closing = False
        self._changed = threading.Condition()
        self._thread = threading.Thread(target=self._run, name="ducking", daemon=True)

    def schedule(self, notes: Sequence[Note]) -> None:
        """Replace the scheduled notes."""
        with self._changed:
            self._spans = spans_of(notes)
            self._changed.notify()
        if self._spans and self._thread.ident is None:
            try:
                self._thread.start()
            except RuntimeError:  # no more threads are allowed
                pass

    def close(self) -> None:
        """Restore the volumes."""
        with self._changed:
            self._closing = True
            self._changed.notify()
        if self._thread.ident is not None:
            self._thread.join(CLOSE_TIMEOUT)

    def next_step(self, now: float) -> tuple[bool, float | None]:
        """Return whether other sound must be low now, and the seconds until the next check."""
        for span in self._spans:
            if now < span.start:
                return False, span.start - now
            if now < span.end:
                return True, min(REFRESH, span.end - now)
        return False, None

    def _run(self) -> None:
        try:
            with self._connect() as pulse:
                streams = OtherStreams(pulse, self._path)
                streams.restore()  # volumes left low by a walk that was killed
                try:
                    self._follow(streams)
                finally:
                    streams.restore()
        except Exception:  # no pulsectl, no server, no permission: nothing is lowered
            pass

    def _follow(self, streams: OtherStreams) -> None:
        while not self._closing:
            is_low, _ = self.next_step(self._now())
            if is_low:
                streams.lower(self._percent)
            else:
                streams.restore()
            with self._changed:
                _, seconds = self.next_step(self._now())
                if not self._closing:
                    self._changed.wait(seconds)


class DuckingBackend:
    """A backend around which other programs' sound is lowered."""

    def __init__(self, backend: AudioBackend, ducker: Ducker) -> None:
        self.name = backend.name
        self._backend = backend
        self._ducker = ducker

    def open(self) -> None:
        """Open the device if that is possible before a sound is scheduled."""
        self._backend.open()

    def wakes_in(self) -> float:
        """Return the seconds until the device that `open` opens is awake."""
        return self._backend.wakes_in()

    def schedule(self, notes: Sequence[Note], beats: Sequence[Beats]) -> None:
        """Replace everything that is still to be played. The metronome lowers nothing."""
        self._ducker.schedule(notes)
        self._backend.schedule(notes, beats)

    def play_now(self, tone: Tone) -> None:
        """Play a tone at once, if the backend cannot schedule sounds."""
        self._backend.play_now(tone)

    def error(self) -> str:
        """Return why no sound can be played, or ""."""
        return self._backend.error()

    def close(self, timeout: float) -> None:
        """Play what is scheduled, release the device and restore the volumes."""
        self._backend.close(timeout)
        self._ducker.close()


def restore_leftovers(path: Path) -> None:
    """Restore the volumes that a killed walk has left low, on a thread; return at once."""
    try:
        threading.Thread(target=_restore, args=(path,), name="ducking", daemon=True).start()
    except RuntimeError:  # no more threads are allowed
        pass


def _restore(path: Path) -> None:
    try:
        with connect() as pulse:
            OtherStreams(pulse, path).restore()
    except Exception:  # the next walk tries again
        pass
