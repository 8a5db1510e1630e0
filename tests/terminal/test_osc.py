import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrowalk.terminal.osc import notification_text, osc


@given(st.text())
def test_no_text_can_end_a_sequence_or_add_a_parameter(text):
    sequence = osc("9;", text)
    assert sequence.startswith("\x1b]9;")
    assert sequence.endswith("\x1b\\")
    inner = sequence[len("\x1b]9;") : -len("\x1b\\")]
    assert not set(inner) & {"\x1b", "\x07", "\x9c", ";", "\n"}


@pytest.mark.parametrize("text", ['7;"calc.exe"', "4;1;50", "2"])
def test_a_notification_never_starts_with_a_number(text):
    assert osc("9;", notification_text(text)).startswith("\x1b]9;Retrowalk: ")
