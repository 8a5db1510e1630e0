"""The table of all settings: their defaults, accepted values, descriptions and flags."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from .setting_kinds import Choice, FolderPath, Number, Switch


class Setting(NamedTuple):
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
        """The name of its environment variable."""
        return "RETROWALK_" + self.parameter.upper()

    @property
    def parameter(self) -> str:
        """The name of its flag's parameter: "on_gap"."""
        return self.name.replace("-", "_")

    def example_lines(self) -> Iterator[str]:
        """Yield the lines of the example file that describe it."""
        import json
        import textwrap

        words = f": {self.kind.accepted}" if isinstance(self.kind, Choice) else ""
        text = f"{self.help[0].upper()}{self.help[1:]}{words}"
        yield from (f"# {line}" for line in textwrap.wrap(text, 97))
        yield f"#{self.name} = {json.dumps(self.default if self.example is None else self.example)}"


PERCENT = Number(0, 100, "percent")
TONE_SETS = ("soft", "bright", "low")
TABLE = (
    Setting(
        "lead-in", 5, Number(0, 3600, "seconds"), "seconds to count down before the first segment"
    ),
    Setting(
        "sound",
        "stream",
        Choice(("stream", "player", "bell", "off")),
        "output to try first; if it fails, the next one of these is used",
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
        Choice(TONE_SETS),
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
    Setting(
        "pre-roll",
        2.0,
        Number(0, 10, "seconds", whole=False),
        "seconds before a cue to open the sound device",
    ),
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
        Number(20, 400, "kg", whole=False),
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
        Number(0, 2000, "milliseconds"),
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
