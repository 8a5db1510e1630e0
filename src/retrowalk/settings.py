"""The settings: one table, `config.toml`, environment variables and flags.

A flag overrides an environment variable, and that overrides the file.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Annotated, Any, Literal

from .core.events import EVENT_KINDS
from .durations import clip
from .errors import InvalidSession
from .files import read_limited

FILE = "config.toml"
LARGEST = 1 << 20
"""Bytes of the file."""


@dataclass(frozen=True)
class Choice:
    """A setting that is one of a few words."""

    words: tuple[str, ...]

    @property
    def accepted(self) -> str:
        """Return the accepted values in words, for messages."""
        return f"{', '.join(self.words[:-1])} or {self.words[-1]}"

    def annotation(self) -> Any:
        """Return the type that pydantic checks."""
        return Literal[self.words]


@dataclass(frozen=True)
class Number:
    """A setting that is a number from `low` to `high`, both included."""

    low: int
    high: int
    whole: bool = True

    @property
    def accepted(self) -> str:
        """Return the accepted values in words, for messages."""
        return f"a {'whole ' if self.whole else ''}number from {self.low} to {self.high}"

    def annotation(self) -> Any:
        """Return the type that pydantic checks."""
        from pydantic import Field

        return Annotated[int if self.whole else float, Field(ge=self.low, le=self.high)]


@dataclass(frozen=True)
class Switch:
    """A setting that is on or off."""

    accepted: str = "true or false"

    def annotation(self) -> Any:
        """Return the type that pydantic checks."""
        return bool


@dataclass(frozen=True)
class FolderPath:
    """A setting that is the path of a folder."""

    accepted: str = "the path of a folder, in quotes"

    def annotation(self) -> Any:
        """Return the type that pydantic checks."""
        from pydantic import Field

        return Annotated[str, Field(min_length=1)]


@dataclass(frozen=True)
class Setting:
    """One setting.

    `help` describes it in one line, in the example file and in the help of its flag.
    `flag` tells whether a flag of the same name overrides it for one call.
    `example` is the value in the example file, if it is not the default.
    """

    name: str
    default: Any
    kind: Choice | Number | Switch | FolderPath
    help: str
    flag: bool = False
    example: Any = None

    @property
    def variable(self) -> str:
        """Return the name of its environment variable."""
        return "RETROWALK_" + self.parameter.upper()

    @property
    def parameter(self) -> str:
        """Return the name of its flag's parameter: "on_gap"."""
        return self.name.replace("-", "_")

    def example_lines(self) -> Iterator[str]:
        """Yield the lines of the example file that describe it."""
        import json
        import textwrap

        words = f": {self.kind.accepted}" if isinstance(self.kind, Choice) else ""
        text = f"{self.help[0].upper()}{self.help[1:]}{words}"
        yield from (f"# {line}" for line in textwrap.wrap(text, 97))
        yield f"#{self.name} = {json.dumps(self.default if self.example is None else self.example)}"


PERCENT = Number(0, 100)
TABLE = (
    Setting("lead-in", 5, Number(0, 3600), "seconds to count down before the first segment"),
    Setting(
        "sound",
        "stream",
        Choice(("stream", "player", "bell", "off")),
        "what plays the sounds first; if it fails, the next one is used",
        flag=True,
    ),
    Setting("volume", 100, PERCENT, "overall loudness in percent", flag=True),
    Setting("volume-voice", 100, PERCENT, "loudness of the voice, in percent of volume"),
    Setting("volume-tones", 100, PERCENT, "loudness of the tones, in percent of volume"),
    Setting("volume-beat", 100, PERCENT, "loudness of the metronome, in percent of volume"),
    Setting("voice", True, Switch(), "speak the cues", flag=True),
    Setting(
        "tones",
        "soft",
        Choice(("soft", "bright", "low")),
        "set of tones; low is easier to hear with high-frequency hearing loss",
        flag=True,
    ),
    Setting(
        "sounds",
        None,
        FolderPath(),
        "folder with your own sounds: backward.wav, pip.wav, ...",
        example="~/sounds",
    ),
    Setting(
        "duck",
        None,
        PERCENT,
        "lower other programs' sound to this percentage around cues (needs retrowalk[media])",
        example=30,
    ),
    Setting("pre-roll", 2.0, Number(0, 10, whole=False), "seconds to open the device before a cue"),
    Setting(
        "week-starts",
        "auto",
        Choice(("monday", "sunday", "auto")),
        "first day of the week in statistics; auto follows the locale",
    ),
    Setting("units", "km/h", Choice(("km/h", "mph")), "unit of speeds"),
    Setting(
        "theme",
        "auto",
        Choice(("auto", "default", "light", "high-contrast", "mono")),
        "colours; auto follows the terminal's background, default is for dark ones",
        flag=True,
    ),
    Setting("reduced-motion", False, Switch(), "no flashes or sliding motion", flag=True),
    Setting("title", True, Switch(), "show direction and time left in the terminal's title"),
    Setting("progress", True, Switch(), "show the progress in the taskbar, if the terminal can"),
    Setting("notify", True, Switch(), "let the terminal notify you of each change, if it can"),
    Setting(
        "weight",
        None,
        Number(20, 400, whole=False),
        "your weight in kg: adds a rough energy figure to summaries",
        example=70,
    ),
    Setting(
        "on-gap",
        "ask",
        Choice(("ask", "pause", "continue")),
        "what to do after a gap, such as sleep; ask pauses after 30 s or more",
        flag=True,
    ),
    Setting(
        "debounce",
        300,
        Number(0, 2000),
        "milliseconds within which a second press of next or previous is ignored",
    ),
    Setting(
        "media-keys",
        True,
        Switch(),
        "let headset buttons and lock screens control a walk (needs retrowalk[media])",
    ),
    Setting("ask-after", True, Switch(), "ask for effort, pain and stumbles after a walk"),
    Setting("history", True, Switch(), "record walks"),
)
"""Every setting, in the order of the example file. To add one, add a row."""

SETTINGS: Mapping[str, Setting] = {setting.name: setting for setting in TABLE}


class ConfigError(InvalidSession):
    """A setting is not valid."""


def _defaults() -> dict[str, Any]:
    return {setting.name: setting.default for setting in TABLE}


@dataclass(eq=False)
class Settings:
    """The value of each setting, and where it came from."""

    values: dict[str, Any] = field(default_factory=_defaults)
    origins: dict[str, str] = field(default_factory=lambda: dict.fromkeys(SETTINGS, "default"))
    presets: dict[str, dict[str, Any]] = field(default_factory=dict)
    hooks: dict[str, list[str]] = field(default_factory=dict)

    def override(self, values: Mapping[str, Any], origin: str) -> None:
        """Replace some values, and record where they came from."""
        self.values.update(values)
        self.origins.update(dict.fromkeys(values, origin))


def read_settings(folder: Path, environment: Mapping[str, str] = os.environ) -> Settings:
    """Return the settings of a folder's `config.toml` and of the environment.

    Raises `ConfigError` if a value is not valid, and `FileError` if the file cannot be read.
    """
    settings = Settings()
    path = folder / FILE
    if text := _read(path):
        checked = _check(_parse(text, path), str(path), text)
        settings.presets, settings.hooks = checked.pop("presets"), checked.pop("hooks")
        settings.override(checked, str(path))
    for setting in TABLE:
        if (value := environment.get(setting.variable)) is not None:
            checked = _check({setting.name: value}, setting.variable, "")
            settings.override({setting.name: checked[setting.name]}, setting.variable)
    return settings


def checked(values: Mapping[str, Any], origin: str) -> dict[str, Any]:
    """Return settings, checked and converted like those of `config.toml`. Raises `ConfigError`."""
    found = _check(dict(values), origin, "")
    return {name: found[name] for name in values}


def _read(path: Path) -> str:
    """Return the file's text, or "" if there is no file."""
    try:
        return read_limited(path, LARGEST).decode("utf-8-sig")
    except FileNotFoundError:
        return ""
    except UnicodeDecodeError:
        raise ConfigError(f"{path}: not UTF-8 text: save the file as UTF-8") from None


def _parse(text: str, path: Path) -> dict[str, Any]:
    import tomllib

    try:
        return tomllib.loads(text)
    except RecursionError:
        raise ConfigError(f"{path}: not valid TOML: nested too deeply") from None
    except ValueError as error:
        raise ConfigError(f"{path}: not valid TOML: {error}") from None


def _check(data: dict[str, Any], where: str, text: str) -> dict[str, Any]:
    """Return the settings in `data`, converted, with `presets` and `hooks`."""
    from pydantic import ValidationError

    try:
        checked: dict[str, Any] = _model().model_validate(data).model_dump()
    except ValidationError as error:
        raise ConfigError("\n".join(_message(e, where, text) for e in error.errors())) from None
    return {name: checked[name] for name in (*data, "presets", "hooks")}


@cache
def _model() -> Any:
    """Return the pydantic model of `config.toml`; pydantic is imported only if something is set."""
    from pydantic import ConfigDict, Field, create_model

    fields: dict[str, Any] = {s.name: (s.kind.annotation(), s.default) for s in TABLE}
    fields["presets"] = (dict[str, dict[str, str | int | float]], {})
    kind: Any = Literal[EVENT_KINDS]
    fields["hooks"] = (dict[kind, Annotated[list[str], Field(min_length=1)]], {})
    return create_model("ConfigFile", __config__=ConfigDict(extra="forbid"), **fields)


def _message(error: Any, where: str, text: str) -> str:
    """Return `file:line: setting: what is wrong`, with what to write instead."""
    parts = [str(part) for part in error["loc"] if part != "[key]"]
    line = next((n for part in reversed(parts) if (n := _line_of(part, text))), 0)
    place = f"{where}:{line}" if line else where
    if error["type"] == "extra_forbidden":
        return f"{place}: unknown setting {clip(parts[0])!r}{_guess(parts[0])}"
    import json

    value = clip(json.dumps(error["input"], default=str))
    return f"{place}: {'.'.join(parts)}: {value} is not valid: write {_accepted(parts)}"


def _accepted(parts: list[str]) -> str:
    """Return the accepted values at a place in the file."""
    if setting := SETTINGS.get(parts[0]):
        return setting.kind.accepted
    if len(parts) == 1:
        return f"a table: [{parts[0]}]"
    if parts[0] == "presets":
        return "a text or a number" if len(parts) > 2 else f"a table: [presets.{parts[1]}]"
    if parts[1] not in EVENT_KINDS:
        return f"an event: {', '.join(EVENT_KINDS)}"
    return 'a list of texts: ["notify-send", "--", "{label}"]'


def _guess(name: str) -> str:
    import difflib

    close = difflib.get_close_matches(name, (*SETTINGS, "presets", "hooks"), 1)
    return f"; did you mean {close[0]!r}?" if close else ""


def _line_of(key: str, text: str) -> int:
    """Return the number of the first line that sets the key or names its table, 0 if none does."""
    pattern = re.compile(rf"""\s*(?:\[[^\]]*)?["']?{re.escape(key)}["']?\s*(?:=|\])""")
    rows = enumerate(text.splitlines(), 1)
    return next((n for n, row in rows if pattern.match(row)), 0)


def example_file() -> str:
    """Return a `config.toml` in which every setting is described and commented out."""
    settings = "".join("\n".join(setting.example_lines()) + "\n\n" for setting in TABLE)
    return f"{_HEAD}\n{settings}{_TABLES}"


_HEAD = """\
# Settings of retrowalk. A flag overrides an environment variable (RETROWALK_LEAD_IN), and that
# overrides this file. `retrowalk config` shows each value and where it came from.
"""
_TABLES = """\
# Defaults for the options of a preset:
#[presets.intervals]
#forward = "4m"

# Programs to start at events, without a shell:
#[hooks]
#segment-start = ["notify-send", "--", "{direction}", "{label}"]
"""
