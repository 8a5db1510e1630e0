"""Pages around walks: safety before the first one, and waiting for the next one."""

from __future__ import annotations

import re
import textwrap
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Protocol, Self

from ..core.session import Session
from ..cues.safety_text import PAGE, SAFETY_LINE, TITLE
from ..durations import clock_text
from ..terminal.lines import Line, centre, clip, spread, text
from . import digits
from .glyphs import Glyphs
from .renderable import WindowRenderable
from .strip import Strip
from .theme import BOLD, Theme

WIDEST = 72
"""Cells of the longest line of text that is easy to read."""
SAFETY = (SAFETY_LINE, "Path clear? Stop if dizzy or in pain.", "Stop if dizzy.")
WAITING_KEYS = ("Enter starts now  q leaves", "Enter start  q leave")
"""Texts of the waiting page, each from the longest to the shortest form."""
SCROLL = {"up": -1, "down": 1, "page-up": -10}
PAGE_KEYS = ("Enter: continue   q: leave", "Enter next, q leave", "Enter next")
LAST_KEYS = ("Enter: start the walk   q: leave", "Enter start, q leave", "Enter start")
"""The keys of the safety page and of its end, the longest form first."""


class Pages(Protocol):
    """Pages turned by keys, as an immutable value."""

    @property
    def is_over(self) -> bool:
        """Whether the last page has been left."""

    def press(self, key: str, width: int, height: int) -> Self:
        """Return the pages after a key in a window of this size."""

    def lines(self, width: int, height: int, glyphs: Glyphs) -> list[Line]:
        """Return the current page."""


@dataclass(frozen=True)
class SafetyPage(WindowRenderable):
    """The safety page from row `top`; `answer` is "start" or "leave" once it is left."""

    theme: Theme
    top: int = 0
    answer: str = ""

    @property
    def is_over(self) -> bool:
        """Whether the walker has left the page."""
        return bool(self.answer)

    def is_read(self, width: int, height: int) -> bool:
        """Return whether the end of the page is in the window."""
        return self.top + _room(height) >= len(self._rows(width))

    def press(self, key: str, width: int, height: int) -> SafetyPage:
        """Return the page after a key: Enter turns it or starts the walk, q leaves."""
        if key in ("q", "escape"):
            return replace(self, answer="leave")
        if key in ("enter", "space", "page-down"):
            if not self.is_read(width, height):
                return replace(self, top=self._clamped(self.top + _room(height), width, height))
            return replace(self, answer="start") if key == "enter" else self
        by = SCROLL.get(key, 0)
        return replace(self, top=self._clamped(self.top + by, width, height)) if by else self

    def lines(self, width: int, height: int, glyphs: Glyphs) -> list[Line]:
        """Return the rows that fit, below the title and above the keys."""
        rows, room = self._rows(width), _room(height)
        top = self._clamped(self.top, width, height)
        pages = -(-len(rows) // room)
        page = f"{min(pages, -(-(top + room) // room))} of {pages}" if pages > 1 else ""
        last = self.is_read(width, height)
        forms = LAST_KEYS if last else PAGE_KEYS
        keys = next((form for form in forms if len(form) <= width), forms[-1])
        head = spread(text(TITLE, BOLD), text(page, self.theme.quiet), min(width, WIDEST))
        body = rows[top : top + room]
        body += [[] for _ in range(room - len(body))]
        frame = [head, *body, text(keys, BOLD)][-height:]
        return [clip(line, width, glyphs.ellipsis) for line in frame]

    def _clamped(self, top: int, width: int, height: int) -> int:
        return max(0, min(top, len(self._rows(width)) - _room(height)))

    def _rows(self, width: int) -> list[Line]:
        """Return headings with the points below them."""
        rows: list[Line] = []
        for part in PAGE:
            points = " ".join(part.points)
            condition = "if you " if points.startswith("if you ") else ""
            heading = textwrap.wrap(f"{part.heading} {condition}", max(10, min(width, WIDEST)))
            rows += [[], *(text(row, BOLD) for row in heading)]
            for words in re.split(r"; (?:or )?|(?<=[.]) ", points.removeprefix(condition)):
                point = words if condition else words[:1].upper() + words[1:]
                rows += [text(row) for row in _bullet(point, min(width, WIDEST))]
        return rows


def _longest(forms: tuple[str, ...], width: int) -> str:
    """Return the first of the forms that fits, or the last."""
    return next((form for form in forms if len(form) <= width), forms[-1])


def _room(height: int) -> int:
    """Return the rows between title and keys."""
    return max(1, height - 2)


def _bullet(words: str, width: int) -> list[str]:
    return textwrap.wrap(
        words,
        max(10, width),
        initial_indent="- ",
        subsequent_indent="  ",
    )


@dataclass(frozen=True)
class WaitingPage(WindowRenderable):
    """What comes next and the time until then: "Walk 2 starts at 19:10"."""

    session: Session
    what: str
    left: timedelta
    theme: Theme

    def lines(self, width: int, height: int, glyphs: Glyphs) -> list[Line]:
        """Return exactly `height` lines of at most `width` cells."""
        shown = clock_text(self.left)
        head: list[Line] = [text(self.session.title, BOLD)]
        if height >= 8:
            head += [Strip(self.session, width, glyphs, self.theme).band(), []]
        head.append(centre(text(self.what), width, glyphs.ellipsis))
        keys = centre(text(_longest(WAITING_KEYS, width), self.theme.quiet), width)
        safety = centre(text(_longest(SAFETY, width)), width)
        foot: list[Line] = [safety, keys] if height >= 6 else [keys]
        foot = foot if height >= 4 else []
        room = max(1, height - len(head) - len(foot))
        shape = digits.fit(shown, width - 2, min(room, height // 2), glyphs) if room > 1 else None
        drawn = digits.draw(shown, shape, glyphs) if shape else []
        time = [centre(text(row, BOLD), width) for row in drawn or [shown]]
        above = max(0, room - len(time)) // 2
        frame: list[Line] = [*head, *([[]] * above), *time]
        frame += [[] for _ in range(height - len(frame) - len(foot))]
        return [clip(line, width, glyphs.ellipsis) for line in [*frame, *foot][:height]]
