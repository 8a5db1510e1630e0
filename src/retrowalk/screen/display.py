"""The full-screen runner: draw each moment of a walk."""

from __future__ import annotations

from typing import TextIO

from rich.color import ColorSystem

from ..core.events import SegmentStarted
from ..loop import Moment
from ..terminal.modes import FullScreen
from ..terminal.nonblocking import is_blocked
from ..terminal.painter import Painter, synchronizes
from .frame import Composer
from .glyphs import glyphs_for
from .theme import Theme
from .ui_state import Ui


class Display:
    """Draws moments. A resized window is redrawn; after an error nothing is drawn."""

    def __init__(
        self,
        out: TextIO,
        screen: FullScreen,
        ui: Ui,
        theme: Theme,
        colours: ColorSystem | None,
    ) -> None:
        self._out = out
        self._screen = screen
        self._ui = ui
        self._theme = theme
        self._glyphs = glyphs_for(out.encoding)
        self._painter = Painter(out, colours, whole=synchronizes())
        self._composer = Composer(0, 0, self._glyphs, theme)
        self._has_failed = False

    def show(self, moment: Moment) -> None:
        """Draw the moment. At a change of segment, write every line again to repair the screen."""
        if self._has_failed or moment.view.outcome is not None or is_blocked(self._out):
            return
        width, height = self._screen.size()
        if (width, height) != (self._composer.width, self._composer.height):
            self._composer = Composer(width, height, self._glyphs, self._theme)
            self._painter.forget()
        changed = any(isinstance(event, SegmentStarted) for event in moment.events)
        try:
            self._painter.paint(self._composer.compose(moment.view, self._ui), rewrite=changed)
        except OSError:
            self._has_failed = True

    def forget(self) -> None:
        """Redraw the screen at the next moment: something else has written to it."""
        self._painter.forget()
