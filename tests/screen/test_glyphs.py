import pytest
from rich.cells import cell_len

from retrowalk.screen.glyphs import ASCII, UNICODE


@pytest.mark.parametrize(
    ("text", "shown"),
    [("Hill", "Hill"), ("漢字 Übung", "?? Übung"), ("e\u0301 ❤️!", "e ❤!"), ("🎉🎉", "??")],
)
def test_in_ascii_every_character_takes_one_cell(text, shown):
    assert ASCII.words(text) == shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [("❤️ walk", "❤ walk"), ("👩\u200d🦯", "👩🦯"), ("🇩🇪", "DE"), ("漢字", "漢字")],
)
def test_words_are_as_wide_as_their_characters(text, shown):
    assert UNICODE.words(text) == shown
    assert cell_len(shown) == sum(map(cell_len, shown))
