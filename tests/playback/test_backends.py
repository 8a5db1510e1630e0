"""An output that fails hands over to the next, within the same cue where it can."""

from datetime import timedelta

import pytest

from retrowalk.core.commands import Command, Verb
from retrowalk.core.session import Direction, Segment, Session
from retrowalk.cues.tones import Tone
from retrowalk.playback.availability import NO_AUDIO_OUTPUT
from retrowalk.playback.bell import Bell
from tests.playback.walks import ORIGIN, Ear, Steps

S = timedelta(seconds=1)
WALK = Session("t", "T", (Segment(Direction.FORWARD, 30 * S), Segment(Direction.BACKWARD, 20 * S)))


class Spare(Ear):
    name = "player"


def failing(session=WALK):
    steps = Steps.__new__(Steps)
    steps.now = ORIGIN
    spare = Spare(steps)
    steps.__init__(session, spare=spare)
    return steps, spare


def test_what_fails_in_a_start_lets_the_next_output_say_it():
    walk, spare = failing()
    walk.step(30.2)
    walk.ear.heard.clear()
    walk.ear.reason = "the device has gone"
    walk.step(0.5)
    walk.step(0.1, Command(Verb.EXTEND, by=S))
    walk.step(12)
    spare.listen()
    names = [note.sound.name for _, note in spare.heard]
    assert names[:2] == ["backward", "walk-backward"]
    assert walk.sound.backend_name == "player"
    assert walk.sound.notices == [
        "No sound through the stream (the device has gone): a player takes over."
    ]
    assert walk.ear.closed == 0


def test_the_change_that_is_still_to_come_is_heard_at_its_moment():
    walk, spare = failing()
    walk.step(20)
    walk.ear.reason = "the device has gone"
    walk.step(25)
    spare.listen()
    starts = {note.sound.name: start - ORIGIN for start, note in spare.heard}
    assert starts["backward"] == pytest.approx(30)


def test_without_any_outlet_no_time_is_lost_with_other_outputs():
    session_rungs = []
    steps = Steps.__new__(Steps)
    steps.now = ORIGIN
    steps.__init__(WALK, spare=Spare(steps))
    bell = Bell(None)
    steps.sound._rungs = [lambda: session_rungs.append("player"), lambda: bell]
    steps.ear.reason = NO_AUDIO_OUTPUT
    steps.step(5)
    assert steps.sound.backend_name == "off"
    assert session_rungs == []


def test_the_bell_rings_once_for_each_tone_that_is_in_time(tmp_path):
    with (tmp_path / "terminal").open("w+") as terminal:
        walk = Steps(WALK)
        walk.sound._output = Bell(terminal)
        walk.step(51)
        terminal.seek(0)
        # forward, soon, three pips, backward, three pips, done; the first was struck elsewhere
        assert terminal.read() == "\a" * 9


def test_a_bell_without_a_terminal_or_with_one_that_has_gone_is_silent(tmp_path):
    Bell(None).play_now(Tone.PIP)
    with (tmp_path / "terminal").open("w") as terminal:
        bell = Bell(terminal)
        bell.play_now(Tone.PIP)
    bell.play_now(Tone.PIP)  # closed by now
    assert (tmp_path / "terminal").read_text() == "\a"
