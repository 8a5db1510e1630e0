"""The flags that commands share."""

from __future__ import annotations

import click

from ..core.limits import CADENCES
from .param_types import SHORTEST_TURN, ClockTime, Length


def walk_flags() -> list[click.Parameter]:
    """The flags of every command that walks a session from its start."""
    i_know = click.Option(["--i-know"], is_flag=True, help="walk a session outside the bounds")
    return [*running_flags(), i_know, *schedule_flags()]


def running_flags() -> list[click.Parameter]:
    """The flags of everything that walks."""
    return [
        click.Option(
            ["--lead-in"],
            type=click.IntRange(0, 3600),
            default=None,
            metavar="SECONDS",
            help="count down before the first segment  [5, or as set]",
        ),
        click.Option(
            ["--rehearse"],
            type=click.FloatRange(1, 3600),
            default=None,
            metavar="N",
            help="run N times as fast, to get to know a session",
        ),
        *sound_flags(),
        click.Option(["--mute"], is_flag=True, help="start with the sound off"),
        click.Option(
            ["--events"],
            metavar="FILE",
            help="write each event as a line of JSON; - is standard output",
        ),
        *screen_flags(),
        click.Option(
            ["--on-gap"],
            type=click.Choice(["ask", "pause", "continue"]),
            default=None,
            help="when the program could not run for a while; ask pauses after 30 s  [ask, or as"
            " set]",
        ),
        click.Option(["--no-history"], is_flag=True, help="do not keep this walk"),
    ]


def screen_flags() -> list[click.Parameter]:
    """The flags that say what is shown, and how."""
    return [
        click.Option(["--plain"], is_flag=True, help="lines at every change, for screen readers"),
        click.Option(
            ["--inline"], is_flag=True, help="two lines below, instead of the full screen"
        ),
        theme_flag(),
        click.Option(
            ["--reduced-motion"],
            is_flag=True,
            default=None,
            help="no flash at a change; nothing slides",
        ),
    ]


def theme_flag() -> click.Option:
    """The flag of everything that is shown in colour."""
    return click.Option(
        ["--theme"],
        type=click.Choice(["default", "light", "high-contrast", "mono"]),
        default=None,
        help="colours for a dark or light terminal, stronger ones, or none  [default, or as set]",
    )


def sound_flags() -> list[click.Parameter]:
    """The flags of every command that sounds."""
    return [
        click.Option(
            ["--sound"],
            type=click.Choice(["stream", "player", "bell", "off"]),
            default=None,
            help="what sounds; if it fails the next takes over  [stream, or as set]",
        ),
        click.Option(
            ["--volume"],
            type=click.IntRange(0, 100),
            default=None,
            metavar="PERCENT",
            help="how loud; [ and ] change it  [100, or as set]",
        ),
        click.Option(["--voice/--no-voice"], default=None, help="spoken cues  [spoken, or as set]"),
        click.Option(
            ["--tones"],
            type=click.Choice(["soft", "bright", "low"]),
            default=None,
            help="which tones; low for who hears high ones badly  [soft, or as set]",
        ),
        click.Option(
            ["--cadence"],
            type=click.IntRange(*CADENCES),
            default=None,
            metavar="STEPS",
            help="a metronome while walking, in steps a minute (40 to 130)",
        ),
    ]


def schedule_flags() -> list[click.Parameter]:
    """The flags that say when a session is walked."""
    return [
        click.Option(
            ["--every"],
            type=Length(SHORTEST_TURN),
            default=None,
            metavar="DURATION",
            help="walk the session again each time this has passed since its start",
        ),
        click.Option(
            ["--times"],
            type=click.IntRange(1, 100),
            default=None,
            metavar="N",
            help="how many times, with --every  [until you leave]",
        ),
        click.Option(
            ["--start-at"],
            type=ClockTime(),
            default=None,
            metavar="HH:MM",
            help="wait, and begin the first segment on this second",
        ),
        click.Option(
            ["--until"],
            type=ClockTime(),
            default=None,
            metavar="HH:MM",
            help="end in time: the last rounds are shortened, the cool-down is kept",
        ),
    ]
