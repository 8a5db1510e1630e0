"""Notes reach the device at their sample, whatever the moments at which it asks."""

import random
from array import array

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrowalk.audio.bank import Bank
from retrowalk.audio.mixdown import BEAT, Beats, Note, render
from retrowalk.audio.wave_io import RATE
from retrowalk.cues.scheduler import Kind, Sound
from retrowalk.playback.mixer import FADE, Mixer

BANK = Bank()
PIP = Sound(Kind.TONE, "pip")
DONE = Sound(Kind.TONE, "done")
PERIOD = 600
"""Samples of a question: 25 ms."""


class Device:
    """Asks for samples as a sound device does: two periods at once, then one after the other.

    `late` gives how much too late each question comes, in seconds.
    """

    def __init__(self, mixer: Mixer, late=lambda: 0.0, start: float = 100.0):
        self.mixer, self.late, self.now = mixer, late, start
        self.heard = array("h")
        mixer.restart()
        self.ask(start)

    def ask(self, now: float):
        self.heard.extend(self.mixer.answer(now, PERIOD))

    def run(self, seconds: float):
        for _ in range(round(seconds * RATE / PERIOD)):
            self.now += PERIOD / RATE
            self.ask(self.now + self.late())


def onsets(samples, quiet=0.05) -> list[int]:
    """The samples at which something begins after silence."""
    found, last = [], -RATE
    for n, value in enumerate(samples):
        if value:
            if n - last > quiet * RATE:
                found.append(n)
            last = n
    return found


def pips(*moments: float) -> list[Note]:
    return [Note(moment, 0.09, PIP, moment) for moment in moments]


@given(st.integers(0, 2**32))
def test_late_questions_make_no_note_late(seed):
    rnd = random.Random(seed)
    mixer = Mixer(BANK, 0.0)
    mixer.schedule(pips(*range(102, 120)), [])
    device = Device(mixer, late=lambda: rnd.expovariate(200))
    device.run(20)
    found = onsets(device.heard)
    assert len(found) == 18
    # the device began to ask at 100 s; one period is asked for ahead
    off = [n / RATE - (k + 2) - PERIOD / RATE for k, n in enumerate(found)]
    assert max(off) - min(off) < 0.005


def test_the_same_notes_told_again_sound_once():
    mixer = Mixer(BANK, 0.0)
    device = Device(mixer)
    for _ in range(300):
        mixer.schedule(pips(101, 102, 103), [])
        device.run(PERIOD / RATE)
    assert len(onsets(device.heard)) == 3


def test_what_is_taken_back_before_its_moment_is_never_heard():
    mixer = Mixer(BANK, 0.0)
    mixer.schedule(pips(102, 103), [])
    device = Device(mixer)
    device.run(2.5)
    mixer.schedule([], [])
    device.run(3)
    assert len(onsets(device.heard)) == 1


def test_what_is_taken_back_while_it_sounds_fades_at_once():
    mixer = Mixer(BANK, 0.0)
    length = BANK.length(DONE).total_seconds()
    mixer.schedule([Note(101.0, length, DONE, "d")], [])
    device = Device(mixer)
    device.run(1.5)
    before = len(device.heard)
    mixer.schedule([], [])
    device.run(1)
    rest = device.heard[before:]
    assert any(rest[:FADE])
    assert not any(rest[FADE:])
    assert abs(rest[FADE - 1]) < 300


def test_a_note_that_is_moved_before_it_began_sounds_only_where_it_is_now():
    mixer = Mixer(BANK, 0.0)
    mixer.schedule([Note(102.0, 0.09, PIP, "key")], [])
    device = Device(mixer)
    device.run(1)
    mixer.schedule([Note(103.0, 0.09, PIP, "key")], [])
    device.run(4)
    assert onsets(device.heard) == [pytest.approx(3.0 * RATE + PERIOD, abs=PERIOD)]


def test_after_standing_still_only_what_is_still_to_come_is_heard():
    mixer = Mixer(BANK, 0.0)
    mixer.schedule(pips(101, 102, 103, 104, 120), [])
    device = Device(mixer)
    device.run(1.5)
    device.now += 10  # nothing asks: the program was stopped
    device.run(15)
    assert len(onsets(device.heard)) == 2


def test_a_little_late_is_heard_at_once_and_very_late_not_at_all():
    mixer = Mixer(BANK, 0.0)
    mixer.schedule(pips(99.0, 99.85, 101.0), [])
    device = Device(mixer)
    device.run(3)
    first, second = onsets(device.heard)
    assert first < PERIOD * 2
    assert second == pytest.approx(RATE, abs=2 * PERIOD)


@pytest.mark.parametrize("cadence", [40, 87, 130])
def test_beats_are_exact_to_the_sample_however_late_the_questions_come(cadence):
    rnd = random.Random(cadence)
    mixer = Mixer(BANK, 0.0)
    mixer.schedule([], [Beats(101.0, cadence, 161.0), Beats(161.0, cadence, None)])
    device = Device(mixer, late=lambda: rnd.expovariate(300))
    device.run(60)
    first = onsets(device.heard)[0]
    stretch = render(BANK, [], [Beats(0.0, cadence, 60.0)], 0.0, 58.0)
    stretch = stretch[onsets(stretch[:RATE])[0] :]
    assert device.heard[first : first + 58 * RATE - PERIOD] == stretch[: 58 * RATE - PERIOD]


def test_a_beat_under_a_cue_is_ducked():
    mixer = Mixer(BANK, 0.0)
    mixer.schedule([Note(102.4, 0.05, Sound(Kind.TONE, "none"), "n")], [Beats(101.0, 60, 110.0)])
    device = Device(mixer)
    device.run(6)
    loudest = max(map(abs, BANK.samples(BEAT)))
    strengths = [max(map(abs, device.heard[n : n + 900])) for n in onsets(device.heard)]
    assert strengths[0] == loudest
    mixer.schedule([Note(106.95, 0.2, Sound(Kind.TONE, "none"), "m")], [Beats(101.0, 60, 110.0)])
    device.run(2)
    strengths = [max(map(abs, device.heard[n : n + 900])) for n in onsets(device.heard)]
    assert strengths[6] < loudest / 2


def test_a_device_that_had_to_wait_for_samples_is_followed_within_half_a_second():
    mixer = Mixer(BANK, 0.0)
    mixer.schedule(pips(*range(102, 111)), [])
    device = Device(mixer)
    device.run(4.5)
    device.now += 0.15  # it got none in time, and stood still: fewer samples go by from now on
    device.run(6)
    due = [2, 3, 4, 4.85, 5.85, 6.85, 7.85, 8.85, 9.85]
    found = [n / RATE - PERIOD / RATE for n in onsets(device.heard)]
    assert found == pytest.approx(due, abs=0.001 + PERIOD / RATE)


def test_what_begins_while_the_device_fills_up_is_not_early_and_what_has_just_begun_is_heard():
    mixer = Mixer(BANK, 7 * PERIOD / RATE)
    mixer.schedule(pips(99.75, 100.15, 100.5, 103.0), [])
    mixer.restart()
    heard = array("h")
    for _ in range(8):  # all that the device holds, at once
        heard.extend(mixer.answer(100.0, PERIOD))
    now = 100.0
    for _ in range(200):
        now += PERIOD / RATE
        heard.extend(mixer.answer(now, PERIOD))
    # the first sample sounds at 100 s
    assert [n / RATE for n in onsets(heard)] == pytest.approx([0.0, 0.15, 0.5, 3.0], abs=0.001)
