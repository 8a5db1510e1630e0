import pytest

from retrowalk.screen.glyphs import ASCII, UNICODE


@pytest.mark.parametrize(
    ("text", "shown"),
    [("Hill", "Hill"), ("漢字 Übung", "?? Übung"), ("e\u0301 ❤️!", "e ❤!"), ("🎉🎉", "??")],
)
def test_in_ascii_every_character_takes_one_cell(text, shown):
    assert ASCII.words(text) == shown
    assert UNICODE.words(text) == text
