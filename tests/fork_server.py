"""Run the program many times without starting Python each time.

A server process imports the program once and forks for each run, which saves the start of an
interpreter. A run has its own process, environment, folder and standard streams, as if it had been
started with `python -m retrowalk`.
"""

import atexit
import contextlib
import gc
import io
import json
import os
import select
import signal
import socket
import struct
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta, tzinfo
from importlib import import_module
from pathlib import Path

SIZE = struct.Struct("!I")
SHIFT = "RETROWALK_TEST_SHIFT"
"""An environment variable: seconds to add to the time of day that the program sees."""
PRELOADED = (
    *("retrowalk.cli.main", "rich.console", "rich.table", "pydantic", "sqlite3", "yaml"),
    *("retrowalk.cli.session_command", "retrowalk.cli.commands.programme"),
    *("retrowalk.app.run_walk", "retrowalk.app.today", "retrowalk.app.feedback"),
    *("retrowalk.app.menu", "retrowalk.history.store", "retrowalk.history.recorder"),
    *("retrowalk.playback.controller", "retrowalk.reports.history", "retrowalk.reports.plan"),
    *("retrowalk.screen.frame", "retrowalk.screen.end_pages", "retrowalk.screen.menu_view"),
)


class ForkServer:
    """A server process and the socket to it. Runs are sequential."""

    def __init__(self, environment: dict[str, str]) -> None:
        self._socket, theirs = socket.socketpair()
        with theirs:
            self._process = subprocess.Popen(
                [sys.executable, "-m", __name__, str(theirs.fileno())],
                env=environment,
                pass_fds=[theirs.fileno()],
                cwd=Path(__file__).parents[1],
            )

    def run(
        self,
        arguments: list[str],
        env: dict[str, str],
        cwd: Path,
        text: str,
        timeout: float,
    ) -> subprocess.CompletedProcess[str]:
        """Run the program to its end; return the same as `subprocess.run` with captured text."""
        ours, theirs = zip(_pipe(reading=False), _pipe(), _pipe(), strict=True)
        child = self.start(arguments, env, cwd, theirs)
        for descriptor in theirs:
            os.close(descriptor)
        streams = _Streams(*ours, text)
        watch = threading.Timer(timeout, _kill, (child.pid,))
        watch.start()
        code = child.wait()
        watch.cancel()
        return subprocess.CompletedProcess(arguments, code, *streams.finish())

    def start(
        self,
        arguments: list[str],
        env: dict[str, str],
        cwd: Path,
        streams: Sequence[int],
        *,
        terminal: bool = False,
    ) -> "Child":
        """Start the program with three streams; with `terminal` they are its controlling one."""
        if sys.platform == "win32":
            raise NotImplementedError
        status, theirs = _pipe()
        request = json.dumps([arguments, env, str(cwd), terminal]).encode(errors="surrogateescape")
        descriptors = [*streams, theirs]
        socket.send_fds(self._socket, [SIZE.pack(len(request))], descriptors)
        self._socket.sendall(request)
        os.close(theirs)
        return Child(status)

    def close(self) -> None:
        """End the server."""
        self._socket.close()
        self._process.wait(10)


class Child:
    """A program that a fork server has started."""

    def __init__(self, status: int) -> None:
        self._status = status
        self.pid = self._number()

    def _number(self) -> int:
        with open(self._status, "rb", buffering=0, closefd=False) as pipe:
            (number,) = SIZE.unpack(pipe.read(SIZE.size))
        return number

    def poll(self) -> int | None:
        """Return the exit code, or None while the program runs. Do not call it after the end."""
        return self.wait() if select.select([self._status], [], [], 0)[0] else None

    def wait(self) -> int:
        """Wait for the end and return the exit code."""
        code = os.waitstatus_to_exitcode(self._number())
        os.close(self._status)
        return code


class _Streams:
    """Feeds a program's input and collects its output on threads."""

    def __init__(self, stdin: int, stdout: int, stderr: int, text: str) -> None:
        self._taken: dict[int, bytes] = {}
        self._threads = [
            threading.Thread(target=self._feed, args=(stdin, text.encode())),
            threading.Thread(target=self._collect, args=(1, stdout)),
            threading.Thread(target=self._collect, args=(2, stderr)),
        ]
        for thread in self._threads:
            thread.start()

    def _feed(self, descriptor: int, data: bytes) -> None:
        with contextlib.suppress(BrokenPipeError), open(descriptor, "wb") as pipe:
            pipe.write(data)

    def _collect(self, which: int, descriptor: int) -> None:
        with open(descriptor, "rb") as pipe:
            self._taken[which] = pipe.read()

    def finish(self) -> tuple[str, str]:
        for thread in self._threads:
            thread.join()
        out, errors = (io.TextIOWrapper(io.BytesIO(self._taken[n]), "utf-8").read() for n in (1, 2))
        return out, errors


def _pipe(reading: bool = True) -> tuple[int, int]:
    """Return our end and the program's end of a new pipe."""
    reader, writer = os.pipe()
    return (reader, writer) if reading else (writer, reader)


def _exactly(connection: socket.socket, size: int) -> bytes:
    data = b""
    while len(data) < size:
        part = connection.recv(size - len(data))
        if not part:
            raise EOFError
        data += part
    return data


def serve(connection: socket.socket) -> list[str]:
    """Fork for each request; return, only in the forked process, the arguments to run with."""
    if sys.platform == "win32":
        raise NotImplementedError
    for name in PRELOADED:
        import_module(name)
    gc.freeze()  # a collection in a fork would copy the pages of everything imported
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # watchers need no one to wait for them
    while True:
        head, descriptors, _, _ = socket.recv_fds(connection, SIZE.size, 4)
        if not head:
            os._exit(0)
        (size,) = SIZE.unpack(head)
        arguments, environment, folder, terminal = json.loads(_exactly(connection, size))
        if os.fork() == 0:
            connection.close()
            *streams, status = descriptors
            _watch(streams, status)
            _become(environment, folder, streams, terminal)
            return arguments
        for descriptor in descriptors:
            os.close(descriptor)


def _watch(streams: list[int], status: int) -> None:
    """Fork and return in the new process; in the old one report its number and end, and exit."""
    if sys.platform == "win32":
        raise NotImplementedError
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    pid = os.fork()
    if pid == 0:
        os.close(status)
        return
    for descriptor in streams:
        os.close(descriptor)
    with contextlib.suppress(BrokenPipeError):
        os.write(status, SIZE.pack(pid))
        os.write(status, SIZE.pack(os.waitpid(pid, 0)[1]))
    os._exit(0)


def _kill(process: int) -> None:
    if sys.platform == "win32":
        raise NotImplementedError
    os.kill(process, signal.SIGKILL)


def _become(
    environment: dict[str, str], folder: str, descriptors: list[int], terminal: bool
) -> None:
    """Take over a run's environment, folder and standard streams."""
    if sys.platform == "win32":
        raise NotImplementedError
    if terminal:
        import fcntl
        import termios

        os.setsid()
        fcntl.ioctl(descriptors[0], termios.TIOCSCTTY, 0)
    os.environ.clear()
    os.environ.update(environment)
    os.chdir(folder)
    time.tzset()
    for target, descriptor in enumerate(descriptors):
        os.dup2(descriptor, target)
        os.close(descriptor)
    sys.stdin = io.TextIOWrapper(
        io.BufferedReader(io.FileIO(0, closefd=False)), "utf-8", "surrogateescape"
    )
    sys.stdout = io.TextIOWrapper(_buffer(1), "utf-8", "surrogateescape", line_buffering=terminal)
    sys.stderr = io.TextIOWrapper(_buffer(2), "utf-8", "backslashreplace", line_buffering=True)


def _shift_clock(seconds: float) -> None:
    """Make the program see a later (or earlier) time of day."""

    class Shifted(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> datetime:  # type: ignore[override]
            return datetime.now(tz) + timedelta(seconds=seconds)

    for name in ("retrowalk.clock", "retrowalk.history.recorder"):
        import_module(name).datetime = Shifted  # type: ignore[attr-defined]


def _buffer(descriptor: int) -> io.BufferedWriter:
    return io.BufferedWriter(io.FileIO(descriptor, "w", closefd=False))


def run(main: Callable[[], int]) -> int:
    """Return the exit code that the interpreter would end with."""
    try:
        return main()
    except SystemExit as error:
        if isinstance(error.code, str):
            print(error.code, file=sys.stderr)
            return 1
        return error.code or 0


def finish(code: int) -> None:
    """End the process, but without clearing the memory, which takes longer than most runs."""
    for thread in threading.enumerate():
        if not thread.daemon and thread is not threading.main_thread():
            thread.join()
    atexit._run_exitfuncs()
    for stream in (sys.stdout, sys.stderr):
        if stream is not None and not stream.closed:
            stream.flush()
    os._exit(code)


if __name__ == "__main__":
    words = serve(socket.socket(fileno=int(sys.argv[1])))
    if SHIFT in os.environ:
        _shift_clock(float(os.environ[SHIFT]))
    program = import_module("retrowalk.__main__")
    sys.argv = [program.__file__ or "retrowalk", *words]
    finish(run(program.main))
