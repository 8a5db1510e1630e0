"""The lines of the menu: sessions, and their options with values and units."""

from __future__ import annotations

import shlex
from collections.abc import Callable
from datetime import timedelta
from typing import NamedTuple

from ..core.session import Session

Amount = timedelta | int | float
MINUTE = timedelta(minutes=1)


class Choice(NamedTuple):
    """An option of a session; `show` writes a value as `parse` reads it."""

    name: str
    help: str
    value: Amount
    default: Amount
    parse: Callable[[str], Amount]
    show: Callable[[Amount], str]

    @property
    def title(self) -> str:
        """The plain name: "Warm-up"."""
        return self.name[:1].upper() + self.name[1:]

    @property
    def unit(self) -> str:
        """The unit of the value as it is shown; it is kept when a bare number is typed."""
        if isinstance(self.value, timedelta):
            return "s" if self.value < MINUTE else "min"
        return "km/h" if isinstance(self.value, float) else ""

    @property
    def text(self) -> str:
        """The value with its unit: "45 s", "1:30 min", "1.2 km/h", "3"."""
        if not isinstance(self.value, timedelta):
            return f"{self.value:g} {self.unit}".strip()
        seconds = round(self.value.total_seconds())
        minutes = f"{seconds // 60}:{seconds % 60:02}" if seconds % 60 else f"{seconds // 60}"
        return f"{seconds if self.unit == 's' else minutes} {self.unit}"

    def read(self, typed: str) -> Amount:
        """Return the value that was typed. Raises `RetrowalkError`."""
        typed = typed.strip()
        if typed.replace(".", "", 1).isdecimal() and self.unit == "s":
            typed += "s"
        return self.parse(typed)

    def nudged(self, way: int) -> str:
        """Return the value a step larger (way 1) or smaller (-1), as `parse` reads it."""
        return self.show(self.value + way * _step(self.value, way))  # type: ignore[operator]


class Entry(NamedTuple):
    """A line of the menu; `rebuild` returns the entry with an option changed."""

    name: str
    title: str
    summary: str
    session: Session
    choices: tuple[Choice, ...]
    rebuild: Callable[[str, Amount], Entry]
    why: str = ""
    source: tuple[str, ...] = ()
    due: str = ""

    @property
    def command(self) -> str:
        """The command line for the same walk: "retrowalk intervals --rounds 4"."""
        words = ["retrowalk", self.name]
        for choice in self.choices:
            if choice.value != choice.default:
                words += [f"--{choice.name}", choice.show(choice.value)]
        return shlex.join(words)


def _step(value: Amount, way: int) -> Amount:
    """Return how far an arrow key changes a value: less if it is small."""
    if isinstance(value, timedelta):
        seconds = value.total_seconds()
        for limit, step in ((60, 5), (300, 30)):
            if seconds < limit or (seconds == limit and way < 0):
                return timedelta(seconds=step)
        return MINUTE
    return 1 if isinstance(value, int) else 0.1
