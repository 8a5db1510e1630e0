"""The user's settings: `config.toml`, environment variables and flags.

A flag overrides an environment variable, and that overrides the file.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Annotated, Any, Literal

from .core.events import EVENT_KINDS
from .durations import clip
from .errors import InvalidSession
from .files import read_limited
from .setting_table import SETTINGS, TABLE

FILE = "config.toml"
LARGEST = 1 << 20
"""Bytes of the file."""


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
    path = folder / FILE
    found: dict[str, Any] = {}
    if text := _read(path):
        found = _check(_parse(text, path), str(path), text)
    settings = Settings(presets=found.pop("presets", {}), hooks=found.pop("hooks", {}))
    settings.override(found, str(path))
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
    return _plain(data) or _checked_by_pydantic(data, where, text)


def _plain(data: dict[str, Any]) -> dict[str, Any] | None:
    """Return the settings if all are certainly valid, else None: pydantic then decides.

    Importing pydantic would delay every start by a tenth of a second.
    """
    found: dict[str, Any] = {"presets": {}, "hooks": {}}
    for name, value in data.items():
        if name in SETTINGS:
            found[name] = SETTINGS[name].kind.convert(value)
        elif name in _TABLES and _TABLES[name](value):
            found[name] = value
        else:
            return None
    return None if None in found.values() else found


def _are_presets(value: object) -> bool:
    """Return whether a value is certainly valid as the table of presets."""
    return isinstance(value, dict) and all(
        isinstance(options, dict)
        and all(type(each) in (str, int, float) for each in options.values())
        for options in value.values()
    )


def _are_hooks(value: object) -> bool:
    """Return whether a value is certainly valid as the table of hooks."""
    return isinstance(value, dict) and all(
        kind in EVENT_KINDS
        and isinstance(command, list)
        and command
        and all(isinstance(word, str) for word in command)
        for kind, command in value.items()
    )


_TABLES = {"presets": _are_presets, "hooks": _are_hooks}


def _checked_by_pydantic(data: dict[str, Any], where: str, text: str) -> dict[str, Any]:
    from pydantic import ValidationError

    try:
        checked: dict[str, Any] = _model().model_validate(data).model_dump()
    except ValidationError as error:
        messages = dict.fromkeys(_message(e, where, text) for e in error.errors())
        raise ConfigError("\n".join(messages)) from None
    return {name: checked[name] for name in (*data, "presets", "hooks")}


@cache
def _model() -> Any:
    """Return the pydantic model of `config.toml`."""
    from pydantic import ConfigDict, Field, create_model

    fields: dict[str, Any] = {s.name: (s.kind.annotation(), s.default) for s in TABLE}
    fields["presets"] = (dict[str, dict[str, str | int | float]], {})
    kind: Any = Literal[EVENT_KINDS]
    fields["hooks"] = (dict[kind, Annotated[list[str], Field(min_length=1)]], {})
    return create_model("ConfigFile", __config__=ConfigDict(extra="forbid"), **fields)


def _message(error: Any, where: str, text: str) -> str:
    """Return `file:line: setting: what is wrong`, with what to write instead."""
    # three levels, as in presets.treadmill.speed; more are the types that pydantic has tried
    parts = [str(part) for part in error["loc"] if part != "[key]"][:3]
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
        return "a string or a number" if len(parts) > 2 else f"a table: [presets.{parts[1]}]"
    if parts[1] not in EVENT_KINDS:
        return f"an event: {', '.join(EVENT_KINDS)}"
    return 'a list of strings: ["notify-send", "--", "{label}"]'


def _guess(name: str) -> str:
    import difflib

    close = difflib.get_close_matches(name, (*SETTINGS, "presets", "hooks"), 1)
    return f"; did you mean {close[0]!r}?" if close else ""


def _line_of(key: str, text: str) -> int:
    """Return the number of the first line that sets the key or names its table, 0 if none does."""
    pattern = re.compile(rf"""\s*(?:\[[^\]]*)?["']?{re.escape(key)}["']?\s*(?:=|\])""")
    rows = enumerate(text.splitlines(), 1)
    return next((n for n, row in rows if pattern.match(row)), 0)
