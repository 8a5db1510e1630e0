from datetime import timedelta

import pytest

from retrowalk.screen.end_pages import EndPages, Figures
from retrowalk.screen.glyphs import UNICODE
from retrowalk.screen.pages import WIDEST, SafetyPage, WaitingPage
from retrowalk.screen.theme import theme_for
from retrowalk.terminal.lines import plain, width_of
from tests.screen.states import SIZES, session

THEME = theme_for("default")
FIGURES = Figures(timedelta(minutes=3), timedelta(minutes=17), timedelta(minutes=9), 3)


def shown(pages, size):
    lines = pages.lines(*size, UNICODE)
    assert len(lines) == size[1]
    assert all(width_of(line) <= size[0] for line in lines)
    return "\n".join(plain(line) for line in lines)


@pytest.mark.parametrize("size", SIZES)
def test_enter_turns_every_page_of_the_safety_page_and_then_starts(size):
    page, seen = SafetyPage(THEME), ""
    while not page.is_over:
        assert not page.answer
        seen += shown(page, size)
        was_read = page.is_read(*size)
        page = page.press("enter", *size)
    assert was_read
    assert page.answer == "start"
    assert "emergency" in seen
    assert "medical advice" in " ".join(seen.split()) or size[0] < 50


def test_the_safety_page_is_at_most_as_wide_as_is_easy_to_read():
    lines = SafetyPage(THEME).lines(200, 80, UNICODE)
    assert max(len(plain(line).rstrip()) for line in lines) <= WIDEST


@pytest.mark.parametrize(("width", "height"), [(50, 15), (40, 12), (30, 8), (24, 6)])
def test_no_text_of_the_safety_page_is_cut(width, height):
    page = SafetyPage(THEME)
    while not page.is_over:
        _, *rows = page.lines(width, height, UNICODE)
        assert not any("…" in plain(row) for row in rows)
        page = page.press("enter", width, height)


@pytest.mark.parametrize("size", [(80, 24), (40, 12), (24, 6), (20, 5)])
def test_no_text_of_the_waiting_page_is_cut(size):
    page = WaitingPage(session("intervals"), "Starts at 23:00", timedelta(hours=2), THEME)
    seen = shown(page, size)
    assert "…" not in seen
    assert "q leave" in seen


@pytest.mark.parametrize(("size", "pages"), [((24, 6), 1), ((20, 5), 1), ((40, 12), 4)])
def test_no_text_of_the_last_pages_is_cut(size, pages):
    page = EndPages(THEME, FIGURES)
    for _ in range(pages):
        assert "…" not in shown(page, size)
        page = page.press("enter", *size)


def test_space_scrolls_but_does_not_start():
    page = SafetyPage(THEME)
    for _ in range(50):
        page = page.press("space", 50, 15)
    assert page.is_read(50, 15)
    assert not page.is_over
    assert page.press("q", 50, 15).answer == "leave"


def test_any_key_leaves_the_done_screen_and_questions_take_single_keys():
    pages = EndPages(THEME, FIGURES)
    assert "backward in 3 walks" in shown(pages, (80, 24))
    for key in ("j", "4", "x", "z", "n"):  # z is no answer
        pages = pages.press(key, 80, 24)
    assert pages.is_over
    assert dict(pages.answers) == {"effort": "4", "pain": "10", "stumble": "no"}


def test_enter_skips_a_question_and_backspace_takes_an_answer_back():
    pages = EndPages(THEME, None)
    assert "How hard was it?" in shown(pages, (80, 24))
    pages = pages.press("7", 80, 24)
    assert "effort 7" in shown(pages, (80, 24))
    pages = pages.press("erase", 80, 24).press("2", 80, 24)
    for key in ("enter", "y"):
        pages = pages.press(key, 80, 24)
    assert pages.is_over
    assert dict(pages.answers) == {"effort": "2", "stumble": "yes"}


@pytest.mark.parametrize("size", SIZES)
def test_done_and_questions_fit_every_window(size):
    pages = EndPages(THEME, FIGURES)
    while not pages.is_over:
        assert shown(pages, size).strip()
        pages = pages.press("enter", *size)
