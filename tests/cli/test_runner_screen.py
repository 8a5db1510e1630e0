"""The real program, walked in a real pseudo-terminal."""

import re
import signal
import sys

import pytest

LONG = ("intervals", "--lead-in", "0")
SIZES = [(120, 40), (80, 24), (50, 15), (30, 8), (20, 5), (10, 2), (5, 1), (1, 1)]


def bar_time(screen: str) -> int:
    """Return the remaining seconds in the bar's line."""
    found = re.search(r"^ *([0-9]+):([0-9]{2}) [█░#.]", screen, re.MULTILINE)
    if not found:
        return 1_000_000
    return int(found[1]) * 60 + int(found[2])


def gives_the_terminal_back(program) -> None:
    assert program.modes == program.modes_before
    assert not program.alternate
    assert not program.cursor_hidden
    assert b"\x1b[?7h" in program.written


def test_the_screen_shows_direction_time_round_and_next_segment(terminal):
    program = terminal(*LONG, "--mute")
    shown = program.wait("FORWARD")
    for text in ("Intervals", "/ 20:00", "Next: ▼ backward 1:00", "round 1 of 3", "Backward done"):
        assert text in shown
    for key in ("space", "next", "previous", "mute", "end", "help"):
        assert key in shown
    assert program.alternate
    assert program.cursor_hidden
    assert bar_time(shown) in (299, 300)
    assert sum("█" in line for line in shown.splitlines()) > 5  # large digits
    program.send("qq")
    assert program.end() == 3
    gives_the_terminal_back(program)


def test_direction_has_its_word_arrow_and_colour(terminal):
    program = terminal(*LONG, "--reduced-motion")
    program.wait("▲ FORWARD")
    assert band_colour(program) == "56b4e9"
    program.send("n")
    program.wait("▼ BACKWARD")
    assert band_colour(program) == "e69f00"


def band_colour(program) -> str:
    return next(row[0].bg for row in program.screen.buffer.values() if row[0].bg != "default")


@pytest.fixture
def truecolour(world):
    world["COLORTERM"] = "truecolor"


pytestmark = pytest.mark.usefixtures("truecolour")


def test_space_pauses_and_continues(terminal):
    program = terminal(*LONG)
    program.wait("FORWARD")
    program.send(" ")
    held = bar_time(program.wait("Paused"))
    program.wait("Paused 0:02")
    assert bar_time(program.text()) == held
    program.send(" ")
    program.wait(lambda shown: "Paused" not in shown)
    program.wait(lambda shown: bar_time(shown) < held)


def test_enter_alone_pauses_and_continues_as_pedals_need(terminal):
    program = terminal(*LONG)
    program.wait("FORWARD")
    program.send("\r")
    program.wait("space to continue")
    program.send("\r")
    program.wait(lambda shown: "space to continue" not in shown)


def test_n_and_p_move_between_segments(terminal):
    program = terminal(*LONG)
    program.wait("FORWARD")
    program.send("n")
    program.wait("segment 2 of 7")
    program.send("p")
    program.wait("segment 1 of 7")


def test_p_restarts_a_segment_that_has_gone_on_for_a_while(terminal):
    program = terminal(*LONG, "--rehearse", "20")
    program.wait(lambda shown: "FORWARD" in shown and bar_time(shown) < 270)
    program.send(" ")
    program.wait("Paused")
    program.send("p")
    program.wait(lambda shown: bar_time(shown) == 300)


def test_plus_and_minus_change_the_segment_by_half_a_minute(terminal):
    program = terminal(*LONG)
    program.wait("FORWARD")
    program.send("+")
    program.wait(lambda shown: 325 < bar_time(shown) <= 330)
    program.send("--")
    program.wait(lambda shown: 265 < bar_time(shown) <= 270)


def test_m_mutes_and_question_mark_helps(terminal):
    program = terminal(*LONG)
    program.wait("FORWARD")
    program.send("m")
    program.wait("muted")
    program.send("m")
    program.wait(lambda shown: "muted" not in shown)
    program.send("?")
    program.wait("pause and continue")
    program.send("?")
    program.wait("FORWARD")


def test_the_lead_in_counts_down_with_the_safety_line(terminal):
    program = terminal("intervals", "--lead-in", "30")
    shown = program.wait("GET READY")
    assert "Path clear, shoes on, support in reach." in shown
    program.send("\r")
    program.wait("▲ FORWARD")


def test_an_open_segment_waits_for_a_key(terminal):
    program = terminal("one-block", "--lead-in", "0", "--rehearse", "100")
    program.wait("press n when ready")
    program.wait(lambda shown: re.search(r"^ *\+[1-9]:[0-9]{2} ", shown, re.MULTILINE))
    program.send("\r")
    program.wait("BACKWARD")
    program.wait("FORWARD")  # three minutes, a hundred times as fast


@pytest.mark.parametrize("size", SIZES)
def test_every_size_shows_the_most_important(terminal, size):
    program = terminal(*LONG, size=size)
    width, height = size
    small = height < 4 or width < 20
    shown = program.wait(lambda shown: shown.strip() and (small or "backward" in shown))
    if height >= 2 and width >= 10:
        assert "FORWARD" in shown
    if height >= 6 and width >= 20:
        assert bar_time(shown) <= 300
    program.send("qq")
    assert program.end() == 3
    gives_the_terminal_back(program)


def test_a_resize_redraws(terminal):
    program = terminal(*LONG)
    program.wait("Backward done")
    for size in SIZES[:6]:
        program.resize(*size)
        program.wait("FORWARD")
        program.settle()
    program.resize(100, 30)
    program.wait("Backward done")


@pytest.mark.parametrize(
    ("number", "code"),
    [("SIGINT", 130), ("SIGTERM", 143), ("SIGHUP", 129), ("SIGQUIT", 131)],
)
def test_a_signal_ends_cleanly_with_its_code_and_a_summary(terminal, number, code):
    program = terminal(*LONG)
    program.wait("FORWARD")
    program.signal(getattr(signal, number))
    assert program.end() == code
    assert "segments finished" in program.text()
    gives_the_terminal_back(program)


def test_ctrl_c_typed_in_the_terminal_ends_it(terminal):
    program = terminal(*LONG)
    program.wait("FORWARD")
    program.send("\x03")
    assert program.end() == 130
    gives_the_terminal_back(program)


def test_ctrl_z_suspends_the_program_and_fg_shows_it_paused(terminal):
    walk = f"{sys.executable} -m retrowalk intervals --lead-in 0"
    command = f"set -m; {walk}; echo stopped $?; read; fg; echo $?"
    program = terminal(shell=command)
    program.wait("FORWARD")
    program.send("\x1a")
    program.wait("stopped 148")
    assert not program.alternate
    assert not program.cursor_hidden
    program.send("\n")
    program.wait("Paused")
    assert program.alternate
    program.send(" ")
    program.wait("▲ FORWARD")
    program.send("qq")
    program.wait("segments finished")
    program.end()
    gives_the_terminal_back(program)


def test_an_internal_error_restores_the_terminal_without_a_traceback(terminal, home):
    (home / "sitecustomize.py").write_text(
        "import retrowalk.screen.frame as f\n"
        "def broken(self, view, ui): raise RuntimeError('boom')\n"
        "f.Composer.compose = broken\n"
    )
    program = terminal(*LONG, PYTHONPATH=str(home))
    assert program.end() == 1
    assert "internal error: RuntimeError: boom" in program.text()
    assert "Traceback" not in program.text()
    gives_the_terminal_back(program)


def test_missing_sound_is_reported_once_and_the_bell_rings(terminal):
    program = terminal("start-small", "--lead-in", "4", "--rehearse", "4")
    program.wait("No sound (no sound server")
    program.wait("BACKWARD")
    assert b"\x07" in program.written


def test_a_terminal_without_utf8_gets_ascii(terminal):
    program = terminal(*LONG, PYTHONIOENCODING="ascii")
    shown = program.wait("^ FORWARD")
    assert shown.isascii()
    assert "#" in shown


def test_no_color_is_respected(terminal):
    program = terminal(*LONG, NO_COLOR="1")
    program.wait("FORWARD")
    program.settle()
    assert not re.search(rb"\x1b\[[0-9;]*(38|48|3[0-7]|4[0-7])[;m]", program.written)


def test_a_dumb_terminal_gets_plain_lines(terminal):
    program = terminal("start-small", "--lead-in", "0", "--rehearse", "200", TERM="dumb")
    assert program.end() == 0
    assert "Backward 0:20" in program.text()
    assert b"\x1b" not in program.written


def test_the_summary_is_printed_on_the_normal_screen(terminal):
    program = terminal("start-small", "--lead-in", "0", "--rehearse", "100")
    assert program.end() == 0
    shown = program.text()
    assert "7 of 7 segments finished" in shown
    assert re.search(r"total +3:10 +3:1", shown)
    assert re.search(r"backward +1:00 +1:0", shown)
    assert "7 of 7 segments finished" in shown
    gives_the_terminal_back(program)
