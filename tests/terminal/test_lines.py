import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from retrowalk.terminal.lines import centre, clip, clip_middle, plain, spread, text, width_of

texts = st.text(st.characters(exclude_categories=["C"]), max_size=30)


@pytest.mark.parametrize(
    ("content", "shown"),
    [
        ("\u2764\ufe0f Heart walk", "\u2764 Heart walk"),  # variation selector
        ("1\ufe0f\u20e3 first", "1 first"),  # keycap
        ("\U0001f469\u200d\U0001f467", "\U0001f469\U0001f467"),  # joined
        ("\U0001f44d\U0001f3fd", "\U0001f44d"),  # skin tone
        ("\U0001f1e9\U0001f1ea", "DE"),  # flag
        ("\u6f22\u5b57", "\u6f22\u5b57"),
        ("e\u0301t\u00e9", "e\u0301t\u00e9"),
    ],
)
def test_joiners_and_selectors_are_dropped(content, shown):
    assert plain(text(content)) == shown


@given(texts)
def test_a_line_is_as_wide_as_its_characters_in_every_version_of_rich(content):
    line = text(content)
    assert width_of(line) == sum(cell_len(character) for character in plain(line))


@given(texts, texts, st.integers(0, 40))
def test_lines_fit_the_width_they_are_cut_to(left, right, width):
    assert width_of(clip(text(left), width)) <= width
    assert width_of(clip_middle(text(left), width)) <= width
    assert width_of(centre(text(left), width)) == width
    assert width_of(spread(text(left), text(right), width)) == width


def test_a_long_name_keeps_its_start_and_its_end():
    assert plain(clip_middle(text("programme-week-12"), 13)) == "progra…eek-12"
    assert plain(clip_middle(text("intervals"), 9)) == "intervals"
