"""The real program on terminals of all kinds, under an emulator and under tmux."""

import random
import re
import shlex
import shutil
import subprocess
import sys
import time
import uuid
from functools import partial

import pytest

from tests.conftest import RETROWALK, required

STILL = ("intervals", "--lead-in", "0", "--sound", "off", "--reduced-motion")
SIZES = [(120, 40), (80, 24), (50, 15), (30, 8), (20, 5), (10, 2)]
WORDS = ("FORWARD", "BACKWARD", "STAND")
COLOUR = rb"\x1b\[(?:[0-9;]*;)?(?:3[0-7]|4[0-7]|9[0-7]|10[0-7]|38|48)[;m]"


def has_essentials(shown: str, width: int, height: int) -> bool:
    """Return whether direction or pause, the time and, if there is room, the next segment are shown.

    In a low window, the confirmation of a key replaces the next segment, and the time is only in
    large digits.
    """
    if height < 2 or width < 10:
        return True
    state = any(word in shown for word in (*WORDS, "PAUSED", "Paused"))
    clock = re.search(r"\d:\d\d|[▀▄#]", shown)
    following = height < 16 or re.search(r"forward|backward|stand|done| in \d", shown)
    return bool(state and clock and following)


def ended_or_has_essentials(program, size: tuple[int, int], shown: str) -> bool:
    return program.code == 0 or has_essentials(shown, *size)


@pytest.mark.parametrize(
    ("extra", "colours", "characters"),
    [
        ({"TERM": "xterm-256color", "COLORTERM": "truecolor"}, rb"48;2;230;159;0", "unicode"),
        ({"TERM": "xterm-256color"}, rb"48;5;178", "unicode"),
        ({"TERM": "screen-256color"}, rb"48;5;178", "unicode"),
        ({"TERM": "xterm"}, rb"[\[;]43m", "unicode"),
        ({"TERM": "linux"}, rb"[\[;]43m", "unicode"),
        ({"TERM": "vt100"}, None, "unicode"),
        ({"TERM": "xterm-256color", "NO_COLOR": "1"}, None, "unicode"),
        ({"TERM": "xterm", "FORCE_COLOR": "3"}, rb"48;2;230;159;0", "unicode"),
        ({"TERM": "xterm", "LC_ALL": "C"}, rb"[\[;]43m", "ascii"),
        ({"TERM": "xterm", "LANG": "de_DE.ISO-8859-1"}, rb"[\[;]43m", "ascii"),
        ({"TERM": "xterm", "PYTHONIOENCODING": "latin-1"}, rb"[\[;]43m", "ascii"),
    ],
)
def test_every_terminal_gets_a_correct_picture(terminal, extra, colours, characters):
    program = terminal(*STILL, **extra)
    program.wait("FORWARD")
    program.send("n")
    shown = program.wait("BACKWARD")
    shown = program.settle()
    assert has_essentials(shown, 80, 24)
    assert ("▼" in shown) == (characters == "unicode")
    assert shown.isascii() == (characters == "ascii")
    if colours is None:
        assert not re.search(COLOUR, program.written)
        assert program.filled_cells() >= 3 * 80  # the band is there, reversed
    else:
        assert re.search(colours, program.written)
    assert (b"\x1b[?2026h" in program.written) == extra["TERM"].startswith(("xterm", "screen"))


@pytest.mark.parametrize("term", ["dumb", "unknown", ""])
def test_a_terminal_without_a_cursor_gets_lines(terminal, term):
    program = terminal("start-small", "--lead-in", "0", "--rehearse", "300", TERM=term)
    assert program.end() == 0
    assert "Backward 0:20" in program.text()
    assert b"\x1b" not in program.written


@pytest.mark.parametrize("theme", ["default", "light", "high-contrast", "mono"])
def test_a_theme_can_be_chosen_for_one_walk(terminal, theme):
    program = terminal(*STILL, "--theme", theme, COLORTERM="truecolor")
    program.wait("FORWARD")
    program.settle()
    ground = {
        "default": b"86;180;233",
        "light": b"0;90;140",
        "high-contrast": b"143;211;255",
        "mono": b"\x1b[1;7m",
    }[theme]
    assert ground in program.written


@pytest.mark.realtime  # an answer counts only within 0.1 s
def test_a_light_terminal_gets_dark_colours_by_itself(terminal):
    program = terminal(*STILL, COLORTERM="truecolor", COLORFGBG="")
    program.wait(lambda shown: b"\x1b]11;?" in program.written)
    program.send("\x1b]11;rgb:ffff/ffff/eeee\x1b\\\x1b[?62;4c")
    program.wait("FORWARD")
    assert b"48;2;0;90;140" in program.written


def test_a_terminal_that_does_not_answer_is_assumed_to_be_dark(terminal):
    program = terminal(*STILL, COLORTERM="truecolor", COLORFGBG="")
    program.wait("FORWARD")
    assert b"48;2;86;180;233" in program.written


def test_title_progress_and_notifications_come_and_go(terminal):
    quick = ("--lead-in", "0", "--rehearse", "60", "--sound", "off")
    program = terminal("start-small", *quick, WT_SESSION="1")
    program.wait("BACKWARD")
    assert re.match(r"[▼■] 0:\d\d (backward|stand)", program.screen.title)
    assert program.end() == 0
    assert b"\x1b]9;4;1;" in program.written
    assert b"\x1b]9;Retrowalk: Backward 0:20, Small steps\x1b\\" in program.written
    assert program.written.rindex(b"\x1b[23;2t") > program.written.rindex(b"\x1b]2;")
    assert program.written.rindex(b"\x1b]9;4;0;0") > program.written.rindex(b"\x1b]9;4;1;")
    assert program.screen.title == ""


def test_each_is_off_by_its_setting(terminal, home):
    (home / "config/retrowalk/config.toml").write_text(
        "title = false\nprogress = false\nnotify = false\n"
    )
    program = terminal("start-small", "--lead-in", "0", "--rehearse", "100", "--sound", "off")
    assert program.end() == 0
    assert b"\x1b]" not in program.written
    assert b";2t" not in program.written


def test_reduced_motion_can_be_set_permanently(terminal, home):
    (home / "config/retrowalk/config.toml").write_text("reduced-motion = true\n")
    program = terminal("intervals", "--lead-in", "0", "--sound", "off")
    program.wait("FORWARD")
    assert program.filled_cells() < 5 * 80


def test_a_change_takes_the_whole_screen_for_a_second_but_not_with_reduced_motion(terminal):
    moving = [word for word in STILL if word != "--reduced-motion"]
    for arguments, whole in ((moving, True), (STILL, False)):
        program = terminal(*arguments)
        program.wait("FORWARD")
        program.send("n")
        program.wait(lambda shown: "BACKWARD" in shown)
        program.read(0.2)
        assert (program.filled_cells() == 24 * 80) == whole
        time.sleep(1.2)
        program.settle()
        assert program.filled_cells() < 5 * 80


@pytest.mark.slow
def test_many_resizes_and_keys_break_nothing(terminal):
    storm = random.Random(11)
    program = terminal(*STILL)
    program.wait("FORWARD")
    for turn in range(500):
        size = (storm.randint(1, 160), storm.randint(1, 50))
        if turn % 50 == 0:
            size = storm.choice(SIZES)
        program.resize(*size)
        program.send(storm.choice(["n", "p", " ", "+", "-", "m", "?", "[", "]", "\x1b[A", "x"]))
        program.read(0.005)
        if turn % 50 == 0:
            program.wait(partial(ended_or_has_essentials, program, size))
        program._reap()
        if program.code is not None:  # the keys have walked it to its end
            assert program.code == 0
            program = terminal(*STILL)
            program.wait("FORWARD")
    program.resize(80, 24)
    program.settle()
    program.send("qqq")  # the help may be open
    assert program.end() in (0, 3)
    assert program.modes == program.modes_before
    assert not program.alternate


@pytest.mark.parametrize("arguments", [(), (*STILL, "--inline")])
def test_many_resizes_and_keys_break_neither_the_menu_nor_two_lines(terminal, arguments):
    storm = random.Random(5)
    program = terminal(*arguments)
    program.wait(lambda shown: "choose" in shown or "FORWARD" in shown)
    for _ in range(120):
        program.resize(storm.randint(1, 160), storm.randint(1, 50))
        keys = ["\x1b[A", "\x1b[B", "\x1b[C", "\x1b[D", "p", "a", "\x7f", "\x1b[Z", "2", "\t"]
        program.send(storm.choice(keys))
        program.read(0.005)
    program.settle()
    assert program.code is None
    program.send("\x03")
    assert program.end() == 130
    assert program.modes == program.modes_before


class Tmux:
    """Start a private tmux server with one window."""

    def __init__(self, size: tuple[int, int], command: list[str], environment: dict[str, str]):
        self.name = f"retrowalk-{uuid.uuid4().hex[:8]}"
        self.environment = environment
        words = " ".join(shlex.quote(word) for word in command)
        across, down = (str(n) for n in size)
        self("new-session", "-d", "-x", across, "-y", down, f"{words}; sleep 60")

    def __call__(self, *words: str) -> str:
        done = subprocess.run(
            ["tmux", "-L", self.name, "-f", "/dev/null", *words],
            env=self.environment,
            capture_output=True,
            text=True,
            check=True,
        )
        return done.stdout

    def wait(self, pattern: str, *question: str) -> str:
        """Ask until the answer, the screen unless another question is given, has a pattern."""
        end = time.monotonic() + 60
        while not re.search(pattern, shown := self(*(question or ("capture-pane", "-p")))):
            assert time.monotonic() < end, shown
            time.sleep(0.05)
        return shown


@pytest.fixture
def tmux(world):
    required(shutil.which("tmux") is not None, "tmux is needed")
    started = []

    def start(size: tuple[int, int], *arguments: str) -> Tmux:
        started.append(Tmux(size, [sys.executable, *RETROWALK[1:], *arguments], world))
        return started[-1]

    yield start
    for server in started:
        server("kill-server")


@pytest.mark.parametrize("size", SIZES)
def test_under_tmux_every_size_shows_the_essentials(tmux, size):
    server = tmux(size, *STILL)
    server("set-option", "-g", "status", "off")
    server("resize-window", "-x", str(size[0]), "-y", str(size[1]))
    server.wait("FORWARD")
    server("send-keys", "n")
    server.wait("BACKWARD")
    time.sleep(0.2)  # for the rest of the frame
    shown = server("capture-pane", "-p")
    assert has_essentials(shown, *size)
    assert all(len(line) <= size[0] for line in shown.splitlines())


def test_under_tmux_resizes_and_the_title_are_followed(tmux):
    server = tmux((100, 30), *STILL)
    server.wait("FORWARD")
    server.wait(r"▲ [45]:\d\d forward", "display-message", "-p", "#{pane_title}")
    for turn in range(12):
        server("resize-window", "-x", str(20 + 9 * turn), "-y", str(5 + 3 * turn))
    server.wait("space pause")
    server("send-keys", "q", "q")
    shown = server.wait("Ended early. Intervals")
    assert "walked" in shown


def test_without_utf8_the_users_own_texts_are_ascii_too(terminal, home):
    preset = home / "config" / "retrowalk" / "presets" / "own.yaml"
    preset.write_text("title: 漢字 Übung\nsteps: [{forward: 30s, label: 散步 🎉}]\n")
    for arguments, keys in (
        (("run", str(preset), "--lead-in", "0"), ""),
        (("plan", str(preset)), ""),
        ((), "own"),
    ):
        program = terminal(*arguments, LC_ALL="C", LANG="C")
        if keys:
            program.wait("choose a session")
            program.send(keys)
        program.wait("?? ?bung")
        program.send("\x03" if keys else "qq")
        program.end()
        assert program.written.isascii()
