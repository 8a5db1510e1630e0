import io

import pytest

from retrowalk.terminal.background import has_light_background, luminance

XTERM = {"TERM": "xterm-256color"}


@pytest.mark.parametrize(
    ("value", "light"), [("15;0", False), ("0;15", True), ("0;7", True), ("7;8", False)]
)
def test_the_environment_variable_is_used_without_a_query(value, light):
    out = io.StringIO()
    assert has_light_background(None, out, {**XTERM, "COLORFGBG": value}) is light
    assert not out.getvalue()


@pytest.mark.parametrize("digits", [1, 2, 4])
def test_luminance_takes_any_number_of_digits(digits):
    assert luminance(*[b"f" * digits] * 3) == pytest.approx(1)
    assert luminance(*[b"0" * digits] * 3) == 0


def test_a_terminal_not_known_to_answer_is_not_queried():
    out = io.StringIO()
    assert has_light_background(io.StringIO(), out, {"TERM": "linux"}) is None
    assert not out.getvalue()
