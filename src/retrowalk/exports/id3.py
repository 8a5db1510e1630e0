"""The tag before an MP3's sound: ID3 version 2.3 with a chapter for each segment."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from datetime import timedelta
from typing import TYPE_CHECKING

from ..core.describe import segment_name
from ..sanitize import printable

if TYPE_CHECKING:
    from .track import Track

MOST_ENTRIES = 255
"""What a table of contents can hold; more stand in tables of their own below it."""
NOWHERE = b"\xff" * 8
"""In place of byte offsets: go by the times."""
ORDERED, TOP = 1, 2


def tag(track: Track) -> bytes:
    """The whole tag."""
    frames = [_text("TIT2", track.title), _text("TALB", track.sound.session.title)]
    if track.number:
        frames.append(_text("TRCK", f"{track.number}/{track.of}"))
    chapters = list(_chapters(track))
    names = [f"chapter{n}" for n in range(len(chapters))]
    body = b"".join([*frames, *_contents(names), *chapters])
    return b"ID3\x03\x00\x00" + _synchsafe(len(body)) + body


def _chapters(track: Track) -> Iterator[bytes]:
    """One for each segment."""
    starts = track.sound.starts()
    origin = starts[track.first]
    for n, index in enumerate(range(track.first, track.last)):
        begin, end = (_millis(at - origin) for at in starts[index : index + 2])
        name = _text("TIT2", segment_name(track.sound.session.segments[index]))
        times = struct.pack(">II", begin, end) + NOWHERE
        yield _frame("CHAP", f"chapter{n}".encode() + b"\0" + times + name)


def _contents(names: list[str]) -> Iterator[bytes]:
    """The table of contents; where one cannot hold all, a table of tables."""
    if len(names) <= MOST_ENTRIES:
        yield _table("contents", TOP | ORDERED, names)
        return
    cut = range(0, len(names), MOST_ENTRIES)
    parts = {f"contents{n // MOST_ENTRIES}": names[n : n + MOST_ENTRIES] for n in cut}
    yield _table("contents", TOP | ORDERED, list(parts))
    for name, below in parts.items():
        yield _table(name, ORDERED, below)


def _table(name: str, flags: int, entries: list[str]) -> bytes:
    head = name.encode() + b"\0" + bytes([flags, len(entries)])
    return _frame("CTOC", head + b"".join(entry.encode() + b"\0" for entry in entries))


def _text(kind: str, text: str) -> bytes:
    """A frame of text: Latin-1 where that is enough, else UTF-16."""
    shown = printable(text)
    try:
        return _frame(kind, b"\0" + shown.encode("latin-1") + b"\0")
    except UnicodeEncodeError:
        return _frame(kind, b"\1" + shown.encode("utf-16") + b"\0\0")


def _frame(kind: str, body: bytes) -> bytes:
    return kind.encode() + struct.pack(">IH", len(body), 0) + body


def _synchsafe(size: int) -> bytes:
    """A size in 7 bits a byte, as the tag's header has it."""
    return bytes(size >> shift & 0x7F for shift in (21, 14, 7, 0))


def _millis(time: timedelta) -> int:
    return round(time.total_seconds() * 1000)
