"""The terminal bell, used when nothing else can play sounds."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TextIO

from ..audio.mixdown import Beats, Note
from ..cues.tones import Tone


class Bell:
    """Ring the terminal bell for each tone. Without a terminal, stay silent."""

    def __init__(self, terminal: TextIO | None) -> None:
        self.name = "bell" if terminal else "off"
        self._terminal = terminal

    def schedule(self, notes: Sequence[Note], beats: Sequence[Beats]) -> None:
        """Do nothing: a bell cannot be scheduled."""

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
        """Return "": whether the bell was heard is unknown."""
        return ""

    def close(self, timeout: float) -> None:
        """Do nothing: there is nothing to release."""
