import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrowalk.terminal.keys import decode


@pytest.mark.parametrize(
    ("data", "keys"),
    [
        (b"q", ["q"]),
        (b" n", ["space", "n"]),
        (b"\x1b[A\x1bOB", ["up", "down"]),
        (b"\x1b", ["escape"]),
        (b"\r\x7f\t", ["enter", "erase", "tab"]),
        (b"\x1b[15~q", ["q"]),  # F5 means nothing, and is no q either
        (b"\x1b[200~", []),
        (b"\x1bq", []),  # Alt-q
        (b"\x00\x04", []),
        ("é".encode(), ["é"]),
    ],
)
def test_keys_have_names(data, keys):
    assert decode(data) == keys


@given(st.binary(max_size=60))
def test_any_bytes_become_keys(data):
    assert all(key.isprintable() for key in decode(data))
