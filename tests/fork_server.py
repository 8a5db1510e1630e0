"""Run the program many times without starting Python each time.

A server process imports the program once and forks for each run, so that a run costs a few
milliseconds instead of an interpreter's start. A run has its own process, environment, folder and
standard streams, as if it had been started with `python -m retrowalk`.
"""

import contextlib
import io
import json
import os
import signal
import socket
import struct
import subprocess
import sys
import threading
import time
from importlib import import_module
from pathlib import Path

SIZE = struct.Struct("!I")
PRELOADED = ("retrowalk.cli.main", "rich.console", "rich.table", "pydantic", "sqlite3", "yaml")


class ForkServer:
    """A server process and the socket to it. Runs follow one another."""

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
        """Run the program to its end; the same result as `subprocess.run` with text captured."""
        if sys.platform == "win32":
            raise NotImplementedError
        request = json.dumps([arguments, env, str(cwd)]).encode(errors="surrogateescape")
        ours, theirs = zip(_pipe(reading=False), _pipe(), _pipe(), strict=True)
        socket.send_fds(self._socket, [SIZE.pack(len(request))], theirs)
        self._socket.sendall(request)
        for descriptor in theirs:
            os.close(descriptor)
        streams = _Streams(*ours, text)
        pid = self._number()
        watch = threading.Timer(timeout, os.kill, (pid, signal.SIGKILL))
        watch.start()
        code = os.waitstatus_to_exitcode(self._number())
        watch.cancel()
        return subprocess.CompletedProcess(arguments, code, *streams.finish())

    def _number(self) -> int:
        (number,) = SIZE.unpack(_exactly(self._socket, SIZE.size))
        return number

    def close(self) -> None:
        """End the server."""
        self._socket.close()
        self._process.wait(10)


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
    """Fork for each request; returns, in the forked process only, the arguments to run with."""
    if sys.platform == "win32":
        raise NotImplementedError
    for name in PRELOADED:
        import_module(name)
    while True:
        head, descriptors, _, _ = socket.recv_fds(connection, SIZE.size, 3)
        if not head:
            os._exit(0)
        (size,) = SIZE.unpack(head)
        arguments, environment, folder = json.loads(_exactly(connection, size))
        pid = os.fork()
        if pid == 0:
            connection.close()
            _become(environment, folder, descriptors)
            return arguments
        for descriptor in descriptors:
            os.close(descriptor)
        connection.sendall(SIZE.pack(pid))
        connection.sendall(SIZE.pack(os.waitpid(pid, 0)[1]))


def _become(environment: dict[str, str], folder: str, descriptors: list[int]) -> None:
    """Take over a run's environment, folder and standard streams."""
    if sys.platform == "win32":
        raise NotImplementedError
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
    sys.stdout = io.TextIOWrapper(_buffer(1), "utf-8", "surrogateescape")
    sys.stderr = io.TextIOWrapper(_buffer(2), "utf-8", "backslashreplace", line_buffering=True)


def _buffer(descriptor: int) -> io.BufferedWriter:
    return io.BufferedWriter(io.FileIO(descriptor, "w", closefd=False))


if __name__ == "__main__":
    words = serve(socket.socket(fileno=int(sys.argv[1])))
    program = import_module("retrowalk.__main__")
    sys.argv = [program.__file__ or "retrowalk", *words]
    sys.exit(program.main())
