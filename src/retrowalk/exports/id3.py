"""The tag of an MP3 file: ID3 version 2.3 with a chapter for each segment."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from datetime import timedelta

from ..core.describe import segment_name
from ..sanitize import printable
from .track import Track

MAX_ENTRIES = 255
"""Maximum number of entries of a table of contents; further ones go into nested tables."""
NO_OFFSETS = b"\xff" * 8
"""No byte offset: players then use the times."""
ORDERED, TOP = 1, 2


def tag(track: Track) -> bytes:
    """Return the tag of a track."""
    frames = [_text("TIT2", track.title), _text("TALB", track.sound.session.title)]
    if track.number:
        frames.append(_text("TRCK", f"{track.number}/{track.of}"))
    chapters = list(_chapters(track))
    names = [f"chapter{n}" for n in range(len(chapters))]
    body = b"".join([*frames, *_contents(names), *chapters])
    return b"ID3\x03\x00\x00" + _synchsafe(len(body)) + body


def _chapters(track: Track) -> Iterator[bytes]:
    """Yield a chapter frame for each segment."""
    starts = track.sound.starts()
    for n, index in enumerate(range(track.first, track.last)):
        begin, end = (_millis(at - track.origin) for at in starts[index : index + 2])
        name = _text("TIT2", segment_name(track.sound.session.segments[index]))
        times = struct.pack(">II", begin, end) + NO_OFFSETS
        yield _frame("CHAP", f"chapter{n}".encode() + b"\0" + times + name)


def _contents(names: list[str]) -> Iterator[bytes]:
    """Yield the table of contents: one table, or a table of tables if there are too many."""
    if len(names) <= MAX_ENTRIES:
        yield _table("contents", TOP | ORDERED, names)
        return
    offsets = range(0, len(names), MAX_ENTRIES)
    tables = {f"contents{n // MAX_ENTRIES}": names[n : n + MAX_ENTRIES] for n in offsets}
    yield _table("contents", TOP | ORDERED, list(tables))
    for name, below in tables.items():
        yield _table(name, ORDERED, below)


def _table(name: str, flags: int, entries: list[str]) -> bytes:
    head = name.encode() + b"\0" + bytes([flags, len(entries)])
    return _frame("CTOC", head + b"".join(entry.encode() + b"\0" for entry in entries))


def _text(kind: str, text: str) -> bytes:
    """Return a text frame, in Latin-1 if possible, else in UTF-16."""
    shown = printable(text)
    try:
        return _frame(kind, b"\0" + shown.encode("latin-1") + b"\0")
    except UnicodeEncodeError:
        return _frame(kind, b"\1" + shown.encode("utf-16") + b"\0\0")


def _frame(kind: str, body: bytes) -> bytes:
    return kind.encode() + struct.pack(">IH", len(body), 0) + body


def _synchsafe(size: int) -> bytes:
    """Return a size as four bytes of 7 bits each."""
    return bytes(size >> shift & 0x7F for shift in (21, 14, 7, 0))


def _millis(time: timedelta) -> int:
    return round(time.total_seconds() * 1000)
