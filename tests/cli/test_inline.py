import sys

import pytest

INLINE = ("intervals", "--lead-in", "0", "--sound", "off", "--reduced-motion", "--inline")
ALL = (80, 48)
"""A window with room for the summary as well."""


def in_a_shell(terminal, **options):
    walk = f"{sys.executable} -m retrowalk {' '.join(INLINE)}"
    return terminal(shell=f"echo before; {walk}; echo after", **options)


def test_two_lines_at_the_bottom_keep_the_earlier_output(terminal):
    program = in_a_shell(terminal, size=ALL)
    program.wait("Next: ▼ backward 1:00")
    lines = program.settle().splitlines()
    assert lines[0] == "before"
    assert not any(line.strip() for line in lines[1:-2])
    assert "▲ FORWARD" in lines[-2]
    assert "/ 20:00" in lines[-1]
    assert not program.alternate
    program.send("n")
    program.wait("▼ BACKWARD")
    program.send("qq")
    shown = program.wait("after")
    program.end()
    assert shown.splitlines()[0] == "before"
    assert "Ended early. Intervals" in shown
    assert "▼ BACKWARD" not in shown
    assert program.modes == program.modes_before
    assert not program.cursor_hidden


@pytest.mark.parametrize("size", [(120, 40), (50, 15), (30, 8), (20, 5), (10, 2), (10, 1)])
def test_every_size_has_direction_and_time(terminal, size):
    program = terminal(*INLINE, size=size)
    program.wait(lambda shown: "FORW" in shown)
    shown = program.settle()
    if size[0] >= 20:
        assert "FORWARD  4:5" in shown or "FORWARD  5:00" in shown
    program.send("qq")
    assert program.end() == 3


def test_shell_output_during_a_suspension_is_kept(terminal):
    walk = f"{sys.executable} -m retrowalk {' '.join(INLINE)}"
    program = terminal(shell=f"set -m; {walk}; echo in between; read; fg", size=ALL)
    program.wait("FORWARD")
    program.send("\x1a")
    program.wait("in between")
    assert not program.cursor_hidden
    program.send("\n")
    shown = program.wait("PAUSED")
    program.settle()
    assert "in between" in program.text()
    assert shown.count("PAUSED") == 1
    program.send("qq")
    program.wait("Ended early")


def test_an_announcement_and_help_have_their_place(terminal):
    program = terminal("run", "11s f, 1 b", *INLINE[1:])
    program.wait("BACKWARD in ")
    program.send("?")
    program.wait("p previous")
    program.send("qqq")
    assert program.end() == 3


def test_without_a_terminal_there_are_lines(run):
    done = run("start-small", "--inline", "--lead-in", "0", "--rehearse", "600")
    assert done.returncode == 0
    assert "0:10 Backward 0:20" in done.stdout
    assert "\x1b" not in done.stdout
