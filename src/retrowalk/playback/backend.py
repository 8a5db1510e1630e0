"""The interface of everything that can play sounds."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from ..audio.mixdown import Beats, Note
from ..cues.tones import Tone

MAX_LATE = 0.3
"""Seconds by which a note may start late. A note that would start later is dropped."""
MAX_LATE_START = 2.0
"""The same for a change of direction, which must be heard even if the machine is busy."""


class AudioBackend(Protocol):
    """Plays sounds. No method blocks or raises. All times are seconds of `clock.now()`.

    Backends that can place sounds in advance use `schedule`; the bell uses `play_now`.
    """

    name: str

    def open(self) -> None:
        """Open the device if that is possible before a sound is scheduled."""

    def wakes_in(self) -> float:
        """Return the seconds until the device that `open` opens is awake; 0 if it never will be."""

    def schedule(self, notes: Sequence[Note], beats: Sequence[Beats]) -> None:
        """Replace everything that is still to be played.

        `notes` are sorted by start. A note that is missing is cancelled. A note whose key has
        already started is not started again.
        """

    def play_now(self, tone: Tone) -> None:
        """Play a tone at once, if the backend cannot schedule sounds."""

    def error(self) -> str:
        """Return why no sound can be played, or "" while everything works."""

    def close(self, timeout: float) -> None:
        """Play what is scheduled, for at most `timeout` seconds, and release the device."""
