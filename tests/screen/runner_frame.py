"""The runner at one moment, as other pages are: a renderable of Rich."""

from dataclasses import dataclass

from retrowalk.core.view import View
from retrowalk.screen.frame import Composer
from retrowalk.screen.glyphs import Glyphs
from retrowalk.screen.renderable import WindowRenderable
from retrowalk.screen.theme import Theme
from retrowalk.screen.ui_state import Ui
from retrowalk.terminal.lines import Line


@dataclass(frozen=True)
class RunnerFrame(WindowRenderable):
    view: View
    ui: Ui
    theme: Theme

    def lines(self, width: int, height: int, glyphs: Glyphs) -> list[Line]:
        return Composer(width, height, glyphs, self.theme).compose(self.view, self.ui)
