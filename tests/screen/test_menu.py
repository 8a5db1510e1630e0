from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrowalk.screen.glyphs import UNICODE
from retrowalk.screen.menu import Menu
from retrowalk.screen.menu_view import MenuFrame
from retrowalk.screen.theme import theme_for
from retrowalk.terminal.lines import plain, width_of
from tests.screen.golden import entry

NAMES = ("start-small", "intervals", "split-ten", "two-one", "treadmill", "one-block")
ENTRIES = tuple(entry(name, {}) for name in NAMES)
THEME = theme_for("default")


def test_the_plan_has_speeds_in_the_chosen_unit():
    frame = MenuFrame(pressed(*["down"] * 4), THEME, "mph").lines(200, 60, UNICODE)
    shown = "\n".join(plain(line) for line in frame)
    assert "mph" in shown


def pressed(*keys: str, entries=ENTRIES) -> Menu:
    menu = Menu(entries)
    for key in keys:
        menu = menu.press(key)
    return menu


def shown(menu: Menu, width: int = 80, height: int = 24) -> str:
    return "\n".join(plain(line) for line in MenuFrame(menu, THEME).lines(width, height, UNICODE))


def test_arrows_wrap_around_and_digits_select():
    assert pressed("down").entry.name == "intervals"
    assert pressed("up").entry.name == "one-block"
    assert pressed("4").entry.name == "two-one"
    assert pressed("9").entry.name == "start-small"


def test_a_name_is_found_before_a_description():
    menu = pressed(*"two")
    assert menu.entry.name == "two-one"
    assert [menu.entries[place].name for place in menu.matching] == ["two-one", "split-ten"]
    assert menu.press("enter").request == "start"


def test_all_words_must_match_and_escape_shows_all_again():
    menu = pressed(*"ten", "space", *"split")
    assert menu.entry.name == "split-ten"
    assert not pressed(*"nonsense").matching
    assert pressed(*"nonsense", "enter").request == ""
    assert len(menu.press("escape").matching) == len(NAMES)
    assert menu.press("escape").press("escape").request == "leave"


@pytest.mark.parametrize(
    ("typed", "text"), [("2", "2 min"), ("90s", "1:30 min"), ("1:30", "1:30 min"), ("45s", "45 s")]
)
def test_a_typed_value_is_read_and_shown_with_its_unit(typed, text):
    menu = pressed("2", "right", "down", *typed, "enter")
    assert menu.entry.choices[1].text == text


def test_a_bare_number_keeps_the_unit_that_is_shown():
    menu = pressed("5", "right", "down", *"30", "enter")  # turn, 45 s
    assert menu.entry.choices[1].value == timedelta(seconds=30)
    menu = menu.press("down").press("up")
    for key in ("2", "m", "enter", "3", "enter"):
        menu = menu.press(key)
    assert menu.entry.choices[1].value == timedelta(minutes=3)


def test_a_value_beyond_a_limit_changes_nothing_and_says_why():
    menu = pressed("2", "right", *"9h", "enter")
    assert "more than the maximum" in menu.notice
    assert menu.entry == ENTRIES[1]
    assert not menu.press("down").notice


def test_arrows_change_a_value_and_the_command_line_follows():
    menu = pressed("2", "right", "left", "down", "down", "right")
    assert menu.entry.command == "retrowalk intervals --forward 4m30s --rounds 4"
    assert "$ retrowalk intervals --forward 4m30s --rounds 4" in shown(menu)
    assert "‹ 4:30 min ›" in shown(menu)


def test_buttons_start_show_the_plan_and_export():
    menu = pressed("2", "right", "up")
    assert menu.press("enter").request == "start"
    assert menu.press("right").press("enter").plan_from == 0
    assert menu.press("left").press("enter").file_name == "intervals.html"


def test_an_export_goes_to_the_name_that_was_typed():
    menu = pressed("2", "right", "e", *["erase"] * 5, *".ics", "enter")
    assert (menu.request, menu.file_name) == ("export", "intervals.ics")
    menu = menu.exported("wrote intervals.ics")
    assert menu.file_name is None
    assert "wrote intervals.ics" in shown(menu)


def test_pasted_text_is_handled_like_typed_text():
    assert pressed().paste("two-one\n").entry.name == "two-one"
    assert pressed("2", "right", "e").paste("\x1b.md").file_name == "intervals.html.md"


def test_each_row_has_total_and_backward_time_and_totals_are_never_cut():
    rows = shown(pressed("5")).splitlines()
    assert any("intervals" in row and "20:00" in row and "▼3:00" in row for row in rows)
    words = " ".join(row.split("│")[-1].strip() for row in rows)
    assert "12:30 in all, 5:00 forward, 3:00 backward, 4:30 stand" in words


def test_a_large_window_shows_the_plan_in_its_free_rows():
    assert "▼ backward" in shown(pressed("2"), 120, 40)
    assert "▼ backward" not in shown(pressed("2"))


@pytest.mark.parametrize("size", [(80, 12), (80, 9), (50, 12), (30, 8), (20, 5), (16, 3)])
def test_the_selected_option_is_always_visible(size):
    menu = pressed("5", "right")
    for choice in menu.entry.choices:
        assert f"> {choice.title}" in shown(menu, *size)
        menu = menu.press("down")


keys = st.sampled_from([*"2psetq0+", "up", "down", "left", "right", "enter", "escape", "erase"])


@given(st.lists(keys, max_size=30), st.integers(1, 140), st.integers(1, 50))
def test_any_keys_leave_a_menu_that_fits_the_window(pressed_keys, width, height):
    menu = pressed(*pressed_keys)
    lines = MenuFrame(menu, THEME).lines(width, height, UNICODE)
    assert len(lines) == height
    assert all(width_of(line) <= width for line in lines)


def test_long_names_leave_room_for_the_strip():
    names = ("programme-week-1", "programme-week-8")
    rows = shown(pressed(entries=tuple(entry(name, {}) for name in names)))
    assert all(f"{name}  ▄" in rows for name in names)
    long = entry("intervals", {})._replace(name="my-long-morning-walk-2")
    assert "my-long-…-walk-2  ▄" in shown(pressed(entries=(long,)))
