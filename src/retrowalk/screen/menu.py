"""The menu: presets on top, the chosen one with its strip and options below."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import NamedTuple

from rich.style import Style

from ..core.session import Direction, Session
from ..errors import RetrowalkError
from .lines import Line, centre, clip, spread, text
from .look import BOLD, NOTICE, PLAIN, Glyphs, quiet
from .report import short_totals, totals
from .strip import Strip

CHOSEN = Style(reverse=True, bold=True)
Amount = timedelta | int | float


class Choice(NamedTuple):
    """An option as the menu shows it: its value, how to read one, and how to write one."""

    name: str
    help: str
    value: Amount
    parse: Callable[[str], Amount]
    show: Callable[[Amount], str]


class Entry(NamedTuple):
    """One line of the menu; `rebuild` makes the entry anew with an option changed."""

    name: str
    title: str
    summary: str
    session: Session
    choices: tuple[Choice, ...]
    rebuild: Callable[[str, Amount], Entry]


class Menu:
    """What is chosen and what is being changed. `key` moves it on, `compose` draws it."""

    def __init__(self, entries: list[Entry], glyphs: Glyphs, notice: str = "") -> None:
        self.entries = entries
        self.chosen = 0
        self.option: int | None = None
        self.typed: str | None = None
        self.notice = notice
        self._glyphs = glyphs

    @property
    def entry(self) -> Entry:
        """The chosen entry."""
        return self.entries[self.chosen]

    def key(self, key: str) -> str:
        """Take a key; answers "start" or "leave" when the menu is done, else nothing."""
        if self.typed is not None:
            self._type(key)
        elif key == "enter":
            return "start"
        elif key == "q" or (key == "escape" and self.option is None):
            return "leave"
        elif self.option is None:
            self._choose(key)
        else:
            self._change(key)
        return ""

    def _choose(self, key: str) -> None:
        if key in ("up", "k", "down", "j"):
            self.chosen = (self.chosen + (1 if key in ("down", "j") else -1)) % len(self.entries)
        elif key in ("right", "tab", "l") and self.entry.choices:
            self.option = 0
        elif key.isdecimal() and key.isascii():
            place = (int(key) or 10) - 1
            self.chosen = place if place < len(self.entries) else self.chosen

    def _change(self, key: str) -> None:
        assert self.option is not None
        if key in ("escape", "tab", "backtab"):
            self.option = None
        elif key in ("up", "down"):
            self.option = (self.option + (1 if key == "down" else -1)) % len(self.entry.choices)
        elif key in ("right", "+", "=", "left", "-"):
            self._nudge(1 if key in ("right", "+", "=") else -1)
        elif len(key) == 1 and key.isascii() and key.isdigit():
            self.typed = key

    def _type(self, key: str) -> None:
        """A value being typed: Enter takes it, Escape drops it."""
        assert self.typed is not None
        self.notice = ""
        if key == "enter":
            typed, self.typed = self.typed, None
            self._set(typed)
        elif key == "escape":
            self.typed = None
        elif key == "erase":
            self.typed = self.typed[:-1]
        elif key == "space" or (len(key) == 1 and len(self.typed) < 12):
            self.typed += " " if key == "space" else key

    def _nudge(self, way: int) -> None:
        assert self.option is not None
        value = self.entry.choices[self.option].value
        self._set(value + way * _step(value, way))  # type: ignore[operator]

    def _set(self, value: str | Amount) -> None:
        """Change the present option; a value that cannot be is said and changes nothing."""
        assert self.option is not None
        choice = self.entry.choices[self.option]
        try:
            amount = choice.parse(value if isinstance(value, str) else choice.show(value))
            self.entries[self.chosen] = self.entry.rebuild(choice.name, amount)
            self.notice = ""
        except RetrowalkError as error:
            self.notice = str(error)

    def compose(self, width: int, height: int) -> list[Line]:
        """Exactly `height` lines of at most `width` cells, the chosen entry among them."""
        details = self._details(width)
        footer = [centre(text(self.notice, NOTICE), width)] if self.notice else []
        footer.append(self._keys(width))
        head = [spread(text("retrowalk", BOLD), text("choose a session", quiet()), width), []]
        if height < 8:
            head, details, footer = [], details if self.option is not None else [], []
        elif height < len(head) + 4 + len(details) + len(footer):
            head = []
            details = details[: max(0, height - 4 - len(footer))]
        room = max(1, height - len(head) - len(details) - len(footer))
        rows = self._list(width, min(room, len(self.entries)))
        frame = [*head, *rows, *details]
        frame += [[] for _ in range(height - len(frame) - len(footer))]
        frame = [*frame, *footer][:height]
        return [clip(line, width, self._glyphs.ellipsis) for line in frame]

    def _list(self, width: int, room: int) -> list[Line]:
        """A window of the list with the chosen entry in it."""
        first = max(0, min(self.chosen - room // 2, len(self.entries) - room))
        shown = range(first, min(len(self.entries), first + room))
        return [self._row(place, width) for place in shown]

    def _row(self, place: int, width: int) -> Line:
        entry = self.entries[place]
        digit = str((place + 1) % 10) if place < 10 else " "
        mark = ">" if place == self.chosen else " "
        total, backward = short_totals(entry.session)
        style = CHOSEN if place == self.chosen and self.option is None else PLAIN
        left = f"{mark} {digit}  {entry.name:<14}"
        right = f"{total:>7}   {self._glyphs.arrows[Direction.BACKWARD]} {backward:>6} "
        if width < 40:
            return spread(text(f"{mark} {digit} {entry.name}", style), text(f"{total} "), width)
        summary = entry.summary if width >= 70 else ""
        line = spread(text(f"{left} {summary}", style), text(right, style), width)
        return [(content, style) for content, _ in line]

    def _details(self, width: int) -> list[Line]:
        """The chosen session's strip, totals and options."""
        entry = self.entry
        rows: list[Line] = [
            [],
            Strip(entry.session, width, self._glyphs).band(),
            text(f"{entry.title}: {totals(entry.session)}", BOLD),
        ]
        rows += [self._option_row(place, choice) for place, choice in enumerate(entry.choices)]
        return rows

    def _option_row(self, place: int, choice: Choice) -> Line:
        here = place == self.option
        value = choice.show(choice.value)
        if here and self.typed is not None:
            value = self.typed + "_"
        return [
            (f"{'>' if here else ' '} --{choice.name:<12} ", BOLD if here else PLAIN),
            (f"{value:<10}", CHOSEN if here else PLAIN),
            (f" {choice.help}", quiet()),
        ]

    def _keys(self, width: int) -> Line:
        if self.option is None:
            keys = "up/down or digit choose  right change options  Enter start  q leave"
        elif self.typed is None:
            keys = "up/down option  left/right change  digits type  Enter start  Esc back"
        else:
            keys = "Enter take the value  Esc drop it"
        return centre(text(keys, quiet()), width, self._glyphs.ellipsis)


def _step(value: Amount, way: int) -> Amount:
    """How far an arrow key changes a value: finer where it is small."""
    if isinstance(value, timedelta):
        seconds = value.total_seconds()
        for limit, step in ((60, 5), (300, 30)):
            if seconds < limit or (seconds == limit and way < 0):
                return timedelta(seconds=step)
        return timedelta(minutes=1)
    return 1 if isinstance(value, int) else 0.1
