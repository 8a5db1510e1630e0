"""Help that teaches: commands in groups, flags in groups, and examples for every command."""

from __future__ import annotations

import inspect
from collections.abc import Iterable, Mapping

import click

GROUPS: dict[str, tuple[str, ...]] = {
    "Walk": ("run", "resume"),
    "Look back": ("summary", "history", "stats"),
    "Look and listen before": ("plan", "listen", "presets", "safety"),
    "Write sessions of your own": ("new", "check", "convert", "export", "schema"),
    "Set up": ("doctor", "config"),
}
"""The program's own commands as `--help` shows them; one that stands in none comes last."""
EXAMPLES: dict[str, tuple[str, ...]] = {
    "run": (
        "retrowalk run my-walk.yaml",
        'retrowalk run "3x(5f 1b) 2f"',
        "retrowalk run intervals --rounds 2 --theme light",
        "retrowalk run my-walk.yaml --rehearse 60",
    ),
    "resume": ("retrowalk resume", "retrowalk resume 12"),
    "stats": ("retrowalk stats", "retrowalk stats --since 4w --svg walks.svg"),
    "history show": ("retrowalk history show 12",),
    "history delete": ("retrowalk history delete 12 13",),
    "history edit": ('retrowalk history edit 12 --effort 3 --pain 0 --note "by the river"',),
    "history add": ('retrowalk history add "17f 3b" --began "yesterday 18:30"',),
    "history export": ("retrowalk history export --csv > walks.csv",),
    "history import": ("retrowalk history import walks.json",),
    "safety": ("retrowalk safety",),
    "plan": (
        "retrowalk plan treadmill",
        "retrowalk plan intervals --forward 4m --rounds 2",
        "retrowalk plan my-walk.yaml --json",
    ),
    "listen": ("retrowalk listen intervals", "retrowalk listen treadmill --tones low"),
    "presets": ("retrowalk presets", "retrowalk presets show treadmill"),
    "presets show": ("retrowalk presets show treadmill",),
    "config edit": ("retrowalk config edit",),
    "convert": (
        "retrowalk convert intervals --to line",
        'retrowalk convert "3x(5f 1b)" --to yaml',
    ),
    "new": ("retrowalk new hill", "retrowalk new hill --from intervals --edit"),
    "schema": ("retrowalk schema > session.schema.json",),
}
"""For commands whose own help has none after a line with a backspace."""
FLAGS: dict[str, tuple[str, ...]] = {
    "Sound": ("sound", "volume", "voice", "tones", "cadence", "mute"),
    "Time": ("start_at", "until", "every", "times", "on_gap", "no_history"),
    "Screen": ("plain", "inline", "theme", "reduced_motion"),
}
"""Flags of the commands that walk, as their help shows them; the rest stand under Options."""
_MARK = "\b\n"


def add_examples(name: str, command: click.Command) -> click.Command:
    """Put a command's examples at the end of its help, under a heading; those of a group too."""
    told, _, given = inspect.cleandoc(command.help or "").partition(_MARK)
    examples = tuple(line.strip() for line in given.splitlines() if line.strip())
    examples = examples or EXAMPLES.get(name, ())
    if examples and not command.epilog:
        command.help = told.strip()
        command.epilog = epilog(examples)
    if isinstance(command, click.Group):
        for word, inner in command.commands.items():
            add_examples(f"{name} {word}", inner)
    return command


def epilog(examples: Iterable[str]) -> str:
    """Examples as click writes them at the end of help: each on its line."""
    return "\n".join(["\b", "Examples:", *(f"  {example}" for example in examples)])


def examples_of_preset(name: str, options: Mapping[str, str]) -> tuple[str, ...]:
    """Examples for a preset with these options and their defaults."""
    flags = " ".join(f"--{option} {value}" for option, value in list(options.items())[:2])
    return (
        f"retrowalk {name}",
        *([f"retrowalk {name} {flags}"] if flags else []),
        f"retrowalk {name} --inline --reduced-motion",
        f"retrowalk plan {name}",
    )


def grouped(names: Iterable[str], groups: Mapping[str, tuple[str, ...]]) -> dict[str, list[str]]:
    """Names under the headings of their groups, those that have none under "More"."""
    left = list(names)
    found = {}
    for heading, members in groups.items():
        if here := [name for name in members if name in left]:
            found[heading] = here
            left = [name for name in left if name not in here]
    return found | ({"More": left} if left else {})
