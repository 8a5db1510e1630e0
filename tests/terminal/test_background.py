import io
import os
import threading

import pytest

from retrowalk.terminal import background
from retrowalk.terminal.background import ASK, BackgroundQuestion, luminance

XTERM = {"TERM": "xterm-256color"}


@pytest.mark.parametrize(
    ("value", "light"), [("15;0", False), ("0;15", True), ("0;7", True), ("7;8", False)]
)
def test_the_environment_variable_is_used_without_a_query(value, light):
    out = io.StringIO()
    question = BackgroundQuestion(None, out, {**XTERM, "COLORFGBG": value})
    assert question.is_light() is light
    assert not out.getvalue()


@pytest.mark.parametrize("digits", [1, 2, 4])
def test_luminance_takes_any_number_of_digits(digits):
    assert luminance(*[b"f" * digits] * 3) == pytest.approx(1)
    assert luminance(*[b"0" * digits] * 3) == 0


def test_a_terminal_not_known_to_answer_is_not_queried():
    out = io.StringIO()
    assert BackgroundQuestion(io.StringIO(), out, {"TERM": "linux"}).is_light() is None
    assert not out.getvalue()


def modes(keyboard) -> list:
    return pytest.importorskip("termios").tcgetattr(keyboard)


def echoes(keyboard) -> bool:
    return bool(modes(keyboard)[3] & pytest.importorskip("termios").ECHO)


@pytest.fixture
def terminal():
    """Yield the descriptor of a terminal's other end, and the terminal to read and to write."""
    pty = pytest.importorskip("pty", reason="there are no pseudo-terminals here")
    master, slave = pty.openpty()
    with open(slave) as keyboard, open(os.dup(slave), "w") as out:
        yield master, keyboard, out
    os.close(master)


@pytest.mark.parametrize(("colour", "light"), [(b"ffff/ffff/eeee", True), (b"00/00/00", False)])
def test_the_terminal_is_asked_at_once_and_its_answer_read_later(terminal, colour, light):
    master, keyboard, out = terminal
    before = modes(keyboard)
    question = BackgroundQuestion(keyboard, out, XTERM)
    assert os.read(master, 99) == ASK.encode()
    assert not echoes(keyboard)
    os.write(master, b"\x1b]11;rgb:" + colour + b"\x1b\\\x1b[?62;4c")
    assert question.is_light() is light
    assert modes(keyboard) == before
    assert question.is_light() is light


def test_an_answer_that_has_begun_is_read_to_its_end(terminal, monkeypatch):
    master, keyboard, out = terminal
    monkeypatch.setattr(background, "PATIENCE", 0.0)
    question = BackgroundQuestion(keyboard, out, XTERM)
    os.write(master, b"\x1b]11;rgb:ffff/ff")
    rest = threading.Timer(0.2, os.write, (master, b"ff/ffff\x1b\\\x1b[?62;4c"))
    rest.start()
    assert question.is_light() is True
    rest.join()


def test_without_an_answer_the_background_is_unknown_and_the_modes_are_restored(
    terminal, monkeypatch
):
    _, keyboard, out = terminal
    monkeypatch.setattr(background, "PATIENCE", 0.0)
    before = modes(keyboard)
    assert BackgroundQuestion(keyboard, out, XTERM).is_light() is None
    assert modes(keyboard) == before
