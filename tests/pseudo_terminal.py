"""The real program in a real pseudo-terminal, its output read by a terminal emulator."""

import contextlib
import copy
import fcntl
import os
import pty
import select
import signal
import struct
import sys
import termios
import time
from collections.abc import Callable
from pathlib import Path

import pyte

from tests.fork_server import Child, ForkServer


class Screen(pyte.Screen):
    """A pyte screen with the alternate screen that real terminals have."""

    ALTERNATE = 1049
    behind = None

    def set_mode(self, *modes: int, **options: bool) -> None:
        super().set_mode(*modes, **options)
        if self.ALTERNATE in modes and self.behind is None:
            self.behind = (copy.deepcopy(self.buffer), copy.copy(self.cursor))
            self.erase_in_display(2)

    def reset_mode(self, *modes: int, **options: bool) -> None:
        super().reset_mode(*modes, **options)
        if self.ALTERNATE in modes and self.behind is not None:
            self.buffer, self.cursor = self.behind
            self.behind = None
            self.dirty.update(range(self.lines))


class Program:
    """A program on its own pseudo-terminal, and the contents of its screen."""

    def __init__(
        self,
        command: list[str],
        environment: dict[str, str],
        size: tuple[int, int],
        server: ForkServer | None = None,
    ):
        """Start a command, or through `server` the program with `command` as its arguments."""
        self.columns, self.rows = size
        self.screen = Screen(*size)
        self._stream = pyte.ByteStream(self.screen)
        self.written = b""
        self.code: int | None = None
        self._master, self._slave = self._open()
        self._set_size()
        self.modes_before = self.modes
        self._child: Child | None = None
        if server is None:
            self.pid = self._start(command, environment)
        else:
            streams = [self._slave] * 3
            self._child = server.start(command, environment, Path.cwd(), streams, terminal=True)
            self.pid = self._child.pid

    def _open(self) -> tuple[int, int]:
        if sys.platform == "win32":
            raise NotImplementedError
        return pty.openpty()

    def _start(self, command: list[str], environment: dict[str, str]) -> int:
        if sys.platform == "win32":
            raise NotImplementedError
        pid = os.fork()
        if pid == 0:
            os.setsid()
            fcntl.ioctl(self._slave, termios.TIOCSCTTY, 0)
            for descriptor in range(3):
                os.dup2(self._slave, descriptor)
            os.closerange(3, 64)
            os.execvpe(command[0], command, environment)
        return pid

    @property
    def modes(self) -> list[object]:
        if sys.platform == "win32":
            raise NotImplementedError
        return termios.tcgetattr(self._slave)

    @property
    def alternate(self) -> bool:
        """Whether the alternate screen is shown."""
        return self.screen.behind is not None

    @property
    def cursor_hidden(self) -> bool:
        return self.screen.cursor.hidden

    def text(self) -> str:
        return "\n".join(line.rstrip() for line in self.screen.display)

    def filled_cells(self) -> int:
        """Return how many cells have a background colour."""
        cells = (
            self.screen.buffer[row][column]
            for row in range(self.rows)
            for column in range(self.columns)
        )
        return sum(cell.bg != "default" or cell.reverse for cell in cells)

    def send(self, keys: str) -> None:
        os.write(self._master, keys.encode())

    def signal(self, number: int) -> None:
        os.kill(self.pid, number)

    def resize(self, columns: int, rows: int) -> None:
        self.columns, self.rows = columns, rows
        self.screen.resize(rows, columns)
        self._set_size()

    def _set_size(self) -> None:
        if sys.platform == "win32":
            raise NotImplementedError
        size = struct.pack("HHHH", self.rows, self.columns, 0, 0)
        fcntl.ioctl(self._master, termios.TIOCSWINSZ, size)

    def read(self, seconds: float = 0.0) -> bool:
        """Read the program's output; return False once the terminal is closed."""
        if not select.select([self._master], [], [], seconds)[0]:
            return True
        try:
            data = os.read(self._master, 65536)
        except OSError:
            return False
        self.written += data
        self._stream.feed(data)
        return bool(data)

    def wait(self, what: str | Callable[[str], object], seconds: float = 60.0) -> str:
        """Read until the screen contains a text or satisfies a function; return the screen."""
        fits = what if callable(what) else (lambda shown: what in shown)
        end = time.monotonic() + seconds
        while self.between_frames() or not fits(self.text()):
            if time.monotonic() > end:
                raise AssertionError(f"never seen: {what!r} on\n{self.text()}")
            self.read(0.05)
            self._reap()
            if self.code is not None and not select.select([self._master], [], [], 0.2)[0]:
                assert fits(self.text()), f"ended with {self.code} before {what!r}:\n{self.text()}"
        return self.text()

    def between_frames(self) -> bool:
        """Whether only part of a frame has been read; terminals then wait for the rest."""
        return self.written.rfind(b"\x1b[?2026h") > self.written.rfind(b"\x1b[?2026l")

    def settle(self) -> str:
        """Return the screen once the program has written nothing for a moment."""
        while select.select([self._master], [], [], 0.15)[0]:
            self.read()
        return self.text()

    def end(self, seconds: float = 60.0) -> int:
        """Wait for the program to end; return its exit code."""
        end = time.monotonic() + seconds
        while self.code is None:
            if time.monotonic() > end:
                raise AssertionError(f"still running:\n{self.text()}")
            self.read(0.05)
            self._reap()
        while select.select([self._master], [], [], 0.05)[0]:
            self.read()
        return self.code

    def _reap(self) -> None:
        if sys.platform == "win32":
            raise NotImplementedError
        if self.code is None and self._child is not None:
            self.code = self._child.poll()
        elif self.code is None:
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            if pid:
                self.code = os.waitstatus_to_exitcode(status)

    def close(self) -> None:
        if sys.platform == "win32":
            raise NotImplementedError
        self._reap()
        if self.code is None:
            for kill in (os.killpg, os.kill):
                with contextlib.suppress(ProcessLookupError):
                    kill(self.pid, signal.SIGKILL)
            if self._child is not None:
                self._child.wait()
            else:
                os.waitpid(self.pid, 0)
        os.close(self._master)
        os.close(self._slave)
