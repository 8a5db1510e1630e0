"""Sounds scheduled in advance are still right when they are heard, despite any keys."""

from datetime import timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings

from retrowalk.audio.bank import Bank
from retrowalk.core.commands import Command, State, Verb
from retrowalk.core.session import Direction, Segment, Session
from retrowalk.cues.sounds import VoiceConfig
from retrowalk.loop import Moment
from retrowalk.playback.planner import Planner
from tests.playback.walks import ORIGIN, SteppedWalk
from tests.strategies import sessions, steps

S = timedelta(seconds=1)
WALK = Session(
    "t",
    "T",
    (
        Segment(Direction.FORWARD, 30 * S),
        Segment(Direction.BACKWARD, 20 * S),
        Segment(Direction.STAND, 10 * S),
    ),
)
COUNT = ["pip", "three", "pip", "two", "last-pip", "one"]
SOON = ["soon", "backward-soon", "slow-down"]
STOP_SOON = ["soon", "stop-soon"]


def test_a_whole_walk_is_heard_in_order_and_on_the_boundaries():
    walk = SteppedWalk(WALK, lead_in=5)
    walk.step(70)
    assert walk.words() == [
        *("get-ready", "first-walk-forward", *COUNT[2:]),
        *("forward", "walk-forward", "30", "seconds", "gentle-pace", *SOON, *COUNT),
        *("backward", "walk-backward", "20", "seconds", "small-steps", *STOP_SOON, *COUNT),
        *("stand", "stand-and-rest", "10", "seconds", "last-stretch", *COUNT),
        *("done", "walk-finished", "50", "seconds", "walked"),
    ]
    starts = {note.sound.name: start - ORIGIN for start, note in walk.backend.heard}
    tones = [starts[name] for name in ("forward", "backward", "stand")]
    assert tones == pytest.approx([5, 35, 55])
    assert not walk.backend.cancelled


@pytest.mark.parametrize(("lead_in", "heard"), [(0, 0.5), (1, 1.0), (3, 3.0), (20, 20.0)])
def test_the_first_direction_leaves_time_to_load_sounds(lead_in, heard):
    walk = SteppedWalk(WALK, lead_in=lead_in)
    walk.step(lead_in + 60)
    words = walk.words()
    assert words.count("forward") == words.count("walk-forward") == 1
    starts = {note.sound.name: start - ORIGIN for start, note in walk.backend.heard}
    tones = [starts[name] for name in ("forward", "backward", "stand")]
    assert tones == pytest.approx([heard, lead_in + 30, lead_in + 50])


@pytest.mark.parametrize("lead_in", [0, 1, 2, 3, 4, 5, 20])
@pytest.mark.parametrize("voice", [True, False])
def test_the_first_sound_is_the_earliest_that_is_heard(lead_in, voice):
    walk = SteppedWalk(WALK, lead_in=lead_in, voice=voice)
    walk.step(lead_in + 3)
    expected = Planner(WALK, VoiceConfig(Bank().length, voice)).first_sound(lead_in * S)
    assert min(start for start, _ in walk.backend.heard) - ORIGIN == pytest.approx(
        expected.total_seconds()
    )


def test_speeds_are_said_in_the_units_of_the_settings():
    session = Session("t", "T", (Segment(Direction.FORWARD, 30 * S, speed_kmh=1.609344 * 1.5),))
    walk = SteppedWalk(session, units="mph")
    walk.step(15)
    said = walk.words()
    assert said[said.index("speed") :][:4] == ["speed", "1", "point", "5"]


def test_a_change_is_scheduled_in_advance_with_its_countdown():
    walk = SteppedWalk(WALK)
    walk.step(1)
    placed = [
        note.start - ORIGIN
        for note in walk.backend.notes
        if note.sound.name in ("pip", "last-pip", "backward")
    ]
    assert placed == pytest.approx([27, 28, 29, 30])


def test_a_pause_cancels_what_was_scheduled():
    walk = SteppedWalk(WALK)
    walk.step(28.5, Command(Verb.TOGGLE))
    walk.step(60, Command(Verb.TOGGLE))
    heard = walk.words()
    assert heard[-2:] == ["two", "walk-paused"]
    walk.step(20)
    # with 1.5 s left the next segment is announced, and the current direction is not said again
    assert walk.words()[len(heard) :][:3] == ["soon", "backward-soon", "backward"]


def test_resuming_says_the_time_left():
    walk = SteppedWalk(WALK)
    walk.step(12, Command(Verb.TOGGLE))
    walk.step(60, Command(Verb.TOGGLE))
    walk.step(5)
    assert " forward walk-forward 18 seconds to-go " in " ".join(walk.words())


def test_skipping_in_the_countdown_cancels_the_rest_of_it():
    walk = SteppedWalk(WALK)
    walk.step(27.4, Command(Verb.NEXT))
    assert [note.sound.name for note in walk.backend.cancelled] == ["three"]
    walk.step(19.5)
    heard = walk.words()
    assert heard[heard.index("three") + 1 :][:2] == ["backward", "walk-backward"]
    assert "one" in heard[heard.index("walk-backward") :]


def test_extending_in_the_countdown_counts_again_later():
    walk = SteppedWalk(WALK)
    walk.step(28.8, Command(Verb.EXTEND, by=30 * S))
    walk.step(32)
    heard = walk.words()
    assert heard.count("three") == 2
    assert heard.count("one") == 1
    assert heard.count("walk-forward") == 1
    assert heard.count("backward") == 1


def test_shortening_drops_words_that_no_longer_fit():
    walk = SteppedWalk(WALK)
    walk.step(1.2, Command(Verb.EXTEND, by=-30 * S))
    walk.step(3.1)
    assert walk.words() == ["forward", "walk-forward", *COUNT[2:], "backward"]


def test_after_a_suspension_only_the_current_segment_is_said():
    walk = SteppedWalk(WALK)
    walk.step(20)
    before = len(walk.words())
    walk.suspend(15)
    walk.step(8)
    assert walk.words()[before:] == [
        "backward",
        "walk-backward",
        "15",
        "seconds",
        "to-go",
        "small-steps",
        *STOP_SOON,
    ]


def test_mute_is_silence_and_switching_it_off_says_what_to_do_now():
    walk = SteppedWalk(WALK)
    walk.step(5)
    walk.muted = True
    walk.step(32)
    heard = walk.words()
    assert "backward" not in heard
    walk.muted = False
    walk.step(0.1)
    walk.step(6)
    assert walk.words()[len(heard) :] == [
        *("backward", "sound-on", "walk-backward", "13", "seconds", "to-go", "small-steps"),
        *STOP_SOON,
    ]


def test_extending_is_confirmed():
    walk = SteppedWalk(WALK)
    walk.step(8, Command(Verb.EXTEND, by=30 * S))
    walk.step(1, Command(Verb.EXTEND, by=-30 * S))
    walk.step(5)
    heard = walk.words()
    assert heard[heard.index("less") - 2 :][:3] == ["30", "seconds", "less"]


def test_extending_in_a_pause_is_confirmed():
    walk = SteppedWalk(WALK)
    walk.step(8, Command(Verb.PAUSE))
    walk.step(3, Command(Verb.EXTEND, by=30 * S))
    walk.step(3)
    assert walk.words()[-4:] == ["walk-paused", "30", "seconds", "more"]


def test_a_pause_in_a_backward_segment_ends_with_a_countdown():
    walk = SteppedWalk(WALK)
    walk.step(37, Command(Verb.PAUSE))
    walk.step(5, Command(Verb.RESUME))
    heard = len(walk.words())
    walk.step(6)
    walk.step(2)
    assert walk.words()[heard:][: len(COUNT) + 5] == [
        *COUNT,
        *("backward", "walk-backward", "13", "seconds", "to-go"),
    ]


def test_a_new_volume_is_heard():
    walk = SteppedWalk(WALK)
    walk.step(8)
    heard = len(walk.words())
    walk.sound.update(Moment((), walk.walk.view(), walk.now), volume=50)
    walk.step(1)
    assert walk.words()[heard:] == ["pip"]


def test_a_metronome_starts_and_ends_with_its_segment():
    session = Session(
        "t",
        "T",
        (
            Segment(Direction.FORWARD, 10 * S, cadence=60),
            Segment(Direction.BACKWARD, 10 * S, cadence=90),
        ),
    )
    walk = SteppedWalk(session)
    walk.step(1)
    spans = [(b.start - ORIGIN, b.cadence, b.until - ORIGIN) for b in walk.backend.beats]
    assert spans == [(0, 60, 10), (10, 90, 20)]
    walk.step(4, Command(Verb.TOGGLE))
    assert walk.backend.beats == []


def test_a_walk_that_is_ended_early_ends_in_silence():
    walk = SteppedWalk(WALK)
    walk.step(40, Command(Verb.END))
    assert list(walk.backend.notes) == []
    walk.sound.close(completed=False)
    assert walk.backend.close_timeout == 0


def test_closing_waits_for_the_finale_of_a_completed_walk():
    walk = SteppedWalk(WALK)
    walk.step(60)
    walk.sound.close(completed=True)
    assert 3 < walk.backend.close_timeout < 8


@settings(max_examples=30)  # each walks a whole session
@given(sessions(), steps)
def test_no_sound_of_another_segment_is_heard_and_none_twice(session, does):
    walk = SteppedWalk(session)
    for wait, command in does:
        walk.step(min(wait.total_seconds(), 120), command)
        walk.backend.listen()
        if walk.walk.over:
            break
        for start, note in walk.backend.heard:
            sounding = start <= walk.now - 0.001 and walk.now + 0.001 < start + note.length
            if sounding and note in walk.backend.notes and walk.walk.state is State.WALKING:
                begun = ORIGIN + (walk.now - ORIGIN) - walk.walk.view().elapsed.total_seconds()
                assert start >= begun - 0.001, (note, begun)
    keys = [note.key for _, note in walk.backend.heard]
    assert len(keys) == len(set(keys))


@settings(max_examples=30)  # each walks a whole session
@given(sessions(), steps)
def test_cues_never_overlap(session, does):
    walk = SteppedWalk(session)
    for wait, command in does:
        walk.step(min(wait.total_seconds(), 120), command)
        notes = [n for n in walk.backend.notes if n.start >= walk.now]
        for before, after in pairwise(notes):
            assert before.end <= after.start + 1e-6


def test_repeating_says_the_direction_and_the_time_left():
    walk = SteppedWalk(WALK)
    walk.step(12, Command(Verb.REPEAT))
    walk.step(4)
    assert " forward walk-forward 18 seconds to-go" in " ".join(walk.words())
    walk.step(50)
    assert walk.words()[-3:] == ["50", "seconds", "walked"]


def test_repeating_in_a_pause_says_that_it_is_one():
    walk = SteppedWalk(WALK)
    walk.step(12, Command(Verb.TOGGLE))
    walk.step(5)
    heard = len(walk.words())
    walk.step(5, Command(Verb.REPEAT))
    walk.step(5)
    assert walk.words()[heard:] == ["walk-paused"]
