"""The help beside the runner, or below it in narrow windows: it never covers the time."""

from __future__ import annotations

from typing import NamedTuple

from rich.segment import Segment

from ..terminal.lines import PLAIN, Line, clip, text, width_of
from .glyphs import Glyphs
from .theme import BOLD, Theme
from .ui_state import Ui

HELP = (
    ("space", "pause and continue"),
    ("n", "next segment (Enter in an open one)"),
    ("p", "start of this segment; twice: the one before"),
    ("+ -", "make this segment 30 s longer or shorter"),
    ("g", "go to a segment (3) or a round (r2), then Enter"),
    ("l", "mark a lap in an open segment"),
    ("r", "say the instruction again"),
    ("m", "sound off and on"),
    ("[ ]", "softer, louder"),
    ("q", "end the walk: pauses and asks first"),
    ("Ctrl-C", "end at once"),
    ("Ctrl-L", "redraw the screen"),
    ("Ctrl-Z", "go to the shell; fg returns, paused"),
    ("? q", "close this help"),
)
BESIDE_FROM = 70
"""The width from which the help is beside the runner."""
PANEL = 31
"""Cells of the help beside the runner, with the line between them."""
KEY = 7
"""Cells of the key's name."""


class HelpPanel(NamedTuple):
    """Divides a window between runner and help."""

    width: int
    height: int
    glyphs: Glyphs
    theme: Theme

    @property
    def _is_beside(self) -> bool:
        return self.width >= BESIDE_FROM

    @property
    def runner_size(self) -> tuple[int, int]:
        """The width and height that remain for the runner."""
        if self._is_beside:
            return self.width - PANEL, self.height
        return self.width, self.height - self.height // 2

    def beside(self, runner: list[Line], ui: Ui) -> list[Line]:
        """Return the runner's lines with the help beside or below them."""
        if not self._is_beside:
            return runner + self._page(self.width, self.height // 2, ui)
        left = self.runner_size[0]
        side = self.glyphs.box[1]
        panel = self._page(PANEL - 2, self.height, ui)
        return [
            [
                *Segment.adjust_line_length(row, left, PLAIN),
                *text(f"{side} ", self.theme.quiet),
                *help_,
            ]
            for row, help_ in zip(runner, panel, strict=True)
        ]

    def _page(self, width: int, height: int, ui: Ui) -> list[Line]:
        """Return the help from the line to which it is scrolled."""
        rows = self._rows(width)
        if len(rows) <= height:
            return rows + [[] for _ in range(height - len(rows))]
        first = min(ui.help_from, len(rows) - height + 1)
        shown = rows[first : first + height - 1]
        hint = "up, down: scroll" if height > 1 else ""
        return [*shown, clip(text(hint, self.theme.quiet), width, self.glyphs.ellipsis)][:height]

    def _rows(self, width: int) -> list[Line]:
        from textwrap import wrap

        rows: list[Line] = []
        for key, what in HELP:
            wrapped = wrap(what, max(6, width - KEY))
            for index, words in enumerate(wrapped):
                name = key if index == 0 else ""
                line = [*text(f"{name:<{KEY}}", BOLD), *text(words)]
                rows.append(line if width_of(line) <= width else clip(line, width))
        return rows
