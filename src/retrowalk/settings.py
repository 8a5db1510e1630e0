"""The user's settings: `config.toml`, over which go environment variables, over which go flags."""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Annotated, Any, Literal

from .errors import FileError, InvalidSession

FILE = "config.toml"
DEFAULTS: dict[str, Any] = {
    "lead-in": 5,
    "sound": "stream",
    "volume": 100,
    "volume-voice": 100,
    "volume-tones": 100,
    "volume-beat": 100,
    "voice": True,
    "tones": "soft",
    "sounds": None,
    "pre-roll": 2.0,
    "units": "km/h",
    "theme": "default",
    "reduced-motion": False,
    "title": True,
    "progress": True,
    "notify": True,
    "weight": None,
    "on-gap": "ask",
    "ask-after": True,
    "history": True,
}
"""Every plain setting and what it is where nobody says otherwise."""
LONGEST_LEAD_IN = 3600
Hook = Literal[
    "session-start",
    "segment-start",
    "cue",
    "pause",
    "resume",
    "skip",
    "back",
    "extend",
    "gap",
    "segment-end",
    "session-end",
]
"""The events that can have a hook: those of docs/events.md."""


class ConfigError(InvalidSession):
    """The settings say something that is not valid."""


@dataclass(eq=False)
class Settings:
    """What is set, and where each value came from."""

    values: dict[str, Any] = field(default_factory=lambda: dict(DEFAULTS))
    origins: dict[str, str] = field(default_factory=lambda: dict.fromkeys(DEFAULTS, "default"))
    presets: dict[str, dict[str, Any]] = field(default_factory=dict)
    hooks: dict[str, list[str]] = field(default_factory=dict)

    def take(self, values: Mapping[str, Any], origin: str) -> None:
        """Put values over those that are there."""
        self.values.update(values)
        self.origins.update(dict.fromkeys(values, origin))


def read_settings(folder: Path, environment: Mapping[str, str] = os.environ) -> Settings:
    """The settings in a folder's `config.toml` and the environment. Raises `ConfigError`."""
    settings = Settings()
    path = folder / FILE
    if data := _read(path):
        checked = _check(data, str(path), path.read_text(encoding="utf-8"))
        settings.presets, settings.hooks = checked.pop("presets"), checked.pop("hooks")
        settings.take(checked, str(path))
    for name in DEFAULTS:
        variable = "RETROWALK_" + name.upper().replace("-", "_")
        if variable in environment:
            settings.take(_check({name: environment[variable]}, variable, ""), variable)
    return settings


def _read(path: Path) -> dict[str, Any]:
    """The file's data; none where there is no file."""
    try:
        raw = path.read_bytes()
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise FileError.cannot("read", path, error) from None
    import tomllib

    try:
        return tomllib.loads(raw.decode("utf-8"))
    except UnicodeDecodeError:
        raise ConfigError(f"{path}: this is not UTF-8 text") from None
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"{path}: not valid TOML: {error}") from None


def _check(data: dict[str, Any], where: str, text: str) -> dict[str, Any]:
    """The data as pydantic takes it; only the keys that are set, and presets and hooks."""
    from pydantic import ValidationError

    try:
        model = _model().model_validate(data)
    except ValidationError as error:
        raise ConfigError("\n".join(_sentence(e, where, text) for e in error.errors())) from None
    dumped = model.model_dump(by_alias=True)
    kept = {name: dumped[name] for name in DEFAULTS if name in data}
    return kept | ({"presets": model.presets, "hooks": model.hooks} if text or not kept else {})


@cache
def _model() -> Any:
    """What `config.toml` can hold, as pydantic checks it; made only where something is set."""
    from pydantic import BaseModel, ConfigDict, Field

    class ConfigFile(BaseModel):
        model_config = ConfigDict(extra="forbid")

        lead_in: int = Field(DEFAULTS["lead-in"], alias="lead-in", ge=0, le=LONGEST_LEAD_IN)
        sound: Literal["stream", "player", "bell", "off"] = DEFAULTS["sound"]
        volume: int = Field(DEFAULTS["volume"], ge=0, le=100)
        volume_voice: int = Field(DEFAULTS["volume-voice"], alias="volume-voice", ge=0, le=100)
        volume_tones: int = Field(DEFAULTS["volume-tones"], alias="volume-tones", ge=0, le=100)
        volume_beat: int = Field(DEFAULTS["volume-beat"], alias="volume-beat", ge=0, le=100)
        voice: bool = DEFAULTS["voice"]
        tones: Literal["soft", "bright", "low"] = DEFAULTS["tones"]
        sounds: str | None = Field(None, min_length=1)
        pre_roll: float = Field(DEFAULTS["pre-roll"], alias="pre-roll", ge=0, le=10)
        units: Literal["km/h", "mph"] = DEFAULTS["units"]
        theme: Literal["default", "light", "high-contrast", "mono"] = DEFAULTS["theme"]
        reduced_motion: bool = Field(DEFAULTS["reduced-motion"], alias="reduced-motion")
        title: bool = DEFAULTS["title"]
        progress: bool = DEFAULTS["progress"]
        notify: bool = DEFAULTS["notify"]
        weight: float | None = Field(None, ge=20, le=400)
        on_gap: Literal["ask", "pause", "continue"] = Field(DEFAULTS["on-gap"], alias="on-gap")
        ask_after: bool = Field(DEFAULTS["ask-after"], alias="ask-after")
        history: bool = DEFAULTS["history"]
        presets: dict[str, dict[str, str | int | float]] = {}
        hooks: dict[Hook, Annotated[list[str], Field(min_length=1)]] = {}

    return ConfigFile


def _sentence(error: Any, where: str, text: str) -> str:
    """What is wrong with which key, on which line."""
    parts = [str(part) for part in error["loc"]]
    line = next((n for n in map(_line_of(text), reversed(parts)) if n), 0)
    place = f"{where}:{line}" if line else where
    message = "unknown key" if error["type"] == "extra_forbidden" else error["msg"]
    return f"{place}: {'.'.join(parts)}: {message}"


def _line_of(text: str) -> Any:
    """A function from a key to the first line that sets it, or names it as a table."""

    def find(key: str) -> int:
        word = re.escape(key)
        pattern = re.compile(rf"""\s*(?:\[[^\]]*)?["']?{word}["']?\s*(?:=|\])""")
        rows = enumerate(text.splitlines(), 1)
        return next((n for n, row in rows if pattern.match(row)), 0)

    return find


EXAMPLE = """\
# Settings of retrowalk. Flags go over environment variables (RETROWALK_LEAD_IN), and those over
# this file. `retrowalk config` shows what is set, and where.

# lead-in = 5          # seconds before the first segment
# sound = "stream"     # stream, player, bell or off: where to begin; what fails is replaced
# volume = 100         # loudness of everything in percent; volume-voice, volume-tones and
# volume-beat = 60     # volume-beat are each kind's part of it
# voice = true         # spoken cues
# tones = "soft"       # soft, bright, or low for those who hear high tones badly
# sounds = "~/sounds"  # a folder of WAV files to sound instead: backward.wav, pip.wav ...
# pre-roll = 2         # seconds that the sound device is open before a cue
# units = "km/h"       # km/h or mph: how speeds are shown
# theme = "default"    # default, light, high-contrast or mono
# reduced-motion = false  # true: no flash of the whole screen at a change, nothing slides
# title = true         # the terminal's title tells direction and time left
# progress = true      # the taskbar shows how far the session is, where the terminal can
# notify = true        # the terminal notifies of each change, where it can
# weight = 70          # kg; with it the summary has a rough figure of the energy
# on-gap = "ask"       # when the program could not run: ask (pause from 30 s on), pause, continue
# ask-after = true     # after a walk ask for effort, pain and stumbles
# history = true       # keep walks

# [presets.intervals]  # defaults of a preset's options
# forward = "4m"

# [hooks]              # programs to start at events: argument lists, no shell
# segment-start = ["notify-send", "{direction}", "{label}"]
"""
