"""Walks on machines without threads or without a working reader."""

import os
import subprocess
import time

import pytest

from tests.app.worlds import full_pipe
from tests.conftest import RETROWALK

NO_THREADS = """
import threading
def refuse(self): raise RuntimeError("can't start new thread")
threading.Thread.start = refuse
"""
OWN_TEXT = "steps: [{forward: 10s, say: Mind the gate}, backward: 10s]"


@pytest.mark.parametrize("sound", ["stream", "player", "off"])
def test_without_threads_a_walk_continues_and_is_recorded(terminal, run, home, world, sound):
    (home / "sitecustomize.py").write_text(NO_THREADS)
    (home / "own.yaml").write_text(OWN_TEXT)
    world |= {"RETROWALK_TEST_KEEP_REHEARSALS": "1"}
    path = f"{home}:{world.get('PYTHONPATH', '')}"
    flags = ("--lead-in", "0", "--rehearse", "40", "--sound", sound)
    program = terminal("run", str(home / "own.yaml"), *flags, PYTHONPATH=path)
    assert program.end() == 0
    assert program.modes == program.modes_before
    assert "2 of 2 segments finished" in program.text()
    assert "internal error" not in program.text()
    assert "completed" in run("history", "--json").stdout


@pytest.mark.realtime
def test_a_reader_that_has_stalled_does_not_keep_the_program_alive(world, home):
    reading, writing, _ = full_pipe()
    program = subprocess.Popen(
        [*RETROWALK, "run", "1s f", "--lead-in", "0", "--sound", "off"],
        env=world,
        cwd=home,
        stdin=subprocess.DEVNULL,
        stdout=writing,
    )
    os.close(writing)
    began = time.monotonic()
    assert program.wait(60) == 0
    assert 1 < time.monotonic() - began < 15
    os.close(reading)
