"""The base of full-window frames that Rich can print, record and export."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING

from rich.segment import Segment

from ..terminal.lines import Line
from .glyphs import Glyphs, glyphs_for

if TYPE_CHECKING:
    from rich.console import Console, ConsoleOptions, RenderResult


class WindowRenderable(ABC):
    """A frame that fills a window."""

    @abstractmethod
    def lines(self, width: int, height: int, glyphs: Glyphs) -> list[Line]:
        """Return exactly `height` lines of at most `width` cells."""

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Yield the lines for the console's size and encoding."""
        height = options.height or console.height
        for line in self.lines(options.max_width, height, glyphs_for(options.encoding)):
            yield from line
            yield Segment.line()
