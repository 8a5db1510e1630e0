import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrowalk.sanitize import first_control, printable, visible

# fmt: off
CONTROLS = (
    0x00, 0x1B, 0x7F, 0x9B, 0xAD, 0x034F, 0x061C, 0x115F, 0x3164, 0xFFA0, 0x180E, 0x200B, 0x200C, 0x200D, 0x200E, 0x2028, 0x202E, 0x2060,
    0x2066, 0xD800, 0xFEFF, 0xFFFF, 0xE0041,
)
# fmt: on


@pytest.mark.parametrize("character", [chr(code) for code in CONTROLS], ids=map(hex, CONTROLS))
def test_control_and_misleading_characters_are_replaced(character):
    assert printable(f"a{character}b") == "a\ufffdb"
    assert printable(f"a{character}b", " ") == "a b"
    assert first_control(f"a{character}b") == character


@pytest.mark.parametrize(
    "text", ["Süd", "向后走", "می\u200cروم", "👩\u200d🦯", "🇩🇪", "\u2019tis", "a\xa0b", "\ufffd"]
)
def test_text_of_any_script_is_kept(text):
    assert printable(text) == text
    assert first_control(text) is None


@pytest.mark.parametrize("character", ["\u0380", "\xa0", "\xad", "\ue000", "\u200d", "\x1b", "\n"])
def test_in_a_message_every_character_has_a_shape(character):
    assert visible(f"a{character}ü漢") == "a\ufffdü漢"


def test_allowed_characters_are_passed_over():
    assert first_control("a\tb\nc\x07", "\t\n") == "\x07"
    assert first_control("a\tb", "\t") is None


@given(st.text())
def test_printable_text_has_no_controls_and_the_same_length(text):
    shown = printable(text)
    assert first_control(shown) is None
    assert len(shown) == len(text)
