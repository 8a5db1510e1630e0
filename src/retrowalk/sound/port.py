"""The one small protocol that every way of making a sound has."""

from __future__ import annotations

from typing import Protocol

from ..cues.tones import Tone


class Output(Protocol):
    """Makes sounds; no call ever blocks or raises."""

    def prepare(self) -> None:
        """Get ready to play, where that takes time."""

    def play(self, tone: Tone) -> None:
        """Start a tone now."""

    def trouble(self) -> str:
        """Why no sound comes out; empty while all is well."""

    def close(self, patience: float) -> None:
        """Let what sounds end, for at most so many seconds, and let go of everything."""
