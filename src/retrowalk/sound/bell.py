"""The terminal's bell, for when nothing else sounds."""

from __future__ import annotations

from typing import TextIO

from ..cues.tones import Tone


class Bell:
    """Rings a terminal; without one it is silent."""

    def __init__(self, terminal: TextIO | None) -> None:
        self._terminal = terminal

    def prepare(self) -> None:
        """Nothing to get ready."""

    def play(self, tone: Tone) -> None:
        """Ring once."""
        if self._terminal is None:
            return
        try:
            self._terminal.write("\a")
            self._terminal.flush()
        except (OSError, ValueError):
            self._terminal = None

    def trouble(self) -> str:
        """A bell never says whether it was heard."""
        return ""

    def close(self, patience: float) -> None:
        """Nothing to let go of."""
