"""The full-screen runner: draws each moment of a walk."""

from __future__ import annotations

from typing import TextIO

from rich.color import ColorSystem

from ..loop import Moment
from ..terminal.modes import FullScreen
from ..terminal.nonblocking import is_blocked
from ..terminal.painter import Painter, synchronizes
from .frame import Composer
from .glyphs import glyphs_for
from .theme import Theme
from .ui_state import Ui


class Display:
    """Draws moments; a resized window is painted anew, a terminal that has gone not at all."""

    def __init__(
        self,
        out: TextIO,
        screen: FullScreen,
        ui: Ui,
        theme: Theme,
        colours: ColorSystem | None,
    ) -> None:
        self._theme = theme
        self._out = out
        self._screen = screen
        self._ui = ui
        self._glyphs = glyphs_for(out.encoding)
        self._painter = Painter(out, colours, whole=synchronizes())
        self._composer = Composer(0, 0, self._glyphs, theme)
        self._gone = False

    def show(self, moment: Moment) -> None:
        """Draw the moment."""
        if self._gone or moment.view.outcome is not None or is_blocked(self._out):
            return
        width, height = self._screen.size()
        if (width, height) != (self._composer.width, self._composer.height):
            self._composer = Composer(width, height, self._glyphs, self._theme)
            self._painter.forget()
        try:
            self._painter.paint(self._composer.compose(moment.view, self._ui))
        except OSError:
            self._gone = True

    def forget(self) -> None:
        """Something else has written on the screen: paint it whole next time."""
        self._painter.forget()
