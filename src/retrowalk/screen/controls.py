"""Turn keys and lines from other programs into commands."""

from __future__ import annotations

from collections.abc import Callable

from .. import clock
from ..core.commands import Command, Verb
from ..terminal.inputs import HANGUP, LINE, MEDIA, REDRAW, SUSPEND, Inputs
from ..terminal.keys import PASTE
from ..terminal.layouts import command_key
from .key_commands import ANSWERS, COMMANDS, Find, command_of, jump_to, volume_of
from .ui_state import Ui

LONGEST_PLACE = 6
VOLUME_STEPS = {"[": -10, "]": 10}
ANSWERED_FOR = 2.0
"""Seconds for which the confirmation of a key is shown."""
UNKNOWN_KEY = "? shows the keys"
JUMP_PROMPT = "go to segment (3) or round (r2): {}_"


class KeyControls:
    """Waits for keys; those that are not commands change the `ui`.

    `enter` returns the command of the Enter key now; `redraw` is called when the screen has to
    be redrawn; `unknown` is called with a line that is not a command. `find` returns the
    index of a place such as "3", the third segment, or "r2", the second round. A second press for
    next or previous within `debounce` seconds is ignored.
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
        find: Find = lambda place: None,
        debounce: float = 0.0,
    ) -> None:
        self._inputs = inputs
        self._ui = ui
        self._speed = speed
        self._enter = enter
        self._redraw = redraw
        self._unknown = unknown
        self._find = find
        self._debounce = debounce
        self._moved: tuple[Verb, float] = (Verb.END, 0.0)
        self._place: str | None = None
        self._suspended = False
        self._answered_at = 0.0

    def wait(self, seconds: float | None) -> Command | None:
        """Return the next command, or None if the time is up or only the screen changed."""
        if self._suspended:
            self._suspended = False
            self._inputs.suspend()
        key = self._inputs.next(self._patience(seconds))
        asking = self._place is not None
        if self._ui.answer and not asking and clock.now() - self._answered_at >= ANSWERED_FOR:
            self._ui.confirm("")
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
        if key.startswith(MEDIA):
            command = self._line(key.removeprefix(MEDIA))
            return None if command and self._bounces(command) else command
        key = command_key(key)
        if self._place is not None:
            return self._jump(key, self._place)
        return self._question(key) if self._ui.ending else self._key(key)

    def _patience(self, seconds: float | None) -> float | None:
        """Return how long to wait: until something is due, or a confirmation disappears."""
        until = None if seconds is None else seconds / self._speed
        if not self._ui.answer or self._place is not None:
            return until
        shown = max(0.0, ANSWERED_FOR - (clock.now() - self._answered_at))
        return shown if until is None else min(until, shown)

    def _answer(self, answer: str) -> None:
        self._ui.confirm(answer)
        self._answered_at = clock.now()

    def _key(self, key: str) -> Command | None:
        """Return the command of a key, or change what the screen shows."""
        if key == "q" and not self._ui.help:
            self._ui.ask_to_end(True)
            return Command(Verb.PAUSE)
        command = self._enter() if key == "enter" else COMMANDS.get(key)
        if command and self._bounces(command):
            return None
        if command:
            self._answer(ANSWERS.get(key, ""))
        elif key == "g":
            self._ask_place("")
        elif key == "repaint":
            self._redraw()
            self._answer("redrawn")
        elif key in VOLUME_STEPS:
            self._answer(self._change_volume(VOLUME_STEPS[key]))
        elif key == "m":
            self._ui.toggle_mute()
            self._answer("sound off" if self._ui.muted else "sound on")
        elif not self._ui.press_help(key):
            self._answer(UNKNOWN_KEY)
        return command

    def _bounces(self, command: Command) -> bool:
        """Return whether a key for another segment repeats too soon (tremor or a faulty switch)."""
        if command.verb not in (Verb.NEXT, Verb.PREVIOUS):
            return False
        now = clock.now()
        before, self._moved = self._moved, (command.verb, now)
        return before[0] is command.verb and now - before[1] < self._debounce

    def _ask_place(self, typed: str) -> None:
        """Show the part of a place that has been typed."""
        self._place = typed
        self._answer(JUMP_PROMPT.format(typed))

    def _jump(self, key: str, typed: str) -> Command | None:
        """Handle a key while a place is typed: Enter goes there, Escape cancels.

        Any other key cancels too, and does what it usually does.
        """
        if key == "erase":
            self._ask_place(typed[:-1])
        elif key in "0123456789r" and len(typed) < LONGEST_PLACE:
            self._ask_place(typed + key)
        elif key == "enter":
            self._place = None
            command = jump_to(typed, self._find)
            self._answer("" if command else f"there is no {typed or 'such place'}")
            return command
        else:
            self._place = None
            self._answer("")
            return None if key == "escape" else self._key(key)
        return None

    def _question(self, key: str) -> Command | None:
        """Return the command of a key when asked whether to end: q ends, space continues."""
        self._ui.ask_to_end(False)
        self._answer("")
        if key in ("q", "y"):
            return Command(Verb.END)
        if key in ("escape", "n"):  # stay paused
            return None
        return COMMANDS.get(key) if key in ("space", HANGUP) else self._key(key)

    def _change_volume(self, by: int) -> str:
        """Change the volume; return the confirmation."""
        if self._ui.change_volume(by):
            return f"volume {self._ui.volume} %"
        return "already loudest" if by > 0 else "already silent"

    def _line(self, line: str) -> Command | None:
        self._ui.ask_to_end(False)
        command = command_of(line, self._find)
        if (volume := volume_of(line)) is not None:
            self._change_volume(volume - self._ui.volume)
        elif command is None:
            self._unknown(line)
        return command
