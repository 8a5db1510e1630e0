"""The menu as a pure state machine: the selection, the field being changed, and the keys."""

from __future__ import annotations

from dataclasses import dataclass, replace

from ..errors import RetrowalkError
from .menu_entry import Entry

ACTIONS = ("start", "plan", "export")
LONGEST_NAME = 100
"""Maximum number of characters of a file name or a filter."""
LONGEST_VALUE = 12


@dataclass(frozen=True)
class Menu:
    """The state of the menu; `press` returns the next one.

    `chosen` is the index in `entries`. `option` is None while the list has the focus, else an index
    among the entry's options; the actions follow them. `request` is what the caller has to do:
    "start", "export" to `file_name`, or "leave".
    """

    entries: tuple[Entry, ...]
    notice: str = ""
    chosen: int = 0
    filter: str = ""
    option: int | None = None
    action: int = 0
    typed: str | None = None
    file_name: str | None = None
    plan_from: int | None = None
    request: str = ""

    @property
    def entry(self) -> Entry:
        """The chosen entry."""
        return self.entries[self.chosen]

    @property
    def matching(self) -> list[int]:
        """The indexes of entries that match all words of the filter, best first."""
        words = self.filter.lower().split()
        ranked = (
            (rank, index)
            for index, entry in enumerate(self.entries)
            if (rank := _rank(entry, words)) is not None
        )
        return [index for _, index in sorted(ranked)]

    def press(self, key: str) -> Menu:
        """Return the menu after a key."""
        menu = replace(self, request="")
        if menu.file_name is not None:
            return menu._type_name(key)
        if menu.plan_from is not None:
            return menu._scroll_plan(key)
        if menu.typed is not None:
            return menu._type_value(key)
        return menu._press_in_list(key) if menu.option is None else menu._press_in_options(key)

    def paste(self, text: str) -> Menu:
        """Return the menu after pasting a text into the field being typed."""
        words = "".join(character for character in text if character.isprintable())
        if self.file_name is not None:
            return replace(self, file_name=(self.file_name + words)[:LONGEST_NAME])
        if self.typed is not None:
            return replace(self, typed=(self.typed + words)[:LONGEST_VALUE])
        if self.option is None and self.plan_from is None:
            return self._filtered(self.filter + words)
        return self

    def exported(self, notice: str) -> Menu:
        """Return the menu after an export, with a notice of the result."""
        return replace(self, file_name=None, notice=notice, request="")

    def _press_in_list(self, key: str) -> Menu:
        menu = replace(self, notice="")
        matching = menu.matching
        if key == "enter":
            return replace(menu, request="start" if matching else "")
        if key in ("up", "down", "home", "end") and matching:
            at = matching.index(menu.chosen)
            steps = {"up": at - 1, "down": at + 1, "home": 0, "end": -1}
            return replace(menu, chosen=matching[steps[key] % len(matching)])
        if key in ("right", "tab") and matching:
            return replace(menu, option=0, action=0)
        if key == "escape" or (key == "q" and not menu.filter):
            return menu._filtered("") if menu.filter else replace(menu, request="leave")
        if key.isdecimal() and key.isascii() and not menu.filter:
            index = (int(key) or 10) - 1
            return replace(menu, chosen=index) if index < len(menu.entries) else menu
        return menu._filtered(_edited(menu.filter, key))

    def _filtered(self, words: str) -> Menu:
        """Return the menu with another filter and its best match chosen."""
        words = words[:LONGEST_NAME].lstrip()
        if words == self.filter:
            return self
        menu = replace(self, filter=words)
        matching = menu.matching
        return replace(menu, chosen=matching[0]) if matching and words else menu

    def _press_in_options(self, key: str) -> Menu:
        """Return the menu after a key among the options and actions."""
        assert self.option is not None
        menu, last = replace(self, notice=""), len(self.entry.choices)
        on_actions = self.option == last
        if key in ("escape", "tab", "backtab"):
            return replace(menu, option=None)
        if key in ("up", "down"):
            return replace(menu, option=(self.option + (1 if key == "down" else -1)) % (last + 1))
        if key == "q":
            return replace(menu, request="leave")
        if key == "enter":
            return menu._do(ACTIONS[self.action] if on_actions else "start")
        if key in ("s", "p", "e"):
            return menu._do({"s": "start", "p": "plan", "e": "export"}[key])
        if on_actions:
            step = {"right": 1, "left": -1}.get(key, 0)
            return replace(menu, action=(self.action + step) % len(ACTIONS))
        if key in ("right", "+", "=", "left", "-"):
            return menu._nudged(1 if key in ("right", "+", "=") else -1)
        return replace(menu, typed=key) if len(key) == 1 and key in "0123456789" else menu

    def _do(self, action: str) -> Menu:
        if action == "start":
            return replace(self, request="start")
        if action == "plan":
            return replace(self, plan_from=0)
        return replace(self, file_name=f"{self.entry.name}.html")

    def _scroll_plan(self, key: str) -> Menu:
        assert self.plan_from is not None
        steps = {"up": -1, "down": 1, "space": 10, "page-down": 10, "page-up": -10}
        if key in steps:
            last = 2 * len(self.entry.session.segments) + 40  # the view stops earlier
            return replace(self, plan_from=max(0, min(last, self.plan_from + steps[key])))
        if key == "enter":
            return replace(self, request="start")
        leaves = key in ("escape", "q", "left", "p", "tab")
        return replace(self, plan_from=None) if leaves else self

    def _type_name(self, key: str) -> Menu:
        """Return the menu after a key in the name of the file to export to."""
        assert self.file_name is not None
        if key == "enter":
            return replace(self, request="export" if self.file_name.strip() else "")
        if key == "escape":
            return replace(self, file_name=None)
        return replace(self, file_name=_edited(self.file_name, key))

    def _type_value(self, key: str) -> Menu:
        """Return the menu after a key in a value: Enter accepts it, Escape discards it."""
        assert self.typed is not None
        menu = replace(self, notice="")
        if key == "enter":
            return replace(menu, typed=None)._with_value(self.typed)
        if key == "escape":
            return replace(menu, typed=None)
        return replace(menu, typed=_edited(self.typed, key, LONGEST_VALUE))

    def _nudged(self, way: int) -> Menu:
        """Return the menu with the current option a step larger or smaller."""
        assert self.option is not None
        choice = self.entry.choices[self.option]
        return self._with_value(choice.nudged(way))

    def _with_value(self, text: str) -> Menu:
        """Return the menu with another value of the current option, or a notice of an error."""
        assert self.option is not None
        choice = self.entry.choices[self.option]
        try:
            entry = self.entry.rebuild(choice.name, choice.read(text))
        except RetrowalkError as error:
            return replace(self, notice=str(error))
        entries = (*self.entries[: self.chosen], entry, *self.entries[self.chosen + 1 :])
        return replace(self, entries=entries)


def _rank(entry: Entry, words: list[str]) -> int | None:
    """Return how well an entry matches, from 0: by name, title or summary; None if not at all."""
    name, title = entry.name.lower(), entry.title.lower()
    if all(word in name for word in words):
        return 0 if not words or name.startswith(words[0]) else 1
    texts = (title, f"{name} {title} {entry.summary.lower()}")
    return next((n for n, text in enumerate(texts, 2) if all(w in text for w in words)), None)


def _edited(text: str, key: str, most: int = LONGEST_NAME) -> str:
    """Return a text after a key that adds or removes a character."""
    if key == "erase":
        return text[:-1]
    character = " " if key == "space" else key
    fits = len(character) == 1 and character.isprintable() and len(text) < most
    return text + character if fits else text
