import struct
from datetime import timedelta
from typing import Any

from retrowalk import api
from retrowalk.audio.bank import Bank
from retrowalk.core.session import Session
from retrowalk.exports.id3 import tag
from retrowalk.exports.soundtrack import Soundtrack
from retrowalk.exports.track import Track


def frames(data: bytes) -> list[tuple[str, bytes]]:
    """Return the frames of a tag: their names and contents."""
    assert data[:6] == b"ID3\x03\x00\x00"
    size = sum(byte << shift for byte, shift in zip(data[6:10], (21, 14, 7, 0), strict=True))
    rest, found = data[10:], []
    assert len(rest) == size
    while rest:
        name, (length,) = rest[:4].decode(), struct.unpack(">I", rest[4:8])
        found.append((name, rest[10 : 10 + length]))
        rest = rest[10 + length :]
    return found


def tagged(session: Session, **changes: Any) -> dict[str, list[bytes]]:
    sound = Soundtrack(session, Bank(), lead_in=timedelta(seconds=5))
    track = Track(sound, 0, len(session.segments), 0, sound.frames()[-1], "Track")
    found: dict[str, list[bytes]] = {}
    for name, body in frames(tag(track._replace(**changes))):
        found.setdefault(name, []).append(body)
    return found


def test_each_segment_is_a_chapter_with_its_times_in_milliseconds():
    chapters = tagged(api.parse("20s f, 30s b"))["CHAP"]
    times = [struct.unpack(">II", body[len(b"chapter0\0") :][:8]) for body in chapters]
    assert times == [(5_000, 25_000), (25_000, 55_000)]
    assert b"Backward 0:30" in chapters[1]


def test_the_number_is_there_only_if_there_are_several_files():
    assert "TRCK" not in tagged(api.parse("20s f"))
    assert tagged(api.parse("20s f"), number=2, of=3)["TRCK"] == [b"\0" + b"2/3\0"]


def test_text_beyond_latin_1_is_utf_16():
    body = tagged(api.parse("20s f"), title="步行")["TIT2"][0]
    assert body[:1] == b"\1"
    assert body[1:-2].decode("utf-16") == "步行"


def test_more_chapters_than_a_table_holds_go_into_nested_tables():
    session = Session("x", "X", api.parse("10s f").segments * 300)
    tables = tagged(session)["CTOC"]
    assert [body.split(b"\0")[0] for body in tables] == [b"contents", b"contents0", b"contents1"]
