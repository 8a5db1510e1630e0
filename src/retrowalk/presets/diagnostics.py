"""The text of a session file, and problems that point into it."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from ..errors import FileError, InvalidSession
from ..sanitize import printable

LARGEST = 1 << 20
"""Bytes a session file may have."""
PIPE_PATIENCE = 1.5
"""Seconds within which a pipe has to say something more, or to end."""
MOST_SHOWN = 20
LINE_WIDTH = 100


class Position(NamedTuple):
    """A place in a text; line and column count from 1."""

    line: int
    column: int


class Diagnostic(NamedTuple):
    """One thing that is wrong, where it is wrong, and what may have been meant."""

    spot: Position
    message: str
    hint: str = ""


class Text(NamedTuple):
    """A named text, as it was read."""

    name: str
    content: str


class Invalid(InvalidSession):
    """All that is wrong with one text; prints like a compiler does."""

    def __init__(self, text: Text, problems: Iterable[Diagnostic]) -> None:
        self.text = text
        self.problems: Sequence[Diagnostic] = sorted(
            set(problems), key=lambda p: (p.spot, p.message)
        )
        super().__init__(report(text, self.problems))


def report(text: Text, problems: Sequence[Diagnostic], word: str = "") -> str:
    """The problems as `name:line:column: message`, each with its line and a caret below it."""
    lines = text.content.splitlines()
    shown = [_show(text.name, lines, problem, word) for problem in problems[:MOST_SHOWN]]
    if len(problems) > MOST_SHOWN:
        shown.append(f"and {len(problems) - MOST_SHOWN} more")
    return "\n".join(shown)


def headline(name: str, problem: Diagnostic, word: str = "") -> str:
    """One problem on one line."""
    hint = f" ({problem.hint})" if problem.hint else ""
    line, column = problem.spot
    return f"{printable(name)}:{line}:{column}: {word}{problem.message}{hint}"


def _show(name: str, lines: list[str], problem: Diagnostic, word: str) -> str:
    head = headline(name, problem, word)
    if not 0 < problem.spot.line <= len(lines):
        return head
    line = printable(lines[problem.spot.line - 1])
    column = min(problem.spot.column - 1, len(line))
    start = max(0, column - LINE_WIDTH // 2) if len(line) > LINE_WIDTH else 0
    window = line[start : start + LINE_WIDTH]
    before, after = "…" if start else "", "…" if start + LINE_WIDTH < len(line) else ""
    return f"{head}\n  {before}{window}{after}\n  {' ' * (len(before) + column - start)}^"


def read_text(path: str | Path) -> Text:
    """Read a session file, `-` for standard input. Raises `FileError` and `InvalidSession`."""
    name = "<stdin>" if str(path) == "-" else str(path)
    try:
        raw = sys.stdin.buffer.read(LARGEST + 1) if name == "<stdin>" else _read_file(Path(path))
    except OSError as error:
        raise FileError.cannot("read", printable(name), error) from None
    except ValueError:  # a path with a NUL in it
        raise FileError(f"cannot read {printable(name)}: not a file name") from None
    return decode(name, raw)


def decode(name: str, raw: bytes) -> Text:
    """Make text of a file's bytes: UTF-8, with or without a byte order mark, at most 1 MiB."""
    if len(raw) > LARGEST:
        raise InvalidSession(f"{printable(name)}: larger than 1 MiB: no session needs so much")
    try:
        return Text(name, raw.decode("utf-8-sig").replace("\r\n", "\n"))
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        column = error.start - (raw.rfind(b"\n", 0, error.start) + 1) + 1
        raise InvalidSession(
            f"{printable(name)}:{line}:{column}: this is not UTF-8 text: save the file as UTF-8"
        ) from None


def _read_file(path: Path) -> bytes:
    """At most a byte more than is allowed; a pipe is read with patience, never for ever."""
    descriptor = os.open(
        path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    )
    with open(descriptor, "rb", buffering=0) as file:
        mode = os.fstat(descriptor).st_mode
        if stat.S_ISFIFO(mode):
            return _read_pipe(descriptor)
        if stat.S_ISDIR(mode):  # pragma: no cover - open() has refused it where one cannot
            raise IsADirectoryError(21, "Is a directory")
        data = b""
        while len(data) <= LARGEST and (part := file.read(LARGEST + 1)):
            data += part
        return data


def _read_pipe(descriptor: int) -> bytes:
    """All that comes through a pipe until its other side closes it."""
    import select
    import time

    if sys.platform == "win32":
        return b""
    watcher = select.poll()
    watcher.register(descriptor, select.POLLIN)
    data, end = b"", time.monotonic() + PIPE_PATIENCE
    while len(data) <= LARGEST:
        ready = watcher.poll(max(0.0, end - time.monotonic()) * 1000)
        if not ready:
            raise TimeoutError(110, f"the pipe did not end within {PIPE_PATIENCE} seconds")
        part = os.read(descriptor, 1 << 16) if ready[0][1] & select.POLLIN else b""
        if not part:
            break
        data += part
    return data
