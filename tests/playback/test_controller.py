"""When a backend fails, the next one continues, within the same cue where possible."""

from datetime import timedelta

import pytest

from retrowalk.core.commands import Command, Verb
from retrowalk.core.session import Direction, Segment, Session
from retrowalk.playback.availability import NO_AUDIO_OUTPUT
from retrowalk.playback.bell import Bell
from tests.playback.walks import ORIGIN, FakeBackend, FakeClock, SteppedWalk

S = timedelta(seconds=1)
WALK = Session("t", "T", (Segment(Direction.FORWARD, 30 * S), Segment(Direction.BACKWARD, 20 * S)))


def with_player() -> tuple[SteppedWalk, FakeBackend]:
    """A walk whose second backend is a player on the same clock."""
    player = FakeBackend(FakeClock(), "player")
    walk = SteppedWalk(WALK, fallbacks=[lambda: player])
    player.clock = walk.clock
    return walk, player


def test_a_start_that_fails_is_said_by_the_next_backend():
    walk, player = with_player()
    walk.step(30.2)
    walk.backend.reason = "the device has gone"
    walk.step(0.5)
    walk.step(0.1, Command(Verb.EXTEND, by=S))
    walk.step(12)
    player.listen()
    names = [note.sound.name for _, note in player.heard]
    assert names[:2] == ["backward", "walk-backward"]
    assert walk.sound.backend_name == "player"
    assert walk.sound.notices == [
        "No sound through the stream (the device has gone): using a player program instead."
    ]
    assert walk.backend.close_timeout == 0


def test_a_change_still_to_come_is_heard_on_time():
    walk, player = with_player()
    walk.step(20)
    walk.backend.reason = "the device has gone"
    walk.step(25)
    player.listen()
    starts = {note.sound.name: start - ORIGIN for start, note in player.heard}
    assert starts["backward"] == pytest.approx(30)


def test_without_an_audio_output_only_the_last_backend_is_tried():
    tried = []
    walk = SteppedWalk(WALK, fallbacks=[lambda: tried.append("player"), lambda: Bell(None)])
    walk.backend.reason = NO_AUDIO_OUTPUT
    walk.step(5)
    assert walk.sound.backend_name == "off"
    assert tried == []


def test_the_bell_rings_once_for_each_tone_on_time(tmp_path):
    with (tmp_path / "terminal").open("w+") as terminal:
        walk = SteppedWalk(WALK, fallbacks=[lambda: Bell(terminal)])
        walk.backend.reason = NO_AUDIO_OUTPUT
        walk.step(51)
        terminal.seek(0)
        # soon, three pips, backward, three pips, done; the start came before the switch
        assert terminal.read() == "\a" * 9
