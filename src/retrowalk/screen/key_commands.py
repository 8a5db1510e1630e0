"""The commands of keys, and of lines that other programs write to standard input."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta

from ..core.commands import Command, Verb
from ..core.events import Outcome
from ..durations import parse_duration
from ..errors import DurationError
from ..terminal.inputs import HANGUP

Find = Callable[[str], int | None]
"""Returns the index of the segment at a place, None if there is none."""
STEP = timedelta(seconds=30)
COMMANDS = {
    "space": Command(Verb.TOGGLE),
    "n": Command(Verb.NEXT),
    "p": Command(Verb.PREVIOUS),
    "l": Command(Verb.LAP),
    "r": Command(Verb.REPEAT),
    # presenter remotes, pedals and page turners
    ".": Command(Verb.TOGGLE),
    "b": Command(Verb.TOGGLE),
    "page-down": Command(Verb.NEXT),
    "page-up": Command(Verb.PREVIOUS),
    "+": Command(Verb.EXTEND, by=STEP),
    "=": Command(Verb.EXTEND, by=STEP),
    "-": Command(Verb.EXTEND, by=-STEP),
    "_": Command(Verb.EXTEND, by=-STEP),
    HANGUP: Command(Verb.END, outcome=Outcome.INTERRUPTED),
}
ANSWERS = {
    "n": "next segment",
    "p": "back to the start of the segment",
    "page-down": "next segment",
    "page-up": "back to the start of the segment",
    "l": "lap marked, if the segment is open",
    "r": "instruction repeated",
    "+": "+30 s",
    "=": "+30 s",
    "-": "-30 s",
    "_": "-30 s",
}
LINES = {
    "pause": Command(Verb.PAUSE),
    "resume": Command(Verb.RESUME),
    "next": Command(Verb.NEXT),
    "previous": Command(Verb.PREVIOUS),
    "lap": Command(Verb.LAP),
    "repeat": Command(Verb.REPEAT),
    "toggle": Command(Verb.TOGGLE),
    "end": Command(Verb.END),
}
"""Commands on standard input; there are also `extend 30s`, `extend -30s`, `goto 3`, `goto r2` and
`volume 80`."""
_VOLUME = r"volume (\d{1,3})"


def command_of(line: str, find: Find = lambda place: None) -> Command | None:
    """Return the command of a line from another program, None if it is not a command."""
    verb, _, rest = line.partition(" ")
    if verb == "goto":
        return jump_to(rest.strip(), find)
    if verb != "extend":
        return LINES.get(line)
    size = rest.strip().removeprefix("+")
    try:
        by = parse_duration(size.removeprefix("-"))
    except DurationError:
        return None
    return Command(Verb.EXTEND, by=-by if size.startswith("-") else by)


def jump_to(place: str, find: Find) -> Command | None:
    """Return the command that goes to a place, None if there is no such place."""
    index = find(place)
    return None if index is None else Command(Verb.JUMP, index=index)


def volume_of(line: str) -> int | None:
    """Return the volume of a line such as "volume 80", None if it is another line."""
    match = re.fullmatch(_VOLUME, line)
    return int(match[1]) if match else None
