"""A preset: its texts, its options, and its steps before repeats are expanded."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import NamedTuple

from ..core.session import CueSettings, Direction
from ..durations import clip
from ..errors import UsageError
from .document import Document, Path
from .values import KINDS, Value, value_text

# fmt: off
RUNNER_FLAGS = frozenset((
    "address", "all", "began", "bell", "cadence", "config", "data", "days", "debug", "directory",
    "edit", "effort", "events", "every", "file", "force", "format", "from", "help", "i-know", "id",
    "inline", "json", "lead-in", "line", "list", "lrc", "mute", "no-history", "no-stumble",
    "no-voice", "note", "on-gap", "open", "option", "output", "pain", "plain", "play", "preset",
    "qr-only", "reduced-motion", "rehearse", "since", "sound", "split", "start-at", "starting",
    "stumble", "theme", "time-left", "times", "to", "tones", "tz", "units", "until", "version",
    "voice", "volume", "weeks", "weight", "why",
))
# fmt: on
"""The program's own flags; an option of a preset cannot have one of these names."""


class Option(NamedTuple):
    """A parameter of a preset, which becomes a flag. `kind` is a key of `values.KINDS`."""

    name: str
    kind: str
    default: Value
    low: Value | None = None
    high: Value | None = None
    help: str = ""

    def parse(self, raw: object) -> Value:
        """Return the value that `raw` stands for. Raises `UsageError` if it is out of range."""
        value = self._converted(raw)
        if self.low is not None and value < self.low:  # type: ignore[operator]
            raise UsageError(f"{value_text(value)} is less than the minimum, {self.low_text}")
        if self.high is not None and value > self.high:  # type: ignore[operator]
            raise UsageError(f"{value_text(value)} is more than the maximum, {self.high_text}")
        return value

    def _converted(self, raw: object) -> Value:
        try:
            value: Value = KINDS[self.kind](raw)
        except UsageError as error:
            if self.kind != "count" or self.low is None or self.high is None:
                raise
            raise UsageError(
                f"{clip(str(raw))!r} is not valid: write a whole number from {self.low_text} to"
                f" {self.high_text}"
            ) from error
        return value

    @property
    def low_text(self) -> str:
        """The minimum as text, "" if there is none."""
        return "" if self.low is None else value_text(self.low)

    @property
    def high_text(self) -> str:
        """The maximum as text, "" if there is none."""
        return "" if self.high is None else value_text(self.high)


class Reference(NamedTuple):
    """`$name`: the value of an option."""

    name: str


class Step(NamedTuple):
    """A step of a session file. `duration` None means open; `path` is its place in the file."""

    path: Path
    direction: Direction
    duration: timedelta | Reference | None
    at_most: timedelta | Reference | None = None
    label: str | None = None
    note: str | None = None
    say: str | None = None
    speed: float | Reference | None = None
    cadence: int | Reference | None = None
    round: tuple[int, int] | None = None
    lang: str | None = None


class Repeat(NamedTuple):
    """Steps to repeat. `ramp` is added to the durations of a direction in each further round.

    `between` are steps after every round but the last.
    """

    path: Path
    times: int | Reference
    steps: tuple[Step | Repeat, ...]
    ramp: Mapping[Direction, timedelta]
    between: tuple[Step | Repeat, ...] = ()


class Preset(NamedTuple):
    """The content of a session file, from which `builder.build` builds a session."""

    name: str
    title: str
    summary: str
    why: str
    source: tuple[str, ...]
    options: tuple[Option, ...]
    cues: CueSettings
    lang: str | None
    steps: tuple[Step | Repeat, ...]
    document: Document

    def option(self, name: str) -> Option | None:
        """Return the option of that name, or None."""
        return next((option for option in self.options if option.name == name), None)
