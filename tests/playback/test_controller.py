"""When a backend fails, the next one continues, within the same cue where possible."""

from datetime import timedelta

import pytest

from retrowalk.core.commands import Command, Verb
from retrowalk.core.session import Direction, Segment, Session
from retrowalk.playback.availability import NO_AUDIO_OUTPUT
from retrowalk.playback.bell import Bell
from tests.playback.walks import ORIGIN, WAKE_TIME, FakeBackend, FakeClock, SteppedWalk

S = timedelta(seconds=1)
WALK = Session("t", "T", (Segment(Direction.FORWARD, 30 * S), Segment(Direction.BACKWARD, 20 * S)))


def with_player() -> tuple[SteppedWalk, FakeBackend]:
    """A walk whose second backend is a player on the same clock."""
    player = FakeBackend(FakeClock(), "player")
    walk = SteppedWalk(WALK, fallbacks=[lambda: player])
    player.clock = walk.clock
    return walk, player


def test_the_next_backend_announces_a_change_that_one_failed_to_play():
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
        # soon, three pips, two for backward, soon, three pips, done; the start came before
        assert terminal.read() == "\a" * 11


def test_when_sound_is_back_the_first_backend_says_what_to_do_now():
    walk, player = with_player()
    walk.step(10)
    walk.backend.reason = "the device has gone"
    walk.step(1)
    assert walk.watch.running
    walk.step(9)
    walk.backend.reason = ""
    walk.watch.recovered = True
    walk.step(0.1)
    assert walk.sound.backend_name == "stream"
    assert player.close_timeout == 0
    assert walk.sound.notices == ["Sound is back."]
    before = len(walk.words())
    walk.step(2.5)
    assert walk.words()[before:][:2] == ["forward", "walk-forward"]
    starts = {note.sound.name: start - ORIGIN for start, note in walk.backend.heard}
    assert starts["walk-forward"] < 21
    walk.step(10)
    assert walk.words().count("backward") == 1


def test_an_output_that_comes_back_while_muted_stays_silent():
    walk, _ = with_player()
    walk.muted = True
    walk.step(1)
    walk.backend.reason = "the device has gone"
    walk.step(1)
    walk.backend.reason = ""
    walk.watch.recovered = True
    walk.step(5)
    assert walk.sound.backend_name == "stream"
    assert walk.backend.notes == []


def test_closing_the_sound_stops_the_watch():
    walk, _ = with_player()
    walk.backend.reason = "the device has gone"
    walk.step(1)
    walk.sound.close(completed=False)
    assert not walk.watch.running


@pytest.mark.parametrize(("lead_in", "first"), [(0, 0.5), (1, 1.0), (2, 1.0), (3, 1.0), (5, 0.4)])
def test_a_walk_waits_until_the_device_is_awake_at_its_first_sound(lead_in, first):
    walk = SteppedWalk(WALK)
    walk.sound.open(lead_in * S)
    assert walk.sound.ready_in() == pytest.approx(WAKE_TIME - first)
    walk.clock.now += 1
    assert walk.sound.ready_in() == pytest.approx(max(0.0, WAKE_TIME - first - 1))


def test_a_device_opens_by_itself_for_a_first_sound_that_comes_late():
    walk = SteppedWalk(WALK, voice=False)
    walk.sound.open(20 * S)
    assert walk.backend.wakes_at is None
    assert walk.sound.ready_in() == 0
