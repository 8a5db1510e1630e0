"""Read a session file as text."""

from __future__ import annotations

from pathlib import Path
from typing import BinaryIO

from ..errors import FileError, InvalidSession
from ..files import FileTooLarge, read_limited, size_text
from ..sanitize import printable
from .diagnostics import Text

LARGEST = 1 << 20
"""Maximum number of bytes of a session file."""


def read_text(path: str | Path) -> Text:
    """Return the text of a session file.

    Raises `FileError` if it cannot be read, `InvalidSession` if it is too large or not text.
    """
    try:
        return decode(str(path), read_limited(path, LARGEST))
    except FileNotFoundError as error:
        raise FileError.cannot("read", printable(str(path)), error) from None
    except FileTooLarge as error:
        raise InvalidSession(str(error)) from None


def read_stdin(stdin: BinaryIO) -> Text:
    """Return the text of a session file on standard input. Raises `InvalidSession`."""
    return decode("<stdin>", stdin.read(LARGEST + 1))


def decode(name: str, raw: bytes) -> Text:
    """Return the text of a file's bytes: UTF-8, with or without a byte order mark."""
    if len(raw) > LARGEST:
        raise InvalidSession(f"cannot read {printable(name)}: larger than {size_text(LARGEST)}")
    try:
        return Text(name, raw.decode("utf-8-sig").replace("\r\n", "\n"))
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        column = error.start - (raw.rfind(b"\n", 0, error.start) + 1) + 1
        raise InvalidSession(
            f"{printable(name)}:{line}:{column}: not UTF-8 text: save the file as UTF-8"
        ) from None
