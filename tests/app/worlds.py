"""An `App` in memory: streams, environment and clock."""

import io
import os
import sys
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from retrowalk.app.context import App
from retrowalk.clock import SystemClock


class Terminal(io.StringIO):
    """An output that claims to be a terminal."""

    encoding = "utf-8"

    def isatty(self):
        return True


class FixedClock(SystemClock):
    """A clock that stops until it is moved."""

    def __init__(self, time: datetime, zone: str = "UTC"):
        self.zone = ZoneInfo(zone)
        self.moment = time.astimezone(UTC)
        self.seconds = 0.0

    def now(self) -> float:
        return self.seconds

    def time(self) -> datetime:
        return self.moment

    def move(self, seconds: float) -> None:
        self.seconds += seconds
        self.moment += timedelta(seconds=seconds)


def world(tmp_path, terminal: bool = True, clock: FixedClock | None = None, **environment) -> App:
    out = Terminal() if terminal else io.StringIO()
    return App(
        io.StringIO(),
        out,
        io.StringIO(),
        environment={"TERM": "xterm-256color", **environment},
        clock=clock or FixedClock(datetime(2026, 11, 3, 18, tzinfo=UTC)),
        user_folder=lambda kind: str(tmp_path / kind),
    )


def written(app: App) -> str:
    """Return what the program has written to standard output."""
    assert isinstance(app.stdout, io.StringIO)
    return app.stdout.getvalue()


def error_output(app: App) -> str:
    """Return what the program has written to standard error."""
    assert isinstance(app.stderr, io.StringIO)
    return app.stderr.getvalue()


def full_pipe() -> tuple[int, int, int]:
    """Return the ends of a pipe that is full, and how many bytes are in it."""
    if sys.platform == "win32":
        pytest.skip("pipes on Windows cannot be made non-blocking")
    reading, writing = os.pipe()
    os.set_blocking(writing, False)
    size = 0
    try:
        while True:
            size += os.write(writing, b"x" * 512)
    except BlockingIOError:
        pass
    os.set_blocking(writing, True)
    return reading, writing, size
