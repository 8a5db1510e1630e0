"""The end of a walk in full screen: DONE, the questions, and the summary in the shell."""

import json

import pytest

from tests.waiting import until

WALK = ("run", "1s f, 1s b", "--i-know", "--lead-in", "0", "--sound", "off")


@pytest.fixture
def asking(world):
    world["RETROWALK_ASK_AFTER"] = "true"


def test_the_done_screen_is_followed_by_questions_and_the_summary(terminal, run, asking):
    program = terminal(*WALK)
    shown = program.wait("press a key")
    assert program.alternate
    assert "this week 0:01 backward in 1 walk" in shown
    program.send("j")
    program.wait("How hard was it?")
    program.send("4")
    program.wait("effort 4")
    program.send("\r")
    program.wait("Did you stumble?")
    program.send("n")
    assert program.end() == 0
    assert not program.alternate
    assert program.modes == program.modes_before
    assert "Recorded as walk 1." in program.text()
    walk = json.loads(run("history", "show", "1", "--json").stdout)
    assert (walk["effort"], walk["pain"], walk["stumble"]) == (4, None, False)


def test_the_questions_appear_as_soon_as_a_slow_terminal_catches_up(terminal, run, world, asking):
    world["RETROWALK_TEST_KEEP_REHEARSALS"] = "1"
    program = terminal(
        *("run", "10m f, 5m b", "--lead-in", "0", "--sound", "off", "--rehearse", "1000")
    )
    # nothing is read meanwhile, so that the terminal is full
    until(lambda: '"completed"' in run("history", "--json").stdout)
    program.wait("How hard was it?")


def test_nothing_waits_after_a_rehearsal(terminal, asking):
    program = terminal(*WALK, "--rehearse", "10")
    assert program.end() == 0


def test_the_done_screen_closes_by_itself_without_a_key_press(terminal):
    program = terminal(*WALK)
    program.wait("press a key")
    assert program.end() == 0
    assert "Done" in program.text()


def test_a_walk_ended_early_can_be_resumed(terminal, run):
    program = terminal("run", "50s f, 50s b", "--lead-in", "0", "--sound", "off")
    program.wait("FORWARD")
    program.send("q")
    program.wait("q again ends")
    program.send(" ")
    program.wait(lambda shown: "q again ends" not in shown)
    program.send("qq")
    assert program.end() == 3
    resumed = terminal("resume", "--lead-in", "0", "--sound", "off")
    resumed.wait("FORWARD")
