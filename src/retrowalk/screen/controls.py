"""Keys -> commands to a walk."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from ..core.commands import Command, Verb
from ..core.events import Outcome
from ..durations import parse_duration
from ..errors import DurationError
from ..terminal.inputs import HANGUP, LINE, REDRAW, SUSPEND, Inputs
from .ui_state import Ui

STEP = timedelta(seconds=30)
VOLUME_STEPS = {"[": -10, "]": 10}
COMMANDS = {
    "space": Command(Verb.TOGGLE),
    "n": Command(Verb.NEXT),
    "p": Command(Verb.PREVIOUS),
    "+": Command(Verb.EXTEND, by=STEP),
    "=": Command(Verb.EXTEND, by=STEP),
    "-": Command(Verb.EXTEND, by=-STEP),
    "_": Command(Verb.EXTEND, by=-STEP),
    "q": Command(Verb.END),
    HANGUP: Command(Verb.END, outcome=Outcome.INTERRUPTED),
}


LINES = {
    "pause": Command(Verb.PAUSE),
    "resume": Command(Verb.RESUME),
    "next": Command(Verb.NEXT),
    "previous": Command(Verb.PREVIOUS),
    "end": Command(Verb.END),
}
"""What another program can write; beside them `extend 30s` and `extend -30s`."""


def command_of(line: str) -> Command | None:
    """The command that a line from another program asks for, None where it is none."""
    verb, _, rest = line.partition(" ")
    if verb != "extend":
        return LINES.get(line)
    size = rest.strip().removeprefix("+")
    try:
        by = parse_duration(size.removeprefix("-"))
    except DurationError:
        return None
    return Command(Verb.EXTEND, by=-by if size.startswith("-") else by)


class KeyControls:
    """Waits for keys; those that are no commands change the `ui`.

    `enter` tells what the Enter key means now; `redraw` is called when the screen is not what
    it was: resized, or used by the shell; `unknown` is told lines that are no command.
    """

    def __init__(
        self,
        inputs: Inputs,
        ui: Ui,
        *,
        speed: float = 1.0,
        enter: Callable[[], Command | None] = lambda: None,
        redraw: Callable[[], None] = lambda: None,
        unknown: Callable[[str], None] = lambda line: None,
    ) -> None:
        self._inputs = inputs
        self._ui = ui
        self._speed = speed
        self._enter = enter
        self._redraw = redraw
        self._unknown = unknown
        self._suspended = False

    def wait(self, seconds: float | None) -> Command | None:
        """The next command, or None when the time has passed or only the screen changed."""
        if self._suspended:
            self._suspended = False
            self._inputs.suspend()
        key = self._inputs.next(None if seconds is None else seconds / self._speed)
        if key == SUSPEND:  # pause first, so that the walk stands still while we are away
            self._suspended = True
            return Command(Verb.PAUSE)
        if key and key.startswith(LINE):
            return self._obey_line(key.removeprefix(LINE))
        if key == "enter":
            return self._enter()
        if key == REDRAW:
            self._redraw()
        elif key in VOLUME_STEPS:
            self._ui.volume = max(0, min(100, self._ui.volume + VOLUME_STEPS[key]))
        elif key == "m":
            self._ui.muted = not self._ui.muted
        elif key == "?" or (key == "escape" and self._ui.help):
            self._ui.help = not self._ui.help
        return COMMANDS.get(key) if key else None

    def _obey_line(self, line: str) -> Command | None:
        command = command_of(line)
        if command is None:
            self._unknown(line)
        return command
