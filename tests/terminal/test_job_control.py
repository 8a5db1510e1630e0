"""The real program under a shell: stopped, in the background, signalled, hung up."""

import json
import shlex
import signal
import subprocess
import sys
import time

import pytest

from tests.conftest import RETROWALK
from tests.waiting import until

WALK = f"{shlex.quote(sys.executable)} -m retrowalk"
QUIET = ("--lead-in", "0", "--sound", "off")
LONG = f"{WALK} intervals --lead-in 0 --sound off"


def test_a_stopped_walk_is_still_paused_after_bg_and_fg(terminal):
    shell = f"set -m; {LONG}; echo stopped $?; read; bg; sleep 1; echo behind; read; fg"
    program = terminal(shell=shell)
    program.wait("FORWARD")
    program.send("\x1a")
    program.wait("stopped 148")
    program.send("\n")
    shown = program.wait("behind")
    assert not program.alternate
    assert not program.cursor_hidden
    assert program.modes == program.modes_before
    assert "internal error" not in shown
    program.send("\n")
    program.wait("Paused")
    assert program.alternate
    program.send(" ")
    program.wait(lambda shown: "FORWARD" in shown and "Paused" not in shown)
    program.send("\x03")
    program.wait("segments finished")
    assert not program.alternate


def test_a_background_walk_uses_the_screen_only_after_fg(terminal):
    program = terminal(shell=f"set -m; {LONG} & sleep 1.5; echo quiet; read; fg")
    shown = program.wait("quiet")
    assert "FORWARD" not in shown
    assert not program.alternate
    assert program.modes == program.modes_before
    program.send("\n")
    shown = program.wait("FORWARD")
    assert "Paused" not in shown
    assert program.alternate
    program.send("\x03")
    program.wait("segments finished")
    assert program.modes == program.modes_before


def test_plain_lines_continue_in_the_background(terminal, home):
    walk = f"{WALK} run '1s f' --plain --lead-in 0 --sound off"
    program = terminal(shell=f"set -m; {walk} > {home}/out & wait; echo code $?; read")
    program.wait("code 0")
    assert program.modes == program.modes_before
    assert "1 of 1 segments" in (home / "out").read_text()


@pytest.mark.parametrize("ignored", ["SIGHUP", "SIGINT", "SIGTERM", "SIGQUIT"])
def test_signals_that_are_ignored_at_the_start_stay_ignored(world, home, ignored):
    number = getattr(signal, ignored)
    events = home / "events"
    program = subprocess.Popen(
        [*RETROWALK, "run", "1s f", *QUIET, "--events", str(events)],
        env=world,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        preexec_fn=lambda: signal.signal(number, signal.SIG_IGN),  # noqa: PLW1509
    )
    until(lambda: events.exists() and events.read_text())
    program.send_signal(number)
    assert program.wait(60) == 0
    assert json.loads(events.read_text().splitlines()[-1])["outcome"] == "completed"


@pytest.mark.parametrize("name", ["SIGUSR1", "SIGUSR2", "SIGALRM", "SIGVTALRM", "SIGPROF", "SIGIO"])
def test_every_terminating_signal_restores_the_terminal(terminal, name):
    program = terminal("intervals", "--lead-in", "0", "--sound", "off")
    program.wait("FORWARD")
    number = getattr(signal, name)
    program.signal(number)
    assert program.end() == 128 + number
    assert program.modes == program.modes_before
    assert not program.alternate
    assert not program.cursor_hidden


@pytest.mark.parametrize(
    "command",
    [
        "echo '{session}' | {walk} run - --lead-in 0",
        "{walk} run /dev/stdin --lead-in 0 <<< '{session}'",
        "echo '{session}' | {walk} run /dev/fd/0 --lead-in 0",
    ],
)
def test_keys_come_from_the_terminal_when_the_session_comes_from_standard_input(terminal, command):
    session = "steps: [forward: 2m, backward: 1m]"
    program = terminal(shell=command.format(walk=WALK, session=session))
    program.wait("FORWARD")
    program.send("n")
    program.wait("BACKWARD")
    program.send(" ")
    program.wait("Paused")
    program.send("\x03")
    assert program.end() == 130
    assert program.modes == program.modes_before


@pytest.mark.realtime  # an Esc that is followed by nothing for 150 ms is a key of its own
def test_a_key_whose_bytes_arrive_separately_is_one_key(terminal):
    program = terminal()
    program.wait("choose a session")
    for _ in range(2):
        program.send("\x1b")
        time.sleep(0.08)
        program.send("[B")
        time.sleep(0.08)
    program.wait("> 3")


def test_pasted_text_is_search_text_and_not_a_command(terminal):
    program = terminal("intervals", "--lead-in", "0", "--sound", "off")
    program.wait("FORWARD")
    assert b"\x1b[?2004h" in program.written
    program.send("\x1b[200~please queue this\r\x1b[201~")
    program.settle()
    assert program.code is None
    assert "Paused" not in program.text()
    program.send("\x03")
    assert program.end() == 130
    assert program.written.rindex(b"\x1b[?2004l") > program.written.rindex(b"\x1b[?2004h")
    menu = terminal()
    menu.wait("choose a session")
    menu.send("\x1b[200~tread\nmill\x1b[201~")
    menu.wait(lambda shown: "treadmill" in shown and "intervals" not in shown)


@pytest.mark.parametrize(
    ("source", "arguments"),
    [("", "intervals"), ("printf 'steps: [forward: 2m, backward: 1m]' | ", "run -")],
)
def test_many_inherited_descriptors_are_harmless(terminal, source, arguments):
    words = ["retrowalk", *arguments.split(), "--lead-in", "0", "--sound", "off"]
    script = (
        "import os, resource\n"
        "resource.setrlimit(resource.RLIMIT_NOFILE, (4096, 4096))\n"
        "for n in range(3, 1100): os.dup2(0, n)\n"
        f"os.execv({sys.executable!r}, [{sys.executable!r}, '-m', *{words!r}])"
    )
    command = f"{source}{shlex.quote(sys.executable)} -c {shlex.quote(script)}"
    program = terminal(shell=command, COLORFGBG="")  # the terminal is asked for its background
    program.wait("FORWARD")
    program.send("n")
    program.wait("BACKWARD")
    program.send("\x03")
    assert program.end() == 130
    assert program.modes == program.modes_before


def test_capitals_and_another_layout_give_the_same_commands(terminal):
    program = terminal("intervals", "--lead-in", "0", "--sound", "off")
    program.wait("FORWARD")
    program.send("N")
    program.wait("segment 2 of 7")
    program.send("π")
    program.wait("segment 1 of 7")
    program.send("т")
    program.wait("segment 2 of 7")
    program.send("\x03")
    assert program.end() == 130
