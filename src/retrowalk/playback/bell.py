"""The terminal's bell, for when nothing else sounds."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TextIO

from ..audio.mixdown import Beats, Note
from ..cues.tones import Tone


class Bell:
    """Rings a terminal at each tone; without a terminal it is silent."""

    def __init__(self, terminal: TextIO | None) -> None:
        self.name = "bell" if terminal else "off"
        self._terminal = terminal

    def schedule(self, notes: Sequence[Note], beats: Sequence[Beats]) -> None:
        """A bell can only be rung now."""

    def play_now(self, tone: Tone) -> None:
        """Ring once."""
        if self._terminal is None:
            return
        try:
            self._terminal.write("\a")
            self._terminal.flush()
        except (OSError, ValueError):
            self._terminal = None

    def error(self) -> str:
        """A bell never says whether it was heard."""
        return ""

    def close(self, patience: float) -> None:
        """Nothing to let go of."""
