"""The runner as a Rich renderable. Not needed to walk: `Display` draws its lines directly."""

from __future__ import annotations

from dataclasses import dataclass

from ..core.view import View
from ..terminal.lines import Line
from .frame import Composer
from .glyphs import Glyphs
from .renderable import WindowRenderable
from .theme import Theme
from .ui_state import Ui


@dataclass(frozen=True)
class RunnerFrame(WindowRenderable):
    """The runner at one moment, as a Rich renderable."""

    view: View
    ui: Ui
    theme: Theme

    def lines(self, width: int, height: int, glyphs: Glyphs) -> list[Line]:
        """Return exactly `height` lines of at most `width` cells."""
        return Composer(width, height, glyphs, self.theme).compose(self.view, self.ui)
