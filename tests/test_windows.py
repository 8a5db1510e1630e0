"""The program as on Windows (see as_windows.py), as far as that can be tested elsewhere."""

import json
import signal
import sys
from pathlib import Path, PureWindowsPath

import pytest

from retrowalk.sanitize import printable

AS_WINDOWS = (sys.executable, "-m", "tests.as_windows")
QUICK = ("--lead-in", "0", "--sound", "off")


@pytest.fixture
def windows(terminal):
    """Start the program as on Windows, with keys that are typed automatically."""
    pytest.importorskip("pty", reason="the fake stands on a pseudo-terminal")
    root = str(Path(__file__).parents[1])

    def start(keys: str, *arguments: str, size: tuple[int, int] = (80, 24)):
        quoted = " ".join(f"'{word}'" for word in (*AS_WINDOWS, keys, *arguments))
        return terminal(shell=f"cd '{root}' && exec {quoted}", size=size)

    return start


def walks(run) -> list[dict]:
    return json.loads(run("history", "--json").stdout)["walks"]


def test_every_module_can_be_imported(windows):
    program = windows("", "--import-everything")
    assert program.end(60) == 0, program.text()


def test_keys_pause_continue_and_end_a_walk_that_is_recorded(windows, run):
    program = windows(r" \x20nqq", "run", "20s f 20s b 20s f", *QUICK)
    program.wait(lambda shown: "paus" in shown.lower(), 30)
    assert program.end(60) == 3, program.text()
    (walk,) = walks(run)
    assert walk["outcome"] == "ended"


def test_ctrl_c_interrupts_a_walk_that_is_recorded(windows, run):
    program = windows("", "run", "20s f 20s b", *QUICK)
    program.wait("0:1", 30)
    program.signal(signal.SIGINT)
    assert program.end(30) == 130, program.text()
    (walk,) = walks(run)
    assert walk["outcome"] == "interrupted"


def test_a_new_size_of_the_window_is_noticed_without_a_signal(windows):
    program = windows("", "run", "60s f", *QUICK)
    program.wait("0:5", 30)
    program.resize(50, 15)
    program.wait(lambda shown: len(shown.splitlines()) == 15 and "forward" in shown.lower(), 30)
    program.signal(signal.SIGINT)
    assert program.end(30) == 130, program.text()


def test_a_complete_walk_runs_in_plain_mode(windows):
    program = windows("", "start-small", "--plain", "--rehearse", "600", *QUICK)
    assert program.end(60) == 0, program.text()
    assert "7 of 7 segments finished" in program.text()


@pytest.mark.parametrize(
    "path", [r"C:\Users\Ana Maria\walk.yaml", r"\\server\share\walks\walk.yaml", "D:walk.yaml"]
)
def test_windows_paths_are_treated_as_files_and_shown_in_full(path):
    from retrowalk.presets.one_line import looks_like_line

    assert not looks_like_line(path)
    assert printable(path) == path
    assert PureWindowsPath(path).suffix == ".yaml"
