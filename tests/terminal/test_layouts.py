import pytest

from retrowalk.terminal.layouts import command_key


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("n", "n"),
        ("N", "n"),
        ("Q", "q"),
        ("т", "n"),  # Russian
        ("Т", "n"),
        ("й", "q"),
        ("ь", "m"),
        ("ь".upper(), "m"),
        ("з", "p"),
        ("х", "["),
        ("ъ", "]"),
        ("ν", "n"),  # Greek
        ("Π", "p"),
        ("μ", "m"),
        ("מ", "n"),  # Hebrew
        ("פ", "p"),
        ("צ", "m"),
        ("ح", "p"),  # Arabic
        ("ض", "q"),
        ("ى", "n"),
        ("ة", "m"),
        ("+", "+"),
        ("?", "?"),
        ("space", "space"),
        ("page-down", "page-down"),
        ("/", "q"),  # Hebrew
        (";", "q"),  # Greek
        (".", "."),
    ],
)
def test_a_command_key_works_in_any_case_and_layout(typed, key):
    assert command_key(typed) == key
