"""Start the user's own programs at events.

Only the settings can name them: a session file, which may come from anywhere, cannot.
"""

from __future__ import annotations

import re
import time
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from ..core.gaps import drop_missed
from ..core.session import Session
from ..cues.wording import time_left_to_say
from ..loop import Moment
from .event_json import event_json

if TYPE_CHECKING:
    import subprocess

_PLACEHOLDER = re.compile(r"\{([a-z_]+)\}")
MOST_AT_ONCE = 20
BATCH_FILES = (".bat", ".cmd")
BATCH_REASON = (
    "Windows runs batch files through cmd.exe, where a label could run commands:"
    " name an .exe, or a script with its interpreter"
)
CLOSE_TIMEOUT = 1.0
"""Seconds to wait at the end for running hooks, to find out whether they failed."""


class Hooks:
    """Starts the program of each event and does not wait for it."""

    def __init__(
        self, commands: Mapping[str, list[str]], session: Session, units: str = "km/h"
    ) -> None:
        self._commands = commands
        self._session, self._units = session, units
        self._running: list[tuple[str, subprocess.Popen[bytes]]] = []
        self._failures: dict[str, str] = {}

    def show(self, moment: Moment) -> None:
        """Start the programs that belong to a moment's events."""
        events = [e for e in drop_missed(moment.events) if e.kind in self._commands]
        if not events:
            return
        clock, left = datetime.now().astimezone(), time_left_to_say(moment.view, moment.events)
        for event in events:
            details = event_json(event, self._session, clock, left, self._units)
            self._start(event.kind, fill(self._commands[event.kind], details))

    def close(self) -> list[str]:
        """Return a sentence for each hook that failed. Programs that still run are left alone."""
        end = time.monotonic() + CLOSE_TIMEOUT
        self._collect()
        while self._running and time.monotonic() < end:
            time.sleep(0.02)
            self._collect()
        return [f"hook {name} failed: {reason}" for name, reason in self._failures.items()]

    def _start(self, name: str, command: list[str]) -> None:
        self._collect()
        if command[0].lower().endswith(BATCH_FILES):
            self._failures[name] = BATCH_REASON
            return
        if len(self._running) >= MOST_AT_ONCE:
            self._failures[name] = f"too many hooks are still running ({MOST_AT_ONCE})"
            return
        import subprocess

        try:
            process = subprocess.Popen(  # noqa: S603 - the user's own settings name it
                command,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
            )
        except (OSError, ValueError) as error:
            self._failures[name] = str(error)
            return
        self._running.append((name, process))

    def _collect(self) -> None:
        """Record the failures among the programs that have ended."""
        still_running = []
        for name, process in self._running:
            code = process.poll()
            if code is None:
                still_running.append((name, process))
            elif code:
                self._failures[name] = f"exit code {code}"
        self._running = still_running


def fill(command: Sequence[str], details: Mapping[str, Any]) -> list[str]:
    """Replace {direction}, {label} and so on by the event's values; null becomes "".

    A value is not searched for placeholders again. If it makes up a whole argument and starts
    with a hyphen, a space is put before it, so that the program does not read it as an option;
    after the argument "--" this is not needed.
    """
    filled = []
    for index, word in enumerate(command):
        text = _PLACEHOLDER.sub(lambda match: _value(match, details), word)
        is_text = word != text and _PLACEHOLDER.fullmatch(word) is not None
        if is_text and text.startswith("-") and "--" not in command[:index]:
            text = f" {text}"
        filled.append(text)
    return filled


def _value(match: re.Match[str], details: Mapping[str, Any]) -> str:
    value = details.get(match[1], match[0])
    return "" if value is None else str(value)
