"""Notes start at the right sample, however late the device asks for samples."""

import random
from array import array

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retrowalk.audio.bank import Bank
from retrowalk.audio.mixdown import BEAT, Beats, Note, render
from retrowalk.audio.wave_io import RATE
from retrowalk.cues.sounds import Kind, Sound
from retrowalk.playback.mixer import FADE, Mixer

BANK = Bank()
PIP = Sound(Kind.TONE, "pip")
DONE = Sound(Kind.TONE, "done")
PERIOD = 600
"""Samples per request: 25 ms."""


class Device:
    """Request samples as a sound device does: two periods at once, then one after the other.

    `late` returns by how many seconds each request is late.
    """

    def __init__(self, mixer: Mixer, late=lambda: 0.0, start: float = 100.0):
        self.mixer, self.late, self.now = mixer, late, start
        self.heard = array("h")
        mixer.restart()
        self.request(start)

    def request(self, now: float):
        self.heard.extend(self.mixer.samples(now, PERIOD))

    def run(self, seconds: float):
        for _ in range(round(seconds * RATE / PERIOD)):
            self.now += PERIOD / RATE
            self.request(self.now + self.late())


def onsets(samples, quiet=0.05) -> list[int]:
    """Return the samples at which a sound starts after silence."""
    found, last = [], -RATE
    for n, value in enumerate(samples):
        if value:
            if n - last > quiet * RATE:
                found.append(n)
            last = n
    return found


def pips(*moments: float) -> list[Note]:
    return [Note(moment, 0.09, PIP, moment) for moment in moments]


@settings(max_examples=10)
@given(st.integers(0, 2**32))
def test_late_requests_delay_no_note(seed):
    rnd = random.Random(seed)
    mixer = Mixer(BANK, 0.0)
    mixer.schedule(pips(*range(102, 120)), [])
    device = Device(mixer, late=lambda: rnd.expovariate(200))
    device.run(20)
    found = onsets(device.heard)
    assert len(found) == 18
    # the first request was at 100 s; one period is requested in advance
    off = [n / RATE - (k + 2) - PERIOD / RATE for k, n in enumerate(found)]
    assert max(off) - min(off) < 0.005


def test_notes_that_are_scheduled_again_sound_once():
    mixer = Mixer(BANK, 0.0)
    device = Device(mixer)
    for _ in range(300):
        mixer.schedule(pips(101, 102, 103), [])
        device.run(PERIOD / RATE)
    assert len(onsets(device.heard)) == 3


def test_a_cancelled_note_is_not_heard():
    mixer = Mixer(BANK, 0.0)
    mixer.schedule(pips(102, 103), [])
    device = Device(mixer)
    device.run(2.5)
    mixer.schedule([], [])
    device.run(3)
    assert len(onsets(device.heard)) == 1


def test_a_note_cancelled_while_it_sounds_fades_out():
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


def test_a_moved_note_sounds_only_at_its_new_time():
    mixer = Mixer(BANK, 0.0)
    mixer.schedule([Note(102.0, 0.09, PIP, "key")], [])
    device = Device(mixer)
    device.run(1)
    mixer.schedule([Note(103.0, 0.09, PIP, "key")], [])
    device.run(4)
    assert onsets(device.heard) == [pytest.approx(3.0 * RATE + PERIOD, abs=PERIOD)]


def test_after_a_suspension_only_later_notes_are_heard():
    mixer = Mixer(BANK, 0.0)
    mixer.schedule(pips(101, 102, 103, 104, 120), [])
    device = Device(mixer)
    device.run(1.5)
    device.now += 10  # no requests: the program was suspended
    device.run(15)
    assert len(onsets(device.heard)) == 2


def test_a_slightly_late_note_starts_at_once_and_a_very_late_one_is_dropped():
    mixer = Mixer(BANK, 0.0)
    mixer.schedule(pips(99.0, 99.85, 101.0), [])
    device = Device(mixer)
    device.run(3)
    first, second = onsets(device.heard)
    assert first < PERIOD * 2
    assert second == pytest.approx(RATE, abs=2 * PERIOD)


@pytest.mark.parametrize("cadence", [40, 87, 130])
def test_beats_are_exact_to_the_sample_however_late_the_requests(cadence):
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


def test_after_a_stall_of_the_device_notes_are_on_time_again_within_half_a_second():
    mixer = Mixer(BANK, 0.0)
    mixer.schedule(pips(*range(102, 111)), [])
    device = Device(mixer)
    device.run(4.5)
    device.now += 0.15  # it stalled: from now on all requests are later
    device.run(6)
    due = [2, 3, 4, 4.85, 5.85, 6.85, 7.85, 8.85, 9.85]
    found = [n / RATE - PERIOD / RATE for n in onsets(device.heard)]
    assert found == pytest.approx(due, abs=0.001 + PERIOD / RATE)


def test_notes_due_while_the_device_fills_its_buffer_are_on_time():
    mixer = Mixer(BANK, 7 * PERIOD / RATE)
    mixer.schedule(pips(99.75, 100.15, 100.5, 103.0), [])
    mixer.restart()
    heard = array("h")
    for _ in range(8):  # the whole buffer at once
        heard.extend(mixer.samples(100.0, PERIOD))
    now = 100.0
    for _ in range(200):
        now += PERIOD / RATE
        heard.extend(mixer.samples(now, PERIOD))
    # the first sample is heard at 100 s
    assert [n / RATE for n in onsets(heard)] == pytest.approx([0.0, 0.15, 0.5, 3.0], abs=0.001)


def test_a_late_start_is_heard_and_its_sounds_follow_each_other():
    mixer = Mixer(BANK, 0.0)
    length = BANK.length(DONE).total_seconds()
    notes = [Note(98.7 + 0.1 * n, length, DONE, n, is_start=True) for n in range(3)]
    mixer.schedule([*notes, *pips(98.8)], [])
    device = Device(mixer)
    device.run(4)
    assert onsets(device.heard)[0] < 2 * PERIOD
    sounding = sum(1 for value in device.heard if value) / RATE
    assert sounding > 2.9 * length  # one after the other; the pip is dropped


def test_a_start_that_is_more_than_two_seconds_late_is_dropped():
    mixer = Mixer(BANK, 0.0)
    mixer.schedule([Note(97.5, 0.5, DONE, "d", is_start=True)], [])
    device = Device(mixer)
    device.run(3)
    assert not any(device.heard)


def test_a_note_scheduled_while_a_device_closes_is_played_by_the_next():
    mixer = Mixer(BANK, 0.0)
    closing = Device(mixer)
    closing.run(0.5)
    mixer.stop()
    mixer.schedule(pips(100.6), [])
    closing.run(0.5)
    assert not any(closing.heard)
    following = Device(mixer, start=100.5)
    following.run(0.5)
    assert len(onsets(following.heard)) == 1
