"""The menu: what is chosen, what is being changed, and what a key does about it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import NamedTuple

from ..core.session import Session
from ..errors import RetrowalkError
from ..terminal.layouts import command_key
from ..terminal.lines import Line
from .glyphs import Glyphs
from .theme import Theme

Amount = timedelta | int | float
ACTIONS = ("start", "plan", "export")
LONGEST_NAME = 100
"""Characters that a file name or a filter may have."""
LONGEST_VALUE = 12


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
    why: str = ""
    source: tuple[str, ...] = ()


class Menu:
    """Takes keys and remembers; `compose` draws it.

    `chosen` is the place in `entries`; `option` is None while the list has the keys, else the
    place among the entry's options, after which the actions come.
    """

    def __init__(
        self, entries: list[Entry], glyphs: Glyphs, theme: Theme, notice: str = ""
    ) -> None:
        self.theme = theme
        self.entries = entries
        self.glyphs = glyphs
        self.notice = notice
        self.chosen = 0
        self.filter = ""
        self.option: int | None = None
        self.action = 0
        self.typed: str | None = None
        self.file_name: str | None = None
        self.plan_from: int | None = None

    @property
    def entry(self) -> Entry:
        """The chosen entry."""
        return self.entries[self.chosen]

    @property
    def matching(self) -> list[int]:
        """The places of the entries that the filter lets through."""
        words = self.filter.lower().split()
        return [
            place
            for place, entry in enumerate(self.entries)
            if all(word in f"{entry.name} {entry.title} {entry.summary}".lower() for word in words)
        ]

    def key(self, key: str) -> str:
        """Take a key; answers "start", "export" or "leave" when that is to be done, else nothing.

        An export goes to `file_name`.
        """
        if self.file_name is not None:
            return self._name(key)
        if self.plan_from is not None:
            return self._read_plan(key)
        if self.typed is not None:
            self._type(key)
            return ""
        return self._choose(key) if self.option is None else self._change(key)

    def paste(self, text: str) -> None:
        """Add a pasted text to what is being typed: a filter, a value or a file name."""
        words = "".join(character for character in text if character.isprintable())
        if self.file_name is not None:
            self.file_name = (self.file_name + words)[:LONGEST_NAME]
        elif self.typed is not None:
            self.typed = (self.typed + words)[:LONGEST_VALUE]
        elif self.option is None and self.plan_from is None:
            self._filter(self.filter + words)

    def exported(self, said: str) -> None:
        """The export is done, or could not be: say so."""
        self.file_name, self.notice = None, said

    def _choose(self, key: str) -> str:
        """A key in the list."""
        self.notice = ""
        matching = self.matching
        if key == "enter":
            return "start" if matching else ""
        if key in ("up", "down", "home", "end") and matching:
            at = matching.index(self.chosen)
            steps = {"up": at - 1, "down": at + 1, "home": 0, "end": -1}
            self.chosen = matching[steps[key] % len(matching)]
        elif key in ("right", "tab") and matching:
            self.option, self.action = 0, 0
        elif key == "escape" or (key == "q" and not self.filter):
            if not self.filter:
                return "leave"
            self._filter("")
        elif key.isdecimal() and key.isascii() and not self.filter:
            place = (int(key) or 10) - 1
            self.chosen = place if place < len(self.entries) else self.chosen
        elif key == "erase":
            self._filter(self.filter[:-1])
        elif (len(key) == 1 and key.isprintable()) or key == "space":
            self._filter(self.filter + (" " if key == "space" else key))
        return ""

    def _filter(self, words: str) -> None:
        """Let through what has these words; choose the first of it, unless the chosen one has."""
        self.filter = words[:LONGEST_NAME].lstrip()
        matching = self.matching
        if matching and self.chosen not in matching:
            self.chosen = matching[0]

    def _change(self, key: str) -> str:
        """A key among the options and actions."""
        assert self.option is not None
        self.notice, key = "", command_key(key)
        last = len(self.entry.choices)
        on_actions = self.option == last
        if key in ("escape", "tab", "backtab"):
            self.option = None
        elif key in ("up", "down"):
            self.option = (self.option + (1 if key == "down" else -1)) % (last + 1)
        elif key == "q":
            return "leave"
        elif key == "enter":
            return self._do(ACTIONS[self.action] if on_actions else "start")
        elif key in ("s", "p", "e"):
            return self._do({"s": "start", "p": "plan", "e": "export"}[key])
        elif key in ("right", "left") and on_actions:
            self.action = (self.action + (1 if key == "right" else -1)) % len(ACTIONS)
        elif key in ("right", "+", "=", "left", "-") and not on_actions:
            self._nudge(1 if key in ("right", "+", "=") else -1)
        elif len(key) == 1 and key.isascii() and key.isdigit() and not on_actions:
            self.typed = key
        return ""

    def _do(self, action: str) -> str:
        if action == "start":
            return "start"
        if action == "plan":
            self.plan_from = 0
        else:
            self.file_name = f"{self.entry.name}.html"
        return ""

    def _read_plan(self, key: str) -> str:
        """A key while the plan is shown."""
        assert self.plan_from is not None
        key = command_key(key)
        steps = {"up": -1, "down": 1, "space": 10, "page-down": 10, "page-up": -10}
        if key in steps:
            self.plan_from = max(0, self.plan_from + steps[key])
        elif key == "enter":
            return "start"
        elif key in ("escape", "q", "left", "p", "tab"):
            self.plan_from = None
        return ""

    def _name(self, key: str) -> str:
        """A key while the name of the file to export to is written."""
        assert self.file_name is not None
        if key == "enter":
            return "export" if self.file_name.strip() else ""
        if key == "escape":
            self.file_name = None
        else:
            self.file_name = _edited(self.file_name, key)
        return ""

    def _type(self, key: str) -> None:
        """A value being typed: Enter takes it, Escape drops it."""
        assert self.typed is not None
        self.notice = ""
        if key == "enter":
            typed, self.typed = self.typed, None
            self._set(typed)
        elif key == "escape":
            self.typed = None
        else:
            self.typed = _edited(self.typed, key, LONGEST_VALUE)

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
        except RetrowalkError as error:
            self.notice = str(error)

    def compose(self, width: int, height: int) -> list[Line]:
        """Exactly `height` lines of at most `width` cells, the chosen entry among them."""
        from .menu_view import draw

        return draw(self, width, height)


def _edited(text: str, key: str, most: int = LONGEST_NAME) -> str:
    """A text after a key: a character more, or one less."""
    if key == "erase":
        return text[:-1]
    character = " " if key == "space" else key
    return text + character if len(character) == 1 and len(text) < most else text


def _step(value: Amount, way: int) -> Amount:
    """How far an arrow key changes a value: finer where it is small."""
    if isinstance(value, timedelta):
        seconds = value.total_seconds()
        for limit, step in ((60, 5), (300, 30)):
            if seconds < limit or (seconds == limit and way < 0):
                return timedelta(seconds=step)
        return timedelta(minutes=1)
    return 1 if isinstance(value, int) else 0.1
