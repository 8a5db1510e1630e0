import math
from array import array

import pytest

from retrowalk.audio.loudness import PEAK, loudness, normalized
from retrowalk.audio.wave_io import RATE, silence


def sine(hertz: float, peak: float, seconds: float = 1.0) -> array:
    wave = (math.sin(2 * math.pi * hertz * n / RATE) for n in range(round(seconds * RATE)))
    return array("h", (round(32767 * peak * value) for value in wave))


def test_a_full_scale_sine_of_997_hz_has_the_loudness_that_the_standard_gives():
    assert loudness(sine(997, 1.0, 3)) == pytest.approx(-3.01, abs=0.05)


def test_silence_around_a_sound_does_not_count():
    sound = sine(500, 0.3)
    assert loudness(silence(2 * RATE) + sound) == pytest.approx(loudness(sound), abs=1.0)
    assert loudness(silence(RATE)) == -math.inf


@pytest.mark.parametrize("peak", [0.01, 0.1, 0.9])
@pytest.mark.parametrize("seconds", [0.2, 2])
def test_normalized_sounds_have_the_same_loudness(peak, seconds):
    made = normalized(sine(400, peak, seconds), -19.0)
    assert loudness(made) == pytest.approx(-19.0, abs=0.1)


def test_normalizing_keeps_peaks_below_the_limit():
    click = silence(RATE)
    click[1000:1010] = array("h", [30000] * 10)
    assert max(map(abs, normalized(click, -15.0))) <= PEAK * 32768 + 1
    assert normalized(silence(100)) == silence(100)
