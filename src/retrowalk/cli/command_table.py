"""The program's own commands, without importing them.

Each is defined in the module of the same name in `commands`, which is imported when it is used.
"""

from __future__ import annotations

from importlib import import_module
from typing import NamedTuple

import click


class CommandEntry(NamedTuple):
    """A command's help group and summary."""

    group: str
    summary: str


_WALK = "Walk"
_REVIEW = "Review past walks"
_PREVIEW = "Preview a session"
_WRITE = "Write and share sessions"
_SET_UP = "Set up"

COMMANDS: dict[str, CommandEntry] = {
    "run": CommandEntry(_WALK, "Walk a preset or a session file."),
    "today": CommandEntry(_WALK, "Walk today's session of the programme."),
    "programme": CommandEntry(_WALK, "Show, start or change the eight-week programme."),
    "resume": CommandEntry(_WALK, "Continue an interrupted walk."),
    "summary": CommandEntry(_REVIEW, "Show the last walk."),
    "history": CommandEntry(_REVIEW, "List, show and edit past walks."),
    "stats": CommandEntry(_REVIEW, "Show totals, weeks and streaks."),
    "plan": CommandEntry(_PREVIEW, "Show a session's timeline."),
    "listen": CommandEntry(_PREVIEW, "Play a session's cues."),
    "presets": CommandEntry(_PREVIEW, "List the presets, or show one."),
    "safety": CommandEntry(_PREVIEW, "Show the safety page."),
    "new": CommandEntry(_WRITE, "Create a session file."),
    "check": CommandEntry(_WRITE, "Check session files."),
    "convert": CommandEntry(_WRITE, "Convert a session, or another timer's workout."),
    "export": CommandEntry(_WRITE, "Write audio, a web page, a watch workout or a calendar."),
    "share": CommandEntry(_WRITE, "Open a session on a phone nearby."),
    "schema": CommandEntry(_WRITE, "Print the JSON Schema of session files."),
    "doctor": CommandEntry(_SET_UP, "Check sound, terminal and folders."),
    "config": CommandEntry(_SET_UP, "Show or edit the settings."),
}
"""The commands by name, in the order of `retrowalk --help`."""


ALIASES = {"program": "programme"}
"""Other names of commands."""


def load(name: str) -> click.Command:
    """Import a command: `command` in the module of `commands` that has its name."""
    command: click.Command = import_module(f".commands.{name}", __package__).command
    return command
