"""Draw the menu: the list and the chosen session, side by side or one below the other."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass
from typing import NamedTuple

from rich.segment import Segment

from ..core.describe import session_totals, total_length
from ..core.session import Direction
from ..terminal.lines import PLAIN, Line, centre, clip, clip_middle, spread, text, width_of
from .glyphs import Glyphs
from .menu import Menu
from .menu_details import CHOSEN, MenuDetails, in_glyphs, wrapped
from .plan_rows import plan_rows
from .renderable import WindowRenderable
from .strip import Strip
from .theme import BOLD, NOTICE, Theme

WIDE, WIDER = 72, 110
"""Widths from which list and details are side by side, and from which the list is wider."""
NO_MATCH = "nothing matches"


@dataclass(frozen=True)
class MenuFrame(WindowRenderable):
    """The menu as a Rich renderable; speeds in the plan are in `units`."""

    menu: Menu
    theme: Theme
    units: str = "km/h"

    def lines(self, width: int, height: int, glyphs: Glyphs) -> list[Line]:
        """Return exactly `height` lines of at most `width` cells."""
        view = _View(self.menu, width, height, glyphs, self.theme, self.units)
        if self.menu.plan_from is not None:
            frame = view.plan()
        elif height < 8 or width < 20:
            frame = view.tiny()
        else:
            frame = view.wide() if width >= WIDE else view.stacked()
        frame += [[] for _ in range(height - len(frame))]
        return [clip(line, width, glyphs.ellipsis) for line in frame[:height]]


class _View(NamedTuple):
    """Draws the menu for one window size."""

    menu: Menu
    width: int
    height: int
    glyphs: Glyphs
    theme: Theme
    units: str

    @property
    def _details(self) -> MenuDetails:
        return MenuDetails(self.menu, self.glyphs, self.theme, self.units)

    def wide(self) -> list[Line]:
        foot, list_width = self._foot(), 50 if self.width >= WIDER else 41
        room = self.height - 2 - len(foot)
        left = self._list(list_width, room) or [text(NO_MATCH)]
        right = self._details.rows(self.width - list_width - 4, room) if self.menu.matching else []
        side = text(f" {self.glyphs.box[1]}  ", self.theme.quiet)
        body: list[Line] = []
        for row in range(room):
            one = left[row] if row < len(left) else []
            other = right[row] if row < len(right) else []
            body.append([*Segment.adjust_line_length(one, list_width, PLAIN), *side, *other])
        return [self._head(), [], *body, *foot]

    def stacked(self) -> list[Line]:
        foot = self._foot()
        room = self.height - 1 - len(foot)
        if not self.menu.matching:
            return self._above_foot([self._head(), text(NO_MATCH)], foot)
        in_list = self.menu.option is None
        details = self._details.rows(self.width - 1, 0)
        listed = max(3, room - len(details) - 1) if in_list else 1
        rows = [self._head(), *self._list(self.width, min(listed, len(self.menu.entries)))]
        rows += [[]] * (room > 12)
        left = self.height - len(rows) - len(foot)
        if len(details) > left and not in_list:
            fixed = details[: max(0, left - len(self.menu.entry.choices) - 1)]
            details = fixed + self._details.options(self.width, left - len(fixed))
        return self._above_foot([*rows, *details], foot)

    def tiny(self) -> list[Line]:
        if self.menu.file_name is not None or self.menu.notice:
            return self._asked()[-self.height :]
        if self.menu.option is None or not self.menu.matching:
            return self._list(self.width, self.height)
        return self._details.options(self.width, self.height)

    def plan(self) -> list[Line]:
        """Return the chosen session's plan from the row to which it is scrolled."""
        entry, inner = in_glyphs(self.menu.entry, self.glyphs), max(1, self.width - 2)
        strip = Strip(entry.session, inner, self.glyphs, self.theme)
        head = [text(entry.title, BOLD), strip.band(), strip.rounds()]
        head += wrapped(session_totals(entry.session), inner, PLAIN)
        head = head if self.height >= 12 else []
        rows = plan_rows(entry.session, self.glyphs, self.theme, self.units)
        for words in (entry.why, *(f"Source: {source}" for source in entry.source)):
            rows += [[], *wrapped(words, inner, self.theme.quiet)] if words else []
        room = max(1, self.height - len(head) - 2)
        first = min(self.menu.plan_from or 0, max(0, len(rows) - room))
        shown = [*head, [], *rows[first : first + room]]
        keys = centre(text("up/down scroll  Enter start  Esc back", self.theme.quiet), self.width)
        return self._above_foot([[*text(" "), *line] for line in shown], [keys])

    def _above_foot(self, rows: list[Line], foot: list[Line]) -> list[Line]:
        rows = rows[: self.height - len(foot)]
        return [*rows, *([[]] * (self.height - len(foot) - len(rows))), *foot]

    def _head(self) -> Line:
        hint = text("choose a session, or type to find one", self.theme.quiet)
        if self.menu.filter:
            hint = [*text("find ", self.theme.quiet), *text(f"{self.menu.filter}_", BOLD)]
        name = text(" retrowalk", BOLD)
        return spread(name, [*hint, *text(" ")], self.width, self.glyphs.ellipsis)

    def _list(self, width: int, room: int) -> list[Line]:
        """Return a part of the list with the chosen entry in it."""
        places = self.menu.matching
        if not places or room < 1:
            return []
        at = places.index(self.menu.chosen) if self.menu.chosen in places else 0
        first = max(0, min(at - room // 2, len(places) - room))
        return [self._row(index, width) for index in places[first : first + room]]

    def _row(self, index: int, width: int) -> Line:
        """Return name, small strip, total and backward time; in narrow windows, fewer of them."""
        entry = in_glyphs(self.menu.entries[index], self.glyphs)
        is_chosen = index == self.menu.chosen
        style = (CHOSEN if self.menu.option is None else BOLD) if is_chosen else PLAIN
        mark = ">" if is_chosen else " "
        if width < 24:
            return text(f"{mark} {entry.name}", style)
        digit = str((index + 1) % 10) if index < 10 and not self.menu.filter else " "
        total = f"{entry.due or total_length(entry.session):>6}"
        back = total_length(entry.session, Direction.BACKWARD)
        numbers = text(total, style)
        if width >= 30:
            ink = style if is_chosen else self.theme.ink[Direction.BACKWARD]
            arrow = self.glyphs.arrows[Direction.BACKWARD]
            numbers += text(f" {arrow}{back:<5}", ink)
        across = 14 if width >= 48 else 6 if width >= 38 else 0
        if across:
            strip = Strip(entry.session, across, self.glyphs, self.theme, small=True).band()
            numbers = [*text(" "), *strip, *numbers]
        head = text(f"{mark} {digit} ", style)
        room = width - width_of(head) - width_of(numbers) - 1
        name = clip_middle(text(entry.name, style), room, self.glyphs.ellipsis)
        return spread([*head, *name], numbers, width, self.glyphs.ellipsis, style)

    def _asked(self) -> list[Line]:
        """Return a notice, or the question for a file name."""
        if self.menu.file_name is not None:
            return [[*text(" Export to: ", BOLD), *text(f"{self.menu.file_name}_", CHOSEN)]]
        notice = textwrap.wrap(self.menu.notice, max(8, self.width - 2))
        return [text(f" {row}", NOTICE) for row in notice]

    def _foot(self) -> list[Line]:
        """Return the notice or question, the equivalent command line, and the keys."""
        keys = self._keys()
        rows = self._asked()
        if self.height >= 12 and self.menu.matching and self.menu.file_name is None:
            rows.append(
                [
                    *text(" $ ", self.theme.quiet),
                    *text(in_glyphs(self.menu.entry, self.glyphs).command),
                ]
            )
        hint = next((each for each in keys if width_of(text(each)) <= self.width), keys[-1])
        return [*rows, centre(text(hint, self.theme.quiet), self.width, self.glyphs.ellipsis)]

    def _keys(self) -> tuple[str, ...]:
        """Return the keys in words, the longest form first."""
        if self.menu.file_name is not None:
            forms = ".html .mp3 .wav .fit .ics .svg .md .yaml .json"
            return f"Enter write file  Esc cancel   {forms}", "Enter write it  Esc cancel"
        if self.menu.typed is not None:
            return ("Enter accept the value  Esc cancel",)
        if self.menu.option is None:
            long = "type to find  up/down choose  right options and more  Enter start  Esc leave"
            return long, "Enter start  right more  Esc leave"
        long = "up/down option  left/right change  p plan  e export  Enter start  Esc back"
        return long, "Enter start  Esc back"
