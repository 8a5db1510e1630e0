"""What outputs have in common that place sounds ahead, from a thread of their own."""

from __future__ import annotations

import threading
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from .. import clock as clocks
from ..audio.mixdown import Beats, Note
from ..cues.tones import Tone

ANSWERING = 4.0
"""Seconds that a call into the sound system may take; longer means that it hangs."""
LAST_MOMENTS = 0.3
"""Seconds that the thread gets at the end even where nothing is to be heard any more."""


class ThreadedBackend(ABC):
    """An output with a thread; calls `wake` when it finds that it cannot sound.

    `_changed` guards what the thread reads, and tells it of changes.
    """

    name = ""
    hangs = ""
    """What the trouble is when a call takes too long."""

    def __init__(
        self, wake: Callable[[], None] = lambda: None, now: Callable[[], float] = clocks.now
    ) -> None:
        self._wake = wake
        self._now = now
        self._changed = threading.Condition()
        self._closing = False
        self._trouble = ""
        self._busy_since: float | None = None
        self._thread = threading.Thread(target=self._work, name=self.name, daemon=True)

    def schedule(self, notes: Sequence[Note], beats: Sequence[Beats]) -> None:
        """Take these for all that is to be heard."""
        with self._changed:
            self._take(notes, beats)
            self._changed.notify()
        if self._thread.ident is None and (notes or beats):
            self._thread.start()

    def play_now(self, tone: Tone) -> None:  # noqa: B027 - there is nothing to do for any of them
        """What was expected sounds by itself."""

    def error(self) -> str:
        """Why no sound comes out."""
        since = self._busy_since
        if not self._trouble and since is not None and self._now() - since > ANSWERING:
            self._trouble = self.hangs
        return self._trouble

    def close(self, patience: float) -> None:
        """End when the last sound has."""
        with self._changed:
            if patience <= 0:
                self._take((), ())
            self._closing = True
            self._changed.notify()
        if self._thread.ident is not None:
            self._thread.join(max(patience, LAST_MOMENTS))

    @abstractmethod
    def _take(self, notes: Sequence[Note], beats: Sequence[Beats]) -> None:
        """Remember what is to be heard."""

    @abstractmethod
    def _run(self) -> None:
        """Sound what is expected, until closed. Raises when that cannot be done."""

    @contextmanager
    def _busy(self) -> Iterator[None]:
        """Around a call into the sound system, which may never return."""
        self._busy_since = self._now()
        timer = threading.Timer(ANSWERING + 0.1, self._wake)
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
        except Exception as error:  # whatever a sound system does, the walk goes on
            self._trouble = str(error).splitlines()[0] if str(error) else type(error).__name__
            self._wake()
