import io

import pytest

from retrowalk.reports.console import console_for, write_report
from retrowalk.reports.plan import PlanReport
from retrowalk.screen.theme import theme_for
from tests.screen.states import session


class Terminal(io.StringIO):
    encoding = "utf-8"

    def __init__(self, is_terminal: bool):
        super().__init__()
        self._is_terminal = is_terminal

    def isatty(self) -> bool:
        return self._is_terminal


@pytest.mark.parametrize(
    ("is_terminal", "environment", "expected"),
    [
        (True, {"TERM": "xterm-256color"}, "256"),
        (True, {"TERM": "xterm-256color", "COLORTERM": "truecolor"}, "truecolor"),
        (True, {"TERM": "linux"}, "standard"),
        (True, {"TERM": "dumb"}, None),
        (True, {"TERM": ""}, None),
        (False, {"TERM": "xterm-256color"}, None),
        (False, {"TERM": "xterm", "FORCE_COLOR": "1"}, "standard"),
        (False, {"TERM": "xterm", "FORCE_COLOR": "3"}, "truecolor"),
        (False, {"TERM": "xterm", "FORCE_COLOR": "0"}, None),
    ],
)
def test_what_is_printed_has_the_colours_of_the_screen(is_terminal, environment, expected):
    assert console_for(Terminal(is_terminal), environment=environment).color_system == expected


def test_without_colours_there_are_none_on_a_terminal_either():
    console = console_for(Terminal(True), environment={"TERM": "xterm", "NO_COLOR": "1"})
    assert console.no_color


@pytest.mark.parametrize("is_terminal", [True, False])
def test_a_plain_console_writes_no_escape_sequences(is_terminal):
    out = Terminal(is_terminal)
    console = console_for(out, bare=True, environment={"TERM": "xterm-256color"})
    console.print("bold", style="bold red")
    assert out.getvalue() == "bold\n"


def test_a_piped_plan_is_plain_text(monkeypatch):
    monkeypatch.delenv("FORCE_COLOR", raising=False)
    out = Terminal(False)
    write_report(out, PlanReport(session("intervals"), theme_for("default")))
    assert "\x1b" not in out.getvalue()
