"""Keys and lines from other programs -> commands to a walk."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from .. import clock
from ..core.commands import Command, Verb
from ..core.events import Outcome
from ..durations import parse_duration
from ..errors import DurationError
from ..terminal.inputs import HANGUP, LINE, REDRAW, SUSPEND, Inputs
from ..terminal.keys import PASTE
from ..terminal.layouts import command_key
from .ui_state import Ui

STEP = timedelta(seconds=30)
VOLUME_STEPS = {"[": -10, "]": 10}
ANSWERED_FOR = 2.0
"""Seconds for which the answer to a key is shown."""
COMMANDS = {
    "space": Command(Verb.TOGGLE),
    "n": Command(Verb.NEXT),
    "p": Command(Verb.PREVIOUS),
    "+": Command(Verb.EXTEND, by=STEP),
    "=": Command(Verb.EXTEND, by=STEP),
    "-": Command(Verb.EXTEND, by=-STEP),
    "_": Command(Verb.EXTEND, by=-STEP),
    HANGUP: Command(Verb.END, outcome=Outcome.INTERRUPTED),
}
ANSWERS = {
    "n": "next segment",
    "p": "back to the start of the segment",
    "+": "+30 s",
    "=": "+30 s",
    "-": "-30 s",
    "_": "-30 s",
}
UNKNOWN_KEY = "? shows the keys"
LINES = {
    "pause": Command(Verb.PAUSE),
    "resume": Command(Verb.RESUME),
    "next": Command(Verb.NEXT),
    "previous": Command(Verb.PREVIOUS),
    "end": Command(Verb.END),
}
"""Commands on standard input; there are also `extend 30s` and `extend -30s`."""


def command_of(line: str) -> Command | None:
    """Return the command of a line from another program, None if it is not a command."""
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
    """Waits for keys; those that are not commands change the `ui`.

    `enter` returns the command of the Enter key now; `redraw` is called when the screen has to
    be painted anew; `unknown` is called with a line that is not a command.
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
        self._answered_at = 0.0

    def wait(self, seconds: float | None) -> Command | None:
        """Return the next command, or None if the time is over or only the screen changed."""
        if self._suspended:
            self._suspended = False
            self._inputs.suspend()
        key = self._inputs.next(self._patience(seconds))
        if self._ui.answer and clock.now() - self._answered_at >= ANSWERED_FOR:
            self._ui.answer = ""
        if not key:
            return None
        if key == SUSPEND:  # pause first, so that no time passes while the program is stopped
            self._suspended = True
            return Command(Verb.PAUSE)
        if key.startswith(PASTE):  # not meant for a walk
            return None
        if key == REDRAW:
            self._redraw()
            return None
        if key.startswith(LINE):
            return self._line(key.removeprefix(LINE))
        key = command_key(key)
        return self._question(key) if self._ui.ending else self._key(key)

    def _patience(self, seconds: float | None) -> float | None:
        """Return how long to wait: until there is something to do or an answer disappears."""
        until = None if seconds is None else seconds / self._speed
        if not self._ui.answer:
            return until
        shown = max(0.0, ANSWERED_FOR - (clock.now() - self._answered_at))
        return shown if until is None else min(until, shown)

    def _answer(self, answer: str) -> None:
        self._ui.answer, self._answered_at = answer, clock.now()

    def _key(self, key: str) -> Command | None:
        """Return the command of a key, or change what the screen shows."""
        if key == "q" and not self._ui.help:
            self._ui.ending = True
            return Command(Verb.PAUSE)
        command = self._enter() if key == "enter" else COMMANDS.get(key)
        if command:
            self._answer(ANSWERS.get(key, ""))
        elif key == "repaint":
            self._redraw()
            self._answer("painted anew")
        elif key in VOLUME_STEPS:
            self._answer(self._change_volume(VOLUME_STEPS[key]))
        elif key == "m":
            self._ui.muted = not self._ui.muted
            self._answer("sound off" if self._ui.muted else "sound on")
        elif not self._change_help(key):
            self._answer(UNKNOWN_KEY)
        return command

    def _question(self, key: str) -> Command | None:
        """Return what a key answers when asked whether to end: q ends, space continues."""
        self._ui.ending = False
        self._answer("")
        if key in ("q", "y"):
            return Command(Verb.END)
        if key in ("escape", "n"):  # stay paused
            return None
        return COMMANDS.get(key) if key in ("space", HANGUP) else self._key(key)

    def _change_volume(self, by: int) -> str:
        """Change the volume; return what to say about it."""
        volume = max(0, min(100, self._ui.volume + by))
        if volume == self._ui.volume:
            return "already loudest" if by > 0 else "already silent"
        self._ui.volume = volume
        return f"volume {volume} %"

    def _change_help(self, key: str) -> bool:
        """Open, scroll or close the help; return whether the key was for it."""
        ui = self._ui
        if not ui.help and key != "?":
            return False
        if key in ("?", "escape", "q"):
            ui.help, ui.help_from = not ui.help, 0
        elif key in ("up", "down"):
            ui.help_from = max(0, ui.help_from + (1 if key == "down" else -1))
        return key in ("?", "escape", "q", "up", "down")

    def _line(self, line: str) -> Command | None:
        self._ui.ending = False
        command = command_of(line)
        if command is None:
            self._unknown(line)
        return command
