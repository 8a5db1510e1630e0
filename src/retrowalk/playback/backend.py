"""The one small protocol that every way of making a sound has."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from ..audio.mixdown import Beats, Note
from ..cues.tones import Tone

LATE = 0.3
"""Seconds that a note may begin late; later it is not begun at all."""


class AudioBackend(Protocol):
    """Makes sounds; no call ever blocks or raises. Moments are seconds of `clocks.now()`.

    Those that can place a sound ahead of its moment use what `expect` tells them, the others
    `strike`.
    """

    name: str

    def schedule(self, notes: Sequence[Note], beats: Sequence[Beats]) -> None:
        """All that is to be heard from now on, in order: what is not in it any more is taken back.

        A note whose key has begun already is not begun again.
        """

    def play_now(self, tone: Tone) -> None:
        """A cue with this tone has come."""

    def error(self) -> str:
        """Why no sound comes out; empty while all is well."""

    def close(self, patience: float) -> None:
        """Let what was expected be heard, for at most so many seconds, and let go of everything."""
