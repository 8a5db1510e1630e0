"""Programs of the user's choice, started at events. Only the user's own settings can name them.

A session file cannot: what runs on somebody's machine is theirs to say.
"""

from __future__ import annotations

import subprocess
import time
from collections.abc import Mapping
from typing import Any

from ..core.gaps import drop_missed
from ..core.session import Session
from ..cues.wording import left_to_tell
from ..loop import Moment
from .event_json import event_json

MOST_AT_ONCE = 20
LAST_PATIENCE = 1.0
"""Seconds that hooks still running at the end get, before it is looked at how they fared."""


class Hooks:
    """Starts the program of each event and does not wait for it."""

    def __init__(self, commands: Mapping[str, list[str]], session: Session) -> None:
        self._commands = commands
        self._session = session
        self._running: list[tuple[str, subprocess.Popen[bytes]]] = []
        self._failed: dict[str, str] = {}

    def show(self, moment: Moment) -> None:
        """Start what belongs to a moment's events."""
        for event in drop_missed(moment.events) if self._commands else ():
            details = event_json(event, self._session, left_to_tell(moment.view, moment.events))
            if command := self._commands.get(details["event"]):
                self._start(details["event"], [fill(word, details) for word in command])

    def _start(self, name: str, command: list[str]) -> None:
        self._look()
        if len(self._running) >= MOST_AT_ONCE:
            self._failed[name] = f"{MOST_AT_ONCE} are still running"
            return
        try:
            process = subprocess.Popen(  # noqa: S603 - the user's own settings name it
                command,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
            )
        except (OSError, ValueError) as error:
            self._failed[name] = str(error)
            return
        self._running.append((name, process))

    def _look(self) -> None:
        """Note how those that have ended fared."""
        still = []
        for name, process in self._running:
            code = process.poll()
            if code is None:
                still.append((name, process))
            elif code:
                self._failed[name] = f"exit code {code}"
        self._running = still

    def close(self) -> list[str]:
        """A sentence for each hook that failed; those that still run are left to themselves."""
        end = time.monotonic() + LAST_PATIENCE
        self._look()
        while self._running and time.monotonic() < end:
            time.sleep(0.02)
            self._look()
        return [f"hook {name} failed: {reason}" for name, reason in self._failed.items()]


def fill(word: str, details: Mapping[str, Any]) -> str:
    """Put an event's values in place of {direction}, {label} and so on; null is empty."""
    for key, value in details.items():
        word = word.replace(f"{{{key}}}", "" if value is None else str(value))
    return word
