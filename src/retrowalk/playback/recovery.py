"""Notice that a sound output works again after it has failed."""

from __future__ import annotations

import threading
from collections.abc import Callable

from .availability import has_audio_output
from .device_stream import check_device, is_available

RETRY_INTERVAL = 2.0
"""Seconds between two attempts."""


def device_works() -> bool:
    """Return whether sound can be played on the device. This may take seconds."""
    if not has_audio_output():
        return False
    if is_available():
        check_device()
    return True


class OutputWatch:
    """Tries an output on a thread until it works, then calls `on_recovery` from that thread."""

    def __init__(
        self,
        on_recovery: Callable[[], None],
        works: Callable[[], bool] = device_works,
        interval: float = RETRY_INTERVAL,
    ) -> None:
        self._on_recovery = on_recovery
        self._works = works
        self._interval = interval
        self._stopped = threading.Event()
        self._recovered = threading.Event()
        self._thread = threading.Thread(target=self._watch, name="output watch", daemon=True)

    @property
    def recovered(self) -> bool:
        """Whether the output works again."""
        return self._recovered.is_set()

    def start(self) -> None:
        """Start trying. Without threads, the output stays as it is."""
        try:
            self._thread.start()
        except RuntimeError:  # no more threads are allowed
            self.stop()

    def stop(self) -> None:
        """Stop trying, without waiting for an attempt in progress."""
        self._stopped.set()

    def _watch(self) -> None:
        while not self._stopped.wait(self._interval):
            try:
                works = self._works()
            except Exception:  # an output can fail in any way
                works = False
            if works and not self._stopped.is_set():
                self._recovered.set()
                self._on_recovery()
                return
