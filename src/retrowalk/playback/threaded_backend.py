"""The base of the backends that schedule sounds: a thread that plays them."""

from __future__ import annotations

import threading
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from .. import clock
from ..audio.mixdown import Beats, Note
from ..cues.tones import Tone

CALL_TIMEOUT = 4.0
"""Seconds that a call into the sound system may take before it counts as hung."""
MIN_CLOSE_TIME = 0.3
"""Seconds that the thread has to end even if there is nothing left to play."""


class ThreadedBackend(ABC):
    """A backend with a thread. It calls `on_error`, from that thread, when it fails.

    `_changed` guards what the thread reads and is notified of each change.
    """

    name = ""
    hang_message = ""
    """The error if a call into the sound system does not return."""

    def __init__(
        self, on_error: Callable[[], None] = lambda: None, now: Callable[[], float] = clock.now
    ) -> None:
        self._on_error = on_error
        self._now = now
        self._changed = threading.Condition()
        self._closing = False
        self._error = ""
        self._busy_since: float | None = None
        self._thread = threading.Thread(target=self._work, name=self.name, daemon=True)

    def open(self) -> None:  # noqa: B027 - a default for backends without a device
        """Do nothing: a player is started for each sound."""

    def wakes_in(self) -> float:
        """Return 0."""
        return 0.0

    def schedule(self, notes: Sequence[Note], beats: Sequence[Beats]) -> None:
        """Replace everything that is still to be played."""
        with self._changed:
            self._set_schedule(notes, beats)
            self._changed.notify()
        if notes or beats:
            self._start_thread()

    def play_now(self, tone: Tone) -> None:  # noqa: B027 - a default that no subclass overrides
        """Do nothing: scheduled sounds play by themselves."""

    def error(self) -> str:
        """Return why no sound can be played, or ""."""
        since = self._busy_since
        if not self._error and since is not None and self._now() - since > CALL_TIMEOUT:
            self._error = self.hang_message
        return self._error

    def close(self, timeout: float) -> None:
        """End the thread after the last sound, or after `timeout` seconds."""
        with self._changed:
            if timeout <= 0:
                self._set_schedule((), ())
            self._closing = True
            self._changed.notify()
        if self._thread.ident is not None:
            self._thread.join(max(timeout, MIN_CLOSE_TIME))

    @abstractmethod
    def _set_schedule(self, notes: Sequence[Note], beats: Sequence[Beats]) -> None:
        """Store what is to be played."""

    @abstractmethod
    def _run(self) -> None:
        """Play what is scheduled until closed. Raises if that is impossible."""

    def _start_thread(self) -> None:
        """Start the thread if it has not been started."""
        if self._thread.ident is None and not self._error:
            try:
                self._thread.start()
            except RuntimeError as error:  # no more threads are allowed
                self._error = str(error)

    @contextmanager
    def _watchdog(self) -> Iterator[None]:
        """Report an error if the body, a call into the sound system, does not return."""
        self._busy_since = self._now()
        timer = threading.Timer(CALL_TIMEOUT + 0.1, self._on_error)
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()
            self._busy_since = None

    def _work(self) -> None:
        try:
            self._run()
        except Exception as error:  # no failure of the sound system may end the walk
            self._error = str(error).splitlines()[0] if str(error) else type(error).__name__
            self._on_error()
