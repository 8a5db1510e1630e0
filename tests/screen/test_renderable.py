"""Every screen can be printed, recorded and exported by any Rich console."""

import io

import pytest
from rich.cells import cell_len
from rich.console import Console

from retrowalk.screen.end_pages import EndPages
from retrowalk.screen.inline import InlineFrame
from retrowalk.screen.menu_view import MenuFrame
from retrowalk.screen.pages import SafetyPage, WaitingPage
from retrowalk.screen.runner_frame import RunnerFrame
from retrowalk.screen.theme import theme_for
from retrowalk.screen.ui_state import Ui
from tests.screen.golden import menu
from tests.screen.states import S, session, view

THEME = theme_for("default")
INTERVALS = session("intervals")
FRAMES = {
    "runner": RunnerFrame(view("intervals", 310), Ui(), THEME),
    "inline": InlineFrame(view("intervals", 310), Ui(), THEME),
    "menu": MenuFrame(menu("right"), THEME),
    "safety": SafetyPage(THEME),
    "waiting": WaitingPage(INTERVALS, "Walk 2 starts at 19:10", 754 * S, THEME),
    "question": EndPages(THEME, None),
}


@pytest.mark.parametrize("name", FRAMES)
@pytest.mark.parametrize(("width", "height"), [(120, 40), (80, 24), (20, 5)])
def test_any_console_can_print_and_export_it(name, width, height):
    console = Console(
        record=True, width=width, height=height, file=io.StringIO(), force_terminal=True
    )
    console.print(FRAMES[name])
    rows = console.export_text(clear=False).splitlines()
    assert len(rows) == (2 if name == "inline" else height)
    assert all(cell_len(row) <= width for row in rows)
    assert "<svg" in console.export_svg(title=name)


@pytest.mark.parametrize("name", FRAMES)
def test_without_a_terminal_it_has_no_escape_sequences(name):
    out = io.StringIO()
    Console(file=out, width=80, height=24, force_terminal=False).print(FRAMES[name])
    assert out.getvalue().strip()
    assert "\x1b" not in out.getvalue()
