"""The band: the direction in its colour, and in the last seconds what comes.

On a large window its words are drawn in large letters.
"""

from __future__ import annotations

from rich.style import Style

from ..core.commands import State
from ..core.view import LEAD_IN, View
from ..terminal.lines import Line, centre, text
from . import big_letters as letters
from .glyphs import Glyphs
from .theme import WORDS, Theme
from .wording import (
    announcement,
    announcement_style,
    coming_arrow,
    direction_of,
    seconds_to_announce,
)

ROOMY, LARGE = 16, 34
"""Rows of a window from which the band has three rows, and from which it has large letters."""
BIG = 9
"""Rows of the band with large letters."""
WIDE, WIDER = 36, 100
"""Cells from which the band has room for what comes as well, and from which for large letters."""


class Band:
    """Draws the band for one size of window."""

    def __init__(self, width: int, height: int, glyphs: Glyphs, theme: Theme) -> None:
        self.width, self.glyphs, self.theme = width, glyphs, theme
        self._is_big = height >= LARGE and width >= WIDER
        self.rows = BIG if self._is_big else 3 if height >= ROOMY else 1

    def draw(self, view: View, *, still: bool) -> list[Line]:
        """The direction in its colour, and in the last seconds, from the right, what comes."""
        seconds = seconds_to_announce(view)
        if seconds is None or self.width < WIDE:
            return self._filled(self._words(view), self.width, self.theme.band[direction_of(view)])
        left, right = self._shares(still, seconds)
        now = self._filled(self._words(view), left, self.theme.band[direction_of(view)])
        said = announcement(view, seconds)
        if not self._is_big:
            said = f"{said} {coming_arrow(view, self.glyphs)}".strip()
        coming = self._filled(said, right, announcement_style(view, self.theme))
        return [[*a, *b] for a, b in zip(now, coming, strict=True)]

    def _filled(self, said: str, width: int, style: Style) -> list[Line]:
        """Words on their ground; on a large window in large letters, as far as there are any."""
        drawn = [said]
        if self._is_big:
            bare = said.replace(" in ", " ")
            drawn = letters.draw(bare, width - 2, self.rows - 2, self.glyphs) or drawn
        above = (self.rows - len(drawn)) // 2
        below = self.rows - len(drawn) - above
        lines = [""] * above + drawn + [""] * below
        return [centre(text(row, style), width, self.glyphs.ellipsis, style) for row in lines]

    def _shares(self, still: bool, seconds: int) -> tuple[int, int]:
        """How many cells of the band the present has, and how many what comes.

        What comes takes more with every second; with reduced motion it has half from the start.
        """
        least, most = (66, self.width - 44) if self._is_big else (22, self.width - 22)
        least = min(self.width // 2, least)
        part = 0.5 if still else (10 - seconds) / 10
        right = least + round((max(least, most) - least) * max(0.0, part))
        return self.width - right, right

    def _words(self, view: View) -> str:
        """What the band says; large letters say one thing only."""
        if not self._is_big:
            return self.said(view)
        if view.state is State.PAUSED:
            return "PAUSED"
        return "GET READY" if view.index == LEAD_IN else WORDS[direction_of(view)]

    def said(self, view: View) -> str:
        """The direction, and whether the walk stands, in one line of usual letters."""
        direction = direction_of(view)
        arrow, word, dot = self.glyphs.arrows[direction], WORDS[direction], self.glyphs.dot
        if view.state is State.PAUSED:
            return f"PAUSED {dot} {word}" if self.width >= 18 else f"|| {word}"[-self.width :]
        if view.index == LEAD_IN:
            return f"GET READY {dot} {word}" if self.width >= 24 else f"{arrow} {word}"
        return f"{arrow}  {word}  {arrow}" if self.width >= 16 else f"{arrow} {word}"

    def caption(self, view: View) -> list[Line]:
        """What large letters say, once more as text: for captures, and for those who zoom."""
        if not self._is_big:
            return []
        direction, seconds = direction_of(view), seconds_to_announce(view)
        said, style = (
            f"{self.glyphs.arrows[direction]} {WORDS[direction]}",
            self.theme.ink[direction],
        )
        if view.index == LEAD_IN or view.state is State.PAUSED:
            said = f"{self._words(view)} {self.glyphs.dot} {said}"
        if seconds is not None:
            said = f"{said} {self.glyphs.dot} {announcement(view, seconds)}"
        return [centre(text(said, style), self.width)]
