"""The kinds of settings: which values they accept, and how values are converted.

`annotation` is the type that pydantic checks. `convert` returns a value that is certainly valid
without pydantic, whose import would delay every start by a tenth of a second.
"""

from __future__ import annotations

import re
from typing import Annotated, Any, Literal, NamedTuple

from .durations import parse_duration
from .errors import DurationError


class Choice(NamedTuple):
    """A setting that is one of a few words."""

    words: tuple[str, ...]

    @property
    def accepted(self) -> str:
        """The accepted values in words, for messages."""
        return f"{', '.join(self.words[:-1])} or {self.words[-1]}"

    def annotation(self) -> Any:
        """Return the type that pydantic checks."""
        return Literal[self.words]

    def convert(self, value: object) -> str | None:
        """Return the value if it is certainly valid, else None: pydantic then decides."""
        return next((word for word in self.words if word == value), None)


class Number(NamedTuple):
    """A setting that is a number from `low` to `high`, both included."""

    low: int
    high: int
    unit: Literal["seconds", "milliseconds", "percent", "kg"]
    whole: bool = True

    @property
    def accepted(self) -> str:
        """The accepted values in words, for messages."""
        kind = "whole number" if self.whole else "number"
        return f"a {kind} from {self.low} to {self.high} ({self.unit})"

    def annotation(self) -> Any:
        """Return the type that pydantic checks."""
        from pydantic import BeforeValidator, Field

        limits = Field(ge=self.low, le=self.high)
        return Annotated[int if self.whole else float, limits, BeforeValidator(self._number)]

    def convert(self, value: object) -> int | float | None:
        """Return the value if it is certainly valid, else None: pydantic then decides."""
        if isinstance(value, str):
            word = without_unit(value, self.unit)
            if not re.fullmatch(r"[0-9]{1,6}(\.[0-9]{1,6})?", word):
                return None
            value = float(word) if "." in word else int(word)
        if type(value) is not int and (self.whole or type(value) is not float):
            return None
        number = value if self.whole else float(value)
        return number if self.low <= number <= self.high else None

    def _number(self, value: Any) -> Any:
        if isinstance(value, bool):
            raise ValueError("not a number")
        return without_unit(value, self.unit) if isinstance(value, str) else value


def without_unit(text: str, unit: str) -> str:
    """Return the number in a text such as "80 %", "10s" or "1m30s" in this unit, or the text."""
    word = text.strip().lower()
    if unit != "seconds":
        return word.removesuffix(_SIGNS[unit]).rstrip()
    if word.isdecimal():
        return word
    try:
        has_unit = not word.replace(",", "").replace(".", "").isdecimal()
        return f"{parse_duration(word).total_seconds():g}" if has_unit else word
    except DurationError:
        return word


_SIGNS = {"milliseconds": "ms", "percent": "%", "kg": "kg"}


class Switch(NamedTuple):
    """A setting that is on or off."""

    accepted: str = "true or false"

    def annotation(self) -> Any:
        """Return the type that pydantic checks."""
        return bool

    def convert(self, value: object) -> bool | None:
        """Return the value if it is certainly valid, else None: pydantic then decides."""
        if isinstance(value, str):
            return {"true": True, "false": False}.get(value)
        return value if isinstance(value, bool) else None


class FolderPath(NamedTuple):
    """A setting that is the path of a folder."""

    accepted: str = "the path of a folder, in quotes"

    def annotation(self) -> Any:
        """Return the type that pydantic checks."""
        from pydantic import Field

        return Annotated[str, Field(min_length=1)]

    def convert(self, value: object) -> str | None:
        """Return the value if it is certainly valid, else None: pydantic then decides."""
        return value if isinstance(value, str) and value else None
