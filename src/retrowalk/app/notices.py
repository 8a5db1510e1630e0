"""What the screen says beside the walk, for as long as it matters."""

from __future__ import annotations

from collections.abc import Iterable

from .. import clock as clocks
from ..core.commands import State
from ..core.events import GapFound, Resumed
from ..durations import clock_text
from ..loop import Moment

SHOWN = 15
"""Seconds that a notice stays."""


class Notices:
    """Shows notices one after another, each once, for so many seconds."""

    def __init__(self, seconds: float = SHOWN) -> None:
        self._seconds = seconds
        self._since: dict[str, float] = {}

    def present(self, wanted: Iterable[str]) -> str:
        """The first of them that has not been shown for long enough; empty when all have."""
        now = clocks.now()
        for notice in wanted:
            if now - self._since.setdefault(notice, now) <= self._seconds:
                return notice
        return ""


class GapNotice:
    """What the screen says of a gap: while it pauses the walk, or for a while."""

    def __init__(self) -> None:
        self.text = ""
        self._until: float | None = None

    def see(self, moment: Moment) -> None:
        """Take in what has happened."""
        now = clocks.now()
        for event in moment.events:
            if isinstance(event, GapFound):
                paused = moment.view.state is State.PAUSED
                self.text = f"The program could not run for {clock_text(event.length)}"
                self.text += ": paused where that began. space goes on" if paused else "."
                self._until = None if paused else now + SHOWN
            elif isinstance(event, Resumed):
                self.text = ""
        if self._until is not None and now > self._until:
            self.text, self._until = "", None
