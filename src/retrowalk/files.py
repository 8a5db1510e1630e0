"""Read a file that should be small, whatever it turns out to be."""

from __future__ import annotations

import os
import stat
import sys
import time
from pathlib import Path

from .errors import FileError
from .sanitize import printable

PIPE_TIMEOUT = 1.5
"""Seconds to wait for a pipe to end."""


class FileTooLarge(FileError):
    """A file has more bytes than it may have."""


def read_limited(path: str | Path, limit: int, *, pipe_timeout: float = PIPE_TIMEOUT) -> bytes:
    """Return the file's content, at most `limit` bytes.

    A named pipe that has not ended after `pipe_timeout` seconds is an error, so that no file can
    block the program.

    Raises `FileNotFoundError` if there is no such file, `FileTooLarge`, or another `FileError` if
    it cannot be read.
    """
    name = printable(str(path))
    try:
        data = _read(path, limit + 1, pipe_timeout)
    except FileNotFoundError:
        raise
    except OSError as error:
        raise FileError.cannot("read", name, error) from None
    except ValueError:  # the path contains a NUL
        raise FileError(f"cannot read {name}: not a valid file name") from None
    if len(data) > limit:
        raise FileTooLarge(f"cannot read {name}: larger than {size_text(limit)}")
    return data


def size_text(size: int) -> str:
    """Return a number of bytes in words: "1 MiB", "64 KiB"."""
    return f"{size >> 20} MiB" if size >= 1 << 20 else f"{size >> 10} KiB"


def _read(path: str | Path, most: int, pipe_timeout: float) -> bytes:
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    descriptor = os.open(path, flags)
    with open(descriptor, "rb", buffering=0) as file:
        mode = os.fstat(descriptor).st_mode
        if stat.S_ISDIR(mode):
            raise IsADirectoryError(21, "Is a directory")
        if stat.S_ISFIFO(mode):
            return _read_pipe(descriptor, most, pipe_timeout)
        data = b""
        while len(data) < most and (part := file.read(most - len(data))):
            data += part
        return data


def _read_pipe(descriptor: int, most: int, timeout: float) -> bytes:
    """Return what comes through a pipe until its other end is closed."""
    import select

    if sys.platform == "win32":
        raise OSError(22, "pipes cannot be read here")
    poll = select.poll()
    poll.register(descriptor, select.POLLIN)
    data, deadline = b"", time.monotonic() + timeout
    while len(data) < most:
        ready = poll.poll(max(0.0, deadline - time.monotonic()) * 1000)
        if not ready:
            raise TimeoutError(110, f"the pipe did not end within {timeout:g} seconds")
        part = os.read(descriptor, 1 << 16) if ready[0][1] & select.POLLIN else b""
        if not part:
            break
        data += part
    return data
