"""The terminal bell, used when nothing else can play sounds."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from typing import TextIO

from ..audio.mixdown import Beats, Note
from ..cues.tones import Tone

RINGS = {Tone.FORWARD: 1, Tone.BACKWARD: 2, Tone.STAND: 3}
"""How often the bell rings for a direction; for every other tone it rings once."""
BETWEEN_RINGS = 0.15
"""Seconds between rings; terminals merge rings that are closer together."""


class Bell:
    """Rings the terminal bell for each tone. Without a terminal it is silent."""

    def __init__(
        self, terminal: TextIO | None, sleep: Callable[[float], None] = time.sleep
    ) -> None:
        self.name = "bell" if terminal else "off"
        self._terminal = terminal
        self._sleep = sleep

    def open(self) -> None:
        """Do nothing: a bell is always ready."""

    def wakes_in(self) -> float:
        """Return 0."""
        return 0.0

    def schedule(self, notes: Sequence[Note], beats: Sequence[Beats]) -> None:
        """Do nothing: a bell cannot be scheduled."""

    def play_now(self, tone: Tone) -> None:
        """Ring: once for forward, twice for backward, three times for standing."""
        for ring in range(RINGS.get(tone, 1)):
            if self._terminal is None:
                return
            if ring:
                self._sleep(BETWEEN_RINGS)
            try:
                self._terminal.write("\a")
                self._terminal.flush()
            except (OSError, ValueError):
                self._terminal = None

    def error(self) -> str:
        """Return "": whether the bell was heard is unknown."""
        return ""

    def close(self, timeout: float) -> None:
        """Do nothing: there is nothing to release."""
