"""A progress bar for slow work, and clean-up when a signal ends the program."""

from __future__ import annotations

import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any

from ..errors import EXIT_HANGUP, EXIT_TERMINATED
from ..terminal.streams import is_terminal
from .context import App

SHOWN_AFTER = 1.0
"""Seconds after which the bar appears."""
REDRAWN_AFTER = 0.1
"""Seconds between two drawings of the bar."""
EXIT_CODES = {signal.SIGTERM: EXIT_TERMINATED}
if sys.platform != "win32":
    EXIT_CODES[signal.SIGHUP] = EXIT_HANGUP


@contextmanager
def progress(app: App, name: str) -> Iterator[Callable[[float], None]]:
    """Show the progress of slow work on stderr if it is a terminal.

    Yield a function to call with the fraction that is done, from 0 to 1.
    """
    if not is_terminal(app.stderr):
        yield lambda part: None
        return
    bar = _Bar(app, name)
    try:
        yield bar.update
    finally:
        bar.close()


class _Bar:
    """A progress bar that appears late and is drawn only when it is updated."""

    def __init__(self, app: App, name: str) -> None:
        self._app, self._name = app, name
        self._drawn = app.clock.now() + SHOWN_AFTER - REDRAWN_AFTER
        self._bar: Any = None

    def update(self, part: float) -> None:
        """Show the fraction that is done, from 0 to 1."""
        now = self._app.clock.now()
        if now - self._drawn < REDRAWN_AFTER:
            return
        self._drawn = now
        if self._bar is None:
            self._bar = self._make()  # assigned first, so that an interrupted start() is undone
            self._bar.start()
        self._bar.update(self._bar.task_ids[0], completed=part)
        self._bar.refresh()

    def close(self) -> None:
        """Erase the bar."""
        if self._bar is not None:
            self._bar.stop()

    def _make(self) -> Any:
        from rich.console import Console
        from rich.markup import escape
        from rich.progress import BarColumn, Progress, TaskProgressColumn, TimeRemainingColumn

        from ..sanitize import printable

        name = escape(printable(self._name))
        columns = (BarColumn(), TaskProgressColumn(), TimeRemainingColumn())
        console = Console(file=self._app.stderr)
        bar = Progress(name, *columns, console=console, auto_refresh=False, transient=True)
        bar.add_task("", total=1.0)
        return bar


@contextmanager
def exit_on_signals() -> Iterator[None]:
    """Turn signals that end the program into exceptions, so that half-written files are removed.

    Does nothing outside the main thread, because only that thread can handle signals.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def end(number: int, frame: FrameType | None) -> None:
        raise SystemExit(EXIT_CODES[signal.Signals(number)])

    before: dict[int, Any] = {number: signal.signal(number, end) for number in EXIT_CODES}
    before[signal.SIGINT] = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
