"""Options that several commands share."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import click

from ..core.limits import CADENCES, REHEARSALS, SHORTEST_INTERVAL
from ..setting_kinds import Choice, Switch
from ..setting_kinds import Number as NumberSetting
from ..setting_table import SETTINGS, Setting
from .grouped import OTHER, HeadedOption
from .help import sentence
from .param_types import ClockTime, Day, Duration, Number, SessionName, SettingNumber, count

SHORTEST_PERIOD = timedelta(minutes=1)
"""The shortest `--every`."""
_METAVARS = {
    "lead-in": "SECONDS",
    "volume": "PERCENT",
    "sound": "OUTPUT",
    "tones": "TONES",
    "theme": "THEME",
    "on-gap": "ACTION",
}
_SOUND, _SCREEN, _TIME = "Sound", "Screen", "Time"
_HEADINGS = {
    **dict.fromkeys(("sound", "volume", "voice", "tones"), _SOUND),
    **dict.fromkeys(("theme", "reduced-motion"), _SCREEN),
    "on-gap": _TIME,
}


def setting_option(name: str, help_text: str = "") -> click.Option:
    """Return the option that overrides a setting; it has the setting's description by default."""
    setting = SETTINGS[name]
    text, heading = sentence(help_text or setting.help), _HEADINGS.get(name, OTHER)
    if isinstance(setting.kind, Switch):
        declaration = f"--{name}/--no-{name}" if setting.default else f"--{name}"
        return HeadedOption([declaration], is_flag=True, default=None, help=text, heading=heading)
    words = f"{setting.kind.accepted}; " if isinstance(setting.kind, Choice) else ""
    return HeadedOption(
        [f"--{name}"],
        heading=heading,
        type=_setting_type(setting),
        metavar=_METAVARS[name],
        help=f"{text}  [{words}default: {setting.default}]",
    )


def _setting_type(setting: Setting) -> Any:
    if isinstance(setting.kind, Choice):
        return click.Choice(setting.kind.words)
    assert isinstance(setting.kind, NumberSetting)
    return SettingNumber(setting.kind, f"{setting.kind.accepted}, such as {setting.default}")


def json_option() -> click.Option:
    """Return `--json`."""
    return click.Option(["--json", "as_json"], is_flag=True, help="Print JSON.")


def force_option() -> click.Option:
    """Return `--force`."""
    return click.Option(["--force"], is_flag=True, help="Overwrite existing files.")


def svg_option() -> click.Option:
    """Return `--svg`."""
    return click.Option(["--svg"], metavar="FILE", help="Write a picture; - is standard output.")


def i_know_option(help_text: str) -> click.Option:
    """Return `--i-know`."""
    return click.Option(["--i-know"], is_flag=True, help=help_text)


def filter_options() -> list[click.Parameter]:
    """Return the options that select walks of the history."""
    return [
        click.Option(
            ["--since"],
            type=Day(),
            metavar="DATE",
            help="Only walks since a date: 2026-11-03, yesterday, 30d, 4w.",
        ),
        click.Option(
            ["--preset"], type=SessionName(), metavar="NAME", help="Only walks of this preset."
        ),
    ]


def walk_options() -> list[click.Parameter]:
    """Return the options of commands that walk a session from its start."""
    allow = i_know_option("Walk a session that exceeds the limits.")
    return [*running_options(), time_left_option(), allow, *schedule_options()]


def headed_option(heading: str, names: str, help_text: str, **more: Any) -> click.Option:
    """Return an option under a heading; `names` are its flag and, if it differs, its parameter."""
    return HeadedOption(names.split(), heading=heading, help=help_text, **more)


def time_left_option() -> click.Option:
    """Return `--time-left`."""
    return headed_option(
        _SOUND,
        "--time-left",
        "How often to say the time left in a segment, or off.  [default: every minute]",
        type=Duration(SHORTEST_INTERVAL, has_off=True),
        metavar="DURATION",
    )


def running_options() -> list[click.Parameter]:
    """Return the options of all commands that walk."""
    return [
        setting_option("lead-in"),
        click.Option(
            ["--rehearse"],
            type=Number(*REHEARSALS, "how many times as fast, such as 60", whole=False),
            metavar="N",
            help="Run N times as fast, to get to know a session.",
        ),
        *sound_options(),
        headed_option(_SOUND, "--mute", "Start with the sound muted.", is_flag=True),
        click.Option(
            ["--events"],
            metavar="FILE",
            help="Write events to a file, one JSON object per line; - is standard output.",
        ),
        *screen_options(),
        setting_option("on-gap"),
        click.Option(["--no-history"], is_flag=True, help="Do not record this walk."),
    ]


def screen_options() -> list[click.Parameter]:
    """Return the options for what is shown during a walk."""
    plain = "Print lines of text instead of drawing a screen, for screen readers."
    inline = "Use two lines instead of the full screen."
    return [
        headed_option(_SCREEN, "--plain", plain, is_flag=True),
        headed_option(_SCREEN, "--inline", inline, is_flag=True),
        setting_option("theme"),
        setting_option("reduced-motion"),
    ]


def sound_options() -> list[click.Parameter]:
    """Return the options of all commands that play sound."""
    low, high = CADENCES
    return [
        *map(setting_option, ("sound", "volume", "voice", "tones")),
        headed_option(
            _SOUND,
            "--cadence",
            f"Play a metronome, in steps a minute ({low} to {high}).",
            type=Number(low, high, f"steps a minute from {low} to {high}, such as 80"),
            metavar="STEPS",
        ),
    ]


def schedule_options() -> list[click.Parameter]:
    """Return the options for when a session is walked."""
    every = "Repeat the session, measured from start to start."
    times = "With --every: number of walks.  [default: until you quit]"
    start_at = "Wait, and start the first segment at this time."
    until = "Shorten the session to end at this time; the cool-down is not shortened."
    period, clock = Duration(SHORTEST_PERIOD), ClockTime()
    return [
        headed_option(_TIME, "--every", every, type=period, metavar="DURATION"),
        headed_option(_TIME, "--times", times, type=count(100), metavar="N"),
        headed_option(_TIME, "--start-at", start_at, type=clock, metavar="HH:MM"),
        headed_option(_TIME, "--until", until, type=clock, metavar="HH:MM"),
    ]
