import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrowalk.screen.ui_state import Ui


@given(st.integers(0, 100), st.lists(st.integers(-150, 150)))
def test_the_volume_stays_a_percentage_and_a_change_is_reported(volume, steps):
    ui = Ui(volume=volume)
    for step in steps:
        before = ui.volume
        assert ui.change_volume(step) == (ui.volume != before)
        assert 0 <= ui.volume <= 100


def test_the_help_opens_scrolls_and_closes():
    ui = Ui()
    assert not ui.press_help("down")
    assert ui.press_help("?")
    for key in ("up", "down", "down", "up"):
        assert ui.press_help(key)
    assert (ui.help, ui.help_from) == (True, 1)
    assert ui.press_help("escape")
    assert (ui.help, ui.help_from) == (False, 0)


@pytest.mark.parametrize(("answer", "shown"), [("+30 s", "+30 s"), ("", "No sound.")])
def test_the_confirmation_of_a_key_hides_a_notice(answer, shown):
    ui = Ui()
    ui.show_notice("No sound.")
    ui.confirm(answer)
    assert ui.message == shown


def test_only_an_unusual_volume_is_shown():
    ui = Ui()
    assert ui.sound == ""
    ui.change_volume(-10)
    assert ui.sound == "volume 90 %"
    ui.toggle_mute()
    assert ui.sound == "muted"
