"""A progress bar for what takes a while, and an end without traces for what is broken off."""

from __future__ import annotations

import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any

from .context import App, is_terminal

ProgressCallback = Callable[[float], None]
UNHURRIED = 1.0
"""Seconds after which progress is shown."""
ENDINGS = {signal.SIGTERM: 143, getattr(signal, "SIGHUP", signal.SIGTERM): 129}


@contextmanager
def progress(app: App, name: str) -> Iterator[ProgressCallback]:
    """Shows how far an export has come once it has taken a while, on a terminal."""
    if not is_terminal(app.stderr):
        yield lambda part: None
        return
    bar = _Bar(app, name)
    try:
        yield bar.tell
    finally:
        bar.close()


class _Bar:
    """A progress bar that appears late and is drawn only where it is told of something."""

    def __init__(self, app: App, name: str) -> None:
        self._app, self._name = app, name
        self._drawn = time.monotonic() + UNHURRIED - 0.1
        self._bar: Any = None

    def tell(self, part: float) -> None:
        """So much is done, from 0 to 1."""
        if time.monotonic() - self._drawn < 0.1:
            return
        self._drawn = time.monotonic()
        if self._bar is None:
            self._bar = self._made()  # there to be closed even if opening it is broken off
            self._bar.start()
        self._bar.update(self._bar.task_ids[0], completed=part)
        self._bar.refresh()

    def close(self) -> None:
        """Leave the line as it was."""
        if self._bar is not None:
            self._bar.stop()

    def _made(self) -> Any:
        from rich.console import Console
        from rich.markup import escape
        from rich.progress import BarColumn, Progress, TaskProgressColumn, TimeRemainingColumn

        from ..sanitize import printable

        name = escape(printable(self._name))
        columns = (BarColumn(), TaskProgressColumn(), TimeRemainingColumn())
        console = Console(file=self._app.stderr)
        made = Progress(name, *columns, console=console, auto_refresh=False, transient=True)
        made.add_task("", total=1.0)
        return made


@contextmanager
def tidy_end() -> Iterator[None]:
    """Let a signal that ends the program leave no half-written file, as Ctrl-C does."""

    def end(number: int, frame: FrameType | None) -> None:
        raise SystemExit(ENDINGS[signal.Signals(number)])

    before: dict[int, Any] = {number: signal.signal(number, end) for number in ENDINGS}
    before[signal.SIGINT] = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
