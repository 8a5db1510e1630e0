import math
from array import array

import pytest

from retrowalk.audio.bank import Bank
from retrowalk.cues.sounds import Kind, Sound
from retrowalk.exports.adpcm import INDEX_CHANGE, STEPS, encode, reduced


def decoded(data: bytes) -> list[int]:
    """Decode as the page does."""
    predicted, index, found = 0, 0, []
    for byte in data:
        for code in (byte & 15, byte >> 4):
            change = (2 * (code & 7) + 1) * STEPS[index] >> 3
            predicted = (
                max(-32768, predicted - change) if code & 8 else min(32767, predicted + change)
            )
            index = max(0, min(len(STEPS) - 1, index + INDEX_CHANGE[code & 7]))
            found.append(predicted)
    return found


def noise_ratio(samples: array, data: bytes) -> float:
    """Return the ratio of the signal's power to the error's, in decibels."""
    error = sum((a - b) ** 2 for a, b in zip(samples, decoded(data), strict=False))
    return 10 * math.log10(sum(a * a for a in samples) / error)


def test_speech_and_tones_survive_with_little_noise_in_a_quarter_of_the_bytes():
    for sound in (Sound(Kind.VOICE, "walk-backward"), Sound(Kind.TONE, "backward")):
        samples = reduced(Bank().samples(sound), 2)
        data = encode(samples)
        assert abs(4 * len(data) - 2 * len(samples)) <= 2
        assert noise_ratio(samples, data) > 17


@pytest.mark.parametrize("divisor", [2, 3])
def test_a_lower_rate_keeps_low_tones_and_removes_those_it_cannot_carry(divisor):
    def power(hertz: int) -> float:
        wave = array(
            "h", [round(10_000 * math.sin(2 * math.pi * hertz * n / 24_000)) for n in range(2400)]
        )
        made = reduced(wave, divisor)
        return sum(v * v for v in made) / len(made) / (10_000**2 / 2)

    assert power(1_000) > 0.85
    assert power(2_500) > 0.5
    assert power(10_500) < 0.03
