"""What is told ahead is true when it is heard, whatever the walker does meanwhile."""

from datetime import timedelta
from itertools import pairwise

import pytest
from hypothesis import given

from retrowalk.core.commands import Command, State, Verb
from retrowalk.core.session import Direction, Segment, Session
from tests.playback.walks import ORIGIN, Steps
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
COUNT = ["pip", "three", "pip", "two", "pip", "one"]
SOON = ["soon", "backward-soon", "slow-down"]


def test_a_whole_walk_is_heard_in_order_each_sound_once_and_on_the_boundary():
    walk = Steps(WALK, lead_in=5)
    walk.step(70)
    assert walk.words() == [
        *COUNT,
        *("forward", "walk-forward", "30", "seconds", "easy-pace", *SOON, *COUNT),
        *("backward", "walk-backward", "20", "seconds", "small-steps", *COUNT),
        *("stand", "stand-still", "10", "seconds", *COUNT),
        *("done", "done", "50", "seconds", "walked"),
    ]
    starts = {note.sound.name: start - ORIGIN for start, note in walk.ear.heard}
    tones = [starts[name] for name in ("forward", "backward", "stand")]
    assert tones == pytest.approx([5, 35, 55])
    assert not walk.ear.taken_back


def test_the_change_is_placed_ahead_together_with_its_countdown():
    walk = Steps(WALK)
    walk.step(1)
    placed = [
        note.start - ORIGIN for note in walk.ear.notes if note.sound.name in ("pip", "backward")
    ]
    assert placed == pytest.approx([27, 28, 29, 30])


def test_a_pause_takes_back_what_was_to_come_and_going_on_tells_what_is_left():
    walk = Steps(WALK)
    walk.step(28.5, Command(Verb.TOGGLE))
    walk.step(60, Command(Verb.TOGGLE))
    heard = walk.words()
    assert heard[-2:] == ["two", "paused"]
    walk.step(20)
    # with 1.5 s left there is room for the direction's tone and nothing else
    assert walk.words()[len(heard) :][:3] == ["forward", "backward", "walk-backward"]


def test_going_on_after_a_pause_tells_the_time_that_is_left():
    walk = Steps(WALK)
    walk.step(12, Command(Verb.TOGGLE))
    walk.step(60, Command(Verb.TOGGLE))
    walk.step(5)
    assert walk.words()[-6:-1] == ["forward", "walk-forward", "18", "seconds", "left"]


def test_skipping_in_the_countdown_leaves_nothing_of_it():
    walk = Steps(WALK)
    walk.step(27.6, Command(Verb.NEXT))
    assert [note.sound.name for note in walk.ear.taken_back] == ["three"]
    walk.step(19.5)
    heard = walk.words()
    assert heard[heard.index("three") + 1 :][:2] == ["backward", "walk-backward"]
    assert "one" in heard[heard.index("walk-backward") :]


def test_extending_in_the_countdown_counts_again_later():
    walk = Steps(WALK)
    walk.step(28.8, Command(Verb.EXTEND, by=30 * S))
    walk.step(32)
    heard = walk.words()
    assert heard.count("three") == 2
    assert heard.count("one") == 1
    assert heard.count("walk-forward") == 1
    assert heard.count("backward") == 1


def test_shortening_drops_the_words_that_would_not_fit_any_more():
    walk = Steps(WALK)
    walk.step(1.0, Command(Verb.EXTEND, by=-30 * S))
    walk.step(3.1)
    assert walk.words() == ["forward", "walk-forward", "pip", "one", "backward"]


def test_after_standing_still_the_present_is_told_and_the_past_is_not():
    walk = Steps(WALK)
    walk.step(20)
    before = len(walk.words())
    walk.stand_still(15)
    walk.step(8)
    assert walk.words()[before:] == [
        "backward",
        "walk-backward",
        "15",
        "seconds",
        "left",
        "small-steps",
    ]


def test_mute_is_silence_and_the_rest_is_heard_again_after_it():
    walk = Steps(WALK)
    walk.step(5)
    walk.muted = True
    walk.step(40)
    heard = walk.words()
    assert "backward" not in heard
    walk.muted = False
    walk.step(16)
    assert walk.words()[len(heard) :][:7] == [*COUNT, "stand"]


def test_a_metronome_begins_with_its_segment_and_ends_with_it():
    session = Session(
        "t",
        "T",
        (
            Segment(Direction.FORWARD, 10 * S, cadence=60),
            Segment(Direction.BACKWARD, 10 * S, cadence=90),
        ),
    )
    walk = Steps(session)
    walk.step(1)
    spans = [(b.start - ORIGIN, b.cadence, b.until - ORIGIN) for b in walk.ear.beats]
    assert spans == [(0, 60, 10), (10, 90, 20)]
    walk.step(4, Command(Verb.TOGGLE))
    assert walk.ear.beats == []


def test_a_walk_that_is_broken_off_ends_in_silence():
    walk = Steps(WALK)
    walk.step(40, Command(Verb.END))
    assert list(walk.ear.notes) == []
    walk.sound.close(completed=False)
    assert walk.ear.closed == 0


def test_the_end_of_a_walk_that_is_walked_is_waited_for():
    walk = Steps(WALK)
    walk.step(60)
    walk.sound.close(completed=True)
    assert 3 < walk.ear.closed < 8


@given(sessions(), steps)
def test_nothing_of_another_segment_is_ever_heard_and_nothing_twice(session, does):
    walk = Steps(session)
    for wait, command in does:
        walk.step(min(wait.total_seconds(), 120), command)
        walk.ear.listen()
        if walk.walk.over:
            break
        for start, note in walk.ear.heard:
            sounding = start <= walk.now - 0.001 and walk.now + 0.001 < start + note.length
            if sounding and note in walk.ear.notes and walk.walk.state is State.WALKING:
                begun = ORIGIN + (walk.now - ORIGIN) - walk.walk.view().elapsed.total_seconds()
                assert start >= begun - 0.001, (note, begun)
    keys = [note.key for _, note in walk.ear.heard]
    assert len(keys) == len(set(keys))


@given(sessions(), steps)
def test_two_cues_are_never_heard_at_once(session, does):
    walk = Steps(session)
    for wait, command in does:
        walk.step(min(wait.total_seconds(), 120), command)
        notes = [n for n in walk.ear.notes if n.start >= walk.now]
        for before, after in pairwise(notes):
            assert before.end <= after.start + 1e-6
