"""The time in large digits, with the direction's arrow or a pause sign beside it."""

from __future__ import annotations

from typing import NamedTuple

from rich.style import Style

from ..core.session import Direction
from ..core.view import View
from ..terminal.lines import Line, centre, plain, spread, text, width_of
from . import digits
from .glyphs import Glyphs
from .theme import BOLD, NOTICE, Theme
from .ui_state import Ui
from .wording import Phase, coming_arrow, direction_of, phase_of, shown_time, widest_time

REVERSE = Style(reverse=True)
LARGE = 15
"""The rows of digits from which an arrow is drawn beside them."""
WIDEST_BAR = 4
"""Cells of the bars beside the time while standing, in windows without room for lines."""
SMALLEST_BESIDE = 9
"""The minimum height in pixels of digits with an arrow beside them."""


class TimeArea(NamedTuple):
    """Draws the time in `rows` rows of `width` cells, `inner` of them inside the margins."""

    width: int
    inner: int
    rows: int
    glyphs: Glyphs
    theme: Theme

    def draw(self, view: View, ui: Ui) -> list[Line]:
        """Return the rows."""
        if self.rows < 3:
            return [self._marked(self._text(view, ui), view), *([[]] * (self.rows - 1))]
        above, inside = self._edges
        drawn = self._drawn(view, inside)
        free = self.rows - len(drawn)
        before = max(above, (free + 1) // 2) if above else 0
        style, direction = self._style(view), direction_of(view)
        rows = [""] * before + drawn + [""] * (free - before)
        lines = [centre(text(row, style), self.width, self.glyphs.ellipsis) for row in rows]
        if phase_of(view) not in (Phase.WALKING, Phase.ANNOUNCING):
            return lines
        if direction is Direction.BACKWARD and self.theme.inverts:
            return lines[:above] + [self._inverted(line) for line in lines[above:]]
        if direction is Direction.STAND and self.rows >= 5:
            return self._between_lines(lines, style)
        if direction is Direction.STAND:
            return [self._between_bars(line, max(map(len, drawn)), style) for line in lines]
        return lines

    def _marked(self, line: Line, view: View) -> Line:
        """Return the time as text, inverted or between bars as digits would be."""
        if phase_of(view) is not Phase.WALKING:
            return line
        direction = direction_of(view)
        if direction is Direction.BACKWARD and self.theme.inverts:
            return self._inverted(line)
        if direction is Direction.STAND:
            return self._between_bars(line, len(plain(line).strip()), self._style(view))
        return line

    @property
    def _edges(self) -> tuple[int, int]:
        """The empty rows above, and the rows for digits."""
        if self.rows < 5:
            return 0, self.rows
        return (1, self.rows - 2) if self.rows >= 6 else (0, self.rows - 1)

    def _drawn(self, view: View, room: int) -> list[str]:
        """Return digits as large as there is room, with the sign beside them."""
        shown, widest, glyphs = shown_time(view), widest_time(view), self.glyphs
        clear = 0 if self._edges[0] else 1
        alone = digits.fit(widest, self.inner, room, glyphs, clear=clear)
        if alone is None:
            return [shown]
        pair = digits.fit(widest, self.inner, room, glyphs, arrow=True, clear=clear)
        large = LARGE * 2 if glyphs.halves else LARGE
        least = large if alone.height >= large else max(SMALLEST_BESIDE, alone.height * 0.8)
        if pair is None or pair.height < least:
            return digits.draw(shown, alone, glyphs)
        sign, drawn = self._sign(view, pair.height), digits.draw(shown, pair, glyphs)
        return [f"{a}    {d}" for a, d in zip(sign, drawn, strict=True)]

    def _sign(self, view: View, height: int) -> list[str]:
        """Return the arrow, outlined in the lead-in, or a pause sign; all equally wide."""
        phase = phase_of(view)
        if phase is Phase.PAUSED:
            sign = digits.pause_sign(height, self.glyphs)
        else:
            outlined = phase is Phase.LEAD_IN
            sign = digits.arrow(direction_of(view), height, self.glyphs, outlined=outlined)
        width = len(digits.arrow(Direction.FORWARD, height, self.glyphs)[0])
        return [row.center(width) for row in sign]

    def _style(self, view: View) -> Style:
        """Return the direction's colour, or grey in the lead-in and in pauses."""
        running = phase_of(view) in (Phase.WALKING, Phase.ANNOUNCING)
        return self.theme.ink[direction_of(view)] if running else self.theme.off

    def _inverted(self, line: Line) -> Line:
        return [*text("".join(segment.text for segment in line).ljust(self.width), BOLD + REVERSE)]

    def _between_lines(self, lines: list[Line], style: Style) -> list[Line]:
        """Return the rows above a line and, if there is room, below one: the sign for standing."""
        edge = (self.width - self.inner) // 2
        full = [" " * edge + glyph * self.inner for glyph in (self.glyphs.upper, self.glyphs.lower)]
        top = text(full[0], style) if self.rows >= 7 else lines[0]
        return [top, *lines[1:-1], text(full[1], style)]

    def _between_bars(self, line: Line, content: int, style: Style) -> Line:
        """Return a centred line between two bars: the sign for standing in low windows."""
        bar = max(0, min(WIDEST_BAR, (self.width - content) // 2 - 1))
        inside = plain(line).ljust(self.width)[bar : self.width - bar]
        return text(self.glyphs.full * bar + inside + self.glyphs.full * bar, style)

    def _text(self, view: View, ui: Ui) -> Line:
        """Return the time as text, in the last seconds with the arrow of the next segment."""
        shown = text(shown_time(view), self._style(view))
        if phase_of(view) is Phase.ANNOUNCING and view.coming:
            arrow = coming_arrow(view, self.glyphs)
            shown += text(f" {arrow}", self.theme.ink[view.coming.direction])
        fits = width_of(shown) + len(ui.sound) < self.width < 20
        if ui.sound and fits:
            return spread(shown, text(ui.sound, NOTICE), self.width, self.glyphs.ellipsis)
        return centre(shown, self.width)
