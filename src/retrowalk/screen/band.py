"""The band: the direction in its colour, an announcement, or a sign that the walk is paused.

Each phase has its own shape, so that it is recognizable in peripheral vision: filled with the
direction's colour, split or framed for an announcement, grey in the lead-in, hollow when paused.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from rich.segment import Segment
from rich.style import Style

from ..core.view import View
from ..durations import clock_text
from ..terminal.lines import Line, centre, plain, spread, text, width_of
from . import big_letters
from .glyphs import Glyphs
from .theme import BOLD, NOTICE, Theme
from .ui_state import Ui
from .wording import (
    Phase,
    announcement_style,
    coming_arrow,
    coming_word,
    counted_in,
    direction_of,
    phase_of,
    seconds_to_announce,
    segment_of,
    segment_word,
)

ANNOUNCED_FROM = 20
"""Seconds before a change from which the announcement's share of the band grows. It is shown only
in the last ten, so that its share is large from the start."""
FRAME = 4
"""Cells at the left and right of a framed announcement."""


class Band(NamedTuple):
    """Draws the band in `rows` rows of `width` cells."""

    width: int
    rows: int
    glyphs: Glyphs
    theme: Theme

    def draw(self, view: View, ui: Ui) -> list[Line]:
        """Return the band's rows."""
        phase = phase_of(view)
        if phase is Phase.PAUSED:
            return self._paused(view, ui)
        if phase is Phase.LEAD_IN:
            return self._ready(view, ui)
        if phase is Phase.ANNOUNCING and self.rows >= 3:
            return self._announced(view, ui)
        word, arrow = segment_word(segment_of(view)), self.glyphs.arrows[direction_of(view)]
        forms = [f"{arrow}  {word}  {arrow}", f"{arrow} {word}", word]
        return self._filled([word], forms, self.width, self.theme.band[direction_of(view)], ui)

    def _ready(self, view: View, ui: Ui) -> list[Line]:
        """Return a grey band: the colour comes with the first segment."""
        word, arrow = segment_word(segment_of(view)), self.glyphs.arrows[direction_of(view)]
        forms = [f"GET READY {arrow}", "GET READY"]
        if not self.theme.shades:
            forms.insert(0, f"GET READY {self.glyphs.dot} {arrow} {word}")
        rows = self._filled(["GET READY"], forms, self.width, self.theme.ready, ui)
        return self._shaded(rows) if self.theme.shades else rows

    def _shaded(self, rows: list[Line]) -> list[Line]:
        """Return the rows with a shade on both sides of the words."""
        lines = [plain(row) for row in rows]
        widest = max(len(row.strip()) for row in lines)
        edge = max(0, (self.width - widest) // 2 - 2)
        shade = self.glyphs.shade * edge
        return [text(shade + row[edge : self.width - edge] + shade, BOLD) for row in lines]

    def _paused(self, view: View, ui: Ui) -> list[Line]:
        """Return a hollow band: how long the walk has been paused, and how to continue.

        In the countdown after a pause it is filled as in the segment that follows.
        """
        if counted := counted_in(view):
            return self._counted_in(view, counted, ui)
        sign, dot, paused = self.glyphs.pause, self.glyphs.dot, clock_text(view.paused_for)
        letters, hint = "PAUSED", f"{paused} {dot} space to continue"
        forms = [f"{sign} PAUSED {hint}", f"{sign} PAUSED {paused}", "PAUSED"]
        if ui.ending:
            letters, hint = "END?", f"q again ends {dot} space continues"
            forms = [f"End this walk? {hint}", f"End? {hint}", "End? q/space"]
        if self.rows < 3:
            return self._filled([letters], forms, self.width, BOLD, ui)
        if self.rows >= 7:
            drawn = big_letters.draw(letters, self.width - 8, self.rows - 3, self.glyphs)
            return self._boxed([*(drawn or [letters]), "", hint])
        drawn = big_letters.draw(letters, self.width - len(hint) - 8, self.rows, self.glyphs)
        if not drawn:  # the caption then shows the hint
            return self._filled([letters], forms, self.width, BOLD, ui)
        blank = " " * len(hint)
        rows = [f"{row}   {hint if n == 1 else blank}" for n, row in enumerate(drawn)]
        return [centre(text(row, BOLD), self.width) for row in rows]

    def _counted_in(self, view: View, counted: str, ui: Ui) -> list[Line]:
        large = [counted.upper(), counted.upper().partition(" ")[2]]
        forms = [f"{self.glyphs.arrows[direction_of(view)]} {counted}", counted, counted[-4:]]
        if self.theme.inverts and self.rows >= 3:
            return self._framed(large, forms, ui)
        return self._filled(large, forms, self.width, self.theme.band[direction_of(view)], ui)

    def _boxed(self, inside: list[str]) -> list[Line]:
        """Return rows in a thin frame over the whole band."""
        top, side, bottom = self.glyphs.box
        inner = self.width - 2
        rows = [row.center(inner) for row in inside][: self.rows - 2]
        rows += [" " * inner] * (self.rows - 2 - len(rows))
        edges = [f"{edge[0]}{edge[1] * inner}{edge[2]}" for edge in (top, bottom)]
        return [
            text(edges[0], BOLD),
            *(text(f"{side}{row}{side}", BOLD) for row in rows),
            text(edges[1], BOLD),
        ]

    def _announced(self, view: View, ui: Ui) -> list[Line]:
        """Return the next direction in large letters, after the current one if there is room.

        The next direction takes up more of the band every second; with reduced motion it stays
        in its place.
        """
        seconds = seconds_to_announce(view) or 0
        word, arrow = coming_word(view), coming_arrow(view, self.glyphs)
        large = [f"{word} IN {seconds}", f"{word} {seconds}", f"IN {seconds}"]
        forms = [f"{word} in {seconds} {arrow}".strip(), f"{word} in {seconds}", f"in {seconds}"]
        style = announcement_style(view, self.theme)
        if self.theme.inverts:
            return self._framed(large, forms, ui)
        right = self._share(large, 0.5 if ui.still else 1 - seconds / ANNOUNCED_FROM)
        current, now = segment_word(segment_of(view)), direction_of(view)
        words = [f"{self.glyphs.arrows[now]} {current}", current, ""]
        left = self._filled([current], words, self.width - right, self.theme.band[now], ui)
        coming = self._filled(large, forms, right, style, ui)
        return [[*a, *b] for a, b in zip(left, coming, strict=True)]

    def _share(self, large: Sequence[str], part: float) -> int:
        """Return the cells of the next direction: those of its letters, and a part of the rest."""
        drawn = big_letters.first_drawn(large, self.width - 2, self._letter_rows, self.glyphs)
        least = max(max(map(len, drawn), default=0) + 2, self.width // 2)
        return min(self.width, least + round((self.width - least) * max(0.0, part)))

    def _framed(self, large: Sequence[str], forms: Sequence[str], ui: Ui) -> list[Line]:
        """Return words in a frame, which distinguishes announcements without colours."""
        inside = self._filled(large, forms, self.width - 2 * FRAME, BOLD, ui)
        edge = text(" " * FRAME, Style(reverse=True, bold=True))
        return [[*edge, *row, *edge] for row in inside]

    def _filled(
        self, large: Sequence[str], forms: Sequence[str], width: int, style: Style, ui: Ui
    ) -> list[Line]:
        """Return words on their background: in large letters, or the longest form that fits.

        A band of one row ends with the state of the sound.
        """
        drawn: list[str] = []
        if self.rows >= 3:
            drawn = big_letters.first_drawn(large, width - 2, self._letter_rows, self.glyphs)
        if not drawn:
            return self._small(forms, width, style, ui)
        above = (self.rows - len(drawn)) // 2
        below = self.rows - len(drawn) - above
        return [
            centre(text(row, style), width, fill=style)
            for row in [""] * above + drawn + [""] * below
        ]

    @property
    def _letter_rows(self) -> int:
        return self.rows if self.rows < 5 else self.rows - 2

    def _small(self, forms: Sequence[str], width: int, style: Style, ui: Ui) -> list[Line]:
        sound = text(f"{ui.sound} ", style + NOTICE) if ui.sound and self.rows == 1 else []
        if width_of(sound) + len(forms[-1]) + 2 > width:
            sound = []
        room = width - 2 * (width_of(sound) + 1) if sound else width
        chosen = next((form for form in forms if width_of(text(form)) <= room), None)
        if chosen is None:  # then beside the sound, from the left
            room = width - width_of(sound) - 2
            chosen = next((form for form in forms if width_of(text(form)) <= room), forms[-1])
            row = spread(text(f" {chosen}", style), sound, width, self.glyphs.ellipsis, fill=style)
        else:
            row = centre(text(chosen, style), width, self.glyphs.ellipsis, style)
            row = [*Segment.adjust_line_length(row, width - width_of(sound), style), *sound]
        blank = text(" " * width, style)
        return [blank if index != self.rows // 2 else row for index in range(self.rows)]
