import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrowalk.terminal.keys import LONG_PATIENCE, PASTE, PATIENCE, KeyDecoder


def decode(data: bytes) -> list[str]:
    """Return the keys of bytes that arrive at once, with nothing after them."""
    decoder = KeyDecoder()
    return decoder.feed(data, 0) + decoder.flush(LONG_PATIENCE)


@pytest.mark.parametrize(
    ("data", "keys"),
    [
        (b"q", ["q"]),
        (b" n", ["space", "n"]),
        (b"\x1b[A\x1bOB", ["up", "down"]),
        (b"\x1b", ["escape"]),
        (b"\x1b\x1b[B", ["escape", "down"]),
        (b"\r\x7f\t", ["enter", "erase", "tab"]),
        (b"\x1b[15~q", ["q"]),  # F5 is not a command, nor is its last byte
        (b"\x1b]11;rgb:0000/0000/0000\x07q", ["q"]),
        (b"\x1bP1$r0q\x1b\\n", ["n"]),
        (b"\x1bq", []),  # Alt-q
        (b"\x1b[", []),
        (b"\x00\x04", []),
        ("é".encode(), ["é"]),
        (b"\x1b[200~please queue this\r\x1b[201~n", [f"{PASTE}please queue this\r", "n"]),
        (b"\x1b[200~unfinished", [f"{PASTE}unfinished"]),
    ],
)
def test_keys_have_names(data, keys):
    assert decode(data) == keys


@given(st.binary(max_size=60))
def test_any_bytes_decode_to_keys(data):
    keys = decode(data)
    assert all(key.isprintable() for key in keys if not key.startswith(PASTE))


PIECES = st.lists(
    st.sampled_from(
        [
            *(b"q", b" ", b"\x1b[A", b"\x1bOB", b"\x1b[5~", "т".encode(), "漢".encode(), b"\r"),
            *(b"\x1b[200~a\x1b[Aq\x1b[201~", b"\x1b]0;x\x1b\\", b"\x1b[15;2~"),
        ]
    ),
    max_size=8,
)


@given(PIECES, st.data())
def test_keys_do_not_depend_on_how_bytes_are_split(pieces, data):
    whole = b"".join(pieces)
    cuts = sorted(data.draw(st.sets(st.integers(0, len(whole)))))
    decoder, keys, now = KeyDecoder(), [], 0.0
    for start, end in zip([0, *cuts], [*cuts, len(whole)], strict=True):
        keys += decoder.feed(whole[start:end], now)
        now += PATIENCE / 2
        keys += decoder.flush(now)
    assert keys == decode(whole)


def test_escape_alone_is_a_key_after_150_milliseconds():
    decoder = KeyDecoder()
    assert decoder.feed(b"\x1b", 10.0) == []
    assert decoder.timeout(10.05) == pytest.approx(0.1)
    assert decoder.flush(10.149) == []
    assert decoder.flush(10.151) == ["escape"]
    assert decoder.timeout(10.2) is None
    assert decoder.feed(b"[B", 10.2) == ["[", "B"]


def test_an_incomplete_character_is_discarded():
    decoder = KeyDecoder()
    assert decoder.feed("т".encode()[:1], 0) == []
    assert decoder.flush(0.2) == []
    assert decoder.feed(b"n", 0.3) == ["n"]


def test_an_answer_of_the_terminal_that_arrives_in_two_parts_is_not_a_key():
    decoder = KeyDecoder()
    assert decoder.feed(b"\x1b]11;rgb:ffff/ff", 0) == []
    assert decoder.flush(2 * PATIENCE) == []
    assert decoder.feed(b"ff/ffff\x1b\\n", 2 * PATIENCE) == ["n"]
