"""The chosen session of the menu: strip, totals, options and rationale."""

from __future__ import annotations

import textwrap
from typing import NamedTuple

from rich.style import Style

from ..core.describe import session_totals
from ..terminal.lines import PLAIN, Line, clip, text
from .glyphs import Glyphs
from .menu import ACTIONS, Menu
from .menu_entry import Choice, Entry
from .plan_rows import plan_rows
from .strip import Strip
from .theme import BOLD, Theme

CHOSEN = Style(reverse=True, bold=True)
PLAN_FROM = 8
"""Free rows from which the plan is shown below the details."""


class MenuDetails(NamedTuple):
    """Draws the chosen session."""

    menu: Menu
    glyphs: Glyphs
    theme: Theme
    units: str

    def rows(self, width: int, room: int) -> list[Line]:
        """Return the chosen session: strip, totals, options, and more if there is room."""
        entry = in_glyphs(self.menu.entry, self.glyphs)
        strip = Strip(entry.session, width, self.glyphs, self.theme)
        has_room = room >= len(entry.choices) + 10
        rows: list[Line] = []
        if has_room:
            rows += [text(entry.title, BOLD)]
            rows += [*wrapped(entry.summary, width, self.theme.quiet)[:2], []]
        rows.append(strip.band())
        if has_room and (brackets := strip.rounds()):
            rows.append(brackets)
        rows += wrapped(session_totals(entry.session), width, BOLD)
        rows += [[]] * has_room
        rows += self.options(width, room - len(rows) if room else 99)
        return rows + self._more(entry, width, room - len(rows))

    def _more(self, entry: Entry, width: int, room: int) -> list[Line]:
        """Return the rationale of the session, its source and its plan, as far as there is room."""
        quiet = self.theme.quiet
        why = wrapped(f"Why: {entry.why}", width, quiet) if entry.why else []
        named = "; ".join(entry.source)
        source = wrapped(f"Source: {named}", width, quiet)[:2] if named else []
        left = room - 1 - len(source)
        if len(why) > left > 1:
            why = [*why[: left - 1], text("(p shows the full text)", quiet)]
        rows = [[], *why[: max(0, left)], *source]
        if room - len(rows) >= PLAN_FROM:
            rows += [[], *plan_rows(entry.session, self.glyphs, self.theme, self.units)]
            if len(rows) > room:
                rows = [*rows[: room - 1], text("(p shows the whole plan)", quiet)]
        return rows

    def options(self, width: int, room: int) -> list[Line]:
        """Return `room` of the rows, among them the chosen one: the options, then the buttons."""
        choices = self.menu.entry.choices
        rows = [self._option(index, choice) for index, choice in enumerate(choices)]
        here = self.menu.option == len(choices)
        line = text(f"{'>' if here else ' '} ", BOLD)
        for index, action in enumerate(ACTIONS):
            is_chosen = here and index == self.menu.action
            line += text(f"[ {action.capitalize()} ]", CHOSEN if is_chosen else BOLD) + text(" ")
        rows, room = [*rows, line], max(1, room)
        first = max(0, min((self.menu.option or 0) - room // 2, len(rows) - room))
        return [clip(row, width, self.glyphs.ellipsis) for row in rows[first : first + room]]

    def _option(self, index: int, choice: Choice) -> Line:
        """Return a row such as "> Backward  ‹ 1:30 min ›  backward time in each round"."""
        here, choices = index == self.menu.option, self.menu.entry.choices
        value = choice.text
        if here and self.menu.typed is not None:
            value = f"{self.menu.typed}_ {choice.unit}".rstrip()
        name = max(len(each.title) for each in choices)
        room = max(6, *(len(each.text) for each in choices))
        less, more = self.glyphs.less, self.glyphs.more
        return [
            *text(f"{'>' if here else ' '} {choice.title:<{name}} ", BOLD if here else PLAIN),
            *text(f"{less} {value:^{room}} {more}", CHOSEN if here else BOLD),
            *text(f"  {choice.help}", self.theme.quiet),
        ]


def in_glyphs(entry: Entry, glyphs: Glyphs) -> Entry:
    """Return the entry with its texts in characters that the terminal can show."""
    words = glyphs.words
    return entry._replace(
        name=words(entry.name),
        title=words(entry.title),
        summary=words(entry.summary),
        session=glyphs.session(entry.session),
        why=words(entry.why),
        source=tuple(map(words, entry.source)),
    )


def wrapped(words: str, width: int, style: Style) -> list[Line]:
    """Return a text as lines of at most `width` cells, at least 8."""
    joined = " ".join(words.split())
    return [text(row, style) for row in textwrap.wrap(joined, max(8, width))]
