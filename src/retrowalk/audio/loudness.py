"""Measure and set the loudness of sounds, as ITU-R BS.1770 defines it."""

from __future__ import annotations

import math
from array import array
from collections.abc import Sequence

from .wave_io import RATE, scaled

VOICE_LUFS = -17.5
"""The loudness of speech: of the built-in clips, and of own texts."""
TONE_LUFS = -15.0
"""The loudness of tones, a little above the speech."""
PEAK = 0.76
"""Peak of a sound; full scale is 1. Leaves room for a beat under it."""
BLOCK = 0.4
STEP = 0.1
"""Length of the measured blocks, and the distance between their starts, in seconds."""
ABSOLUTE_GATE = -70.0
RELATIVE_GATE = 10.0
_FULL_SCALE = 32768
_SILENCE = float("-inf")

Biquad = tuple[float, float, float, float, float]
"""The coefficients b0, b1, b2, a1, a2 of a filter of second order."""


def loudness(samples: Sequence[int]) -> float:
    """Return the gated loudness in LUFS, minus infinity for silence.

    A sound shorter than a block is measured as one block of its own length.
    """
    weighted = _filtered(_filtered([s / _FULL_SCALE for s in samples], _shelf()), _high_pass())
    size, step = round(BLOCK * RATE), round(STEP * RATE)
    starts = range(0, max(1, len(weighted) - size + 1), step)
    powers = [_power(weighted[start : start + size]) for start in starts]
    loud = [power for power in powers if _lufs(power) > ABSOLUTE_GATE]
    if not loud:
        return _SILENCE
    gate = _lufs(sum(loud) / len(loud)) - RELATIVE_GATE
    kept = [power for power in loud if _lufs(power) > gate]
    return _lufs(sum(kept) / len(kept))


def normalized(samples: array[int], target: float = VOICE_LUFS) -> array[int]:
    """Return the samples at a loudness of `target` LUFS; peaks above `PEAK` are compressed."""
    measured = loudness(samples)
    if measured == _SILENCE:
        return samples
    result = scaled_with_limit(samples, 10 ** ((target - measured) / 20))
    for _ in range(3):  # limiting lowers the loudness
        missing = target - loudness(result)
        if abs(missing) < 0.05:
            break
        result = scaled_with_limit(result, 10 ** (missing / 20))
    return result


def scaled_with_limit(samples: array[int], gain: float) -> array[int]:
    """Return the samples multiplied by `gain`, with peaks compressed to stay below `PEAK`."""
    if max(map(abs, samples), default=0) * gain <= PEAK * _FULL_SCALE:
        return scaled(samples, gain)
    knee, room = 0.6 * PEAK * _FULL_SCALE, 0.4 * PEAK * _FULL_SCALE
    result = array("h")
    for sample in samples:
        value = abs(sample) * gain
        if value > knee:
            value = knee + room * math.tanh((value - knee) / room)
        result.append(round(math.copysign(value, sample)))
    return result


def _power(values: Sequence[float]) -> float:
    return sum(value * value for value in values) / len(values) if values else 0.0


def _lufs(power: float) -> float:
    return -0.691 + 10 * math.log10(power) if power else _SILENCE


def _filtered(values: Sequence[float], biquad: Biquad) -> list[float]:
    b0, b1, b2, a1, a2 = biquad
    result = []
    x1 = x2 = y1 = y2 = 0.0
    for x in values:
        y = b0 * x + b1 * x1 + b2 * x2 - a1 * y1 - a2 * y2
        x2, x1, y2, y1 = x1, x, y1, y
        result.append(y)
    return result


def _shelf() -> Biquad:
    """Return the first stage of K weighting at our rate: a high shelf of 4 dB."""
    k = math.tan(math.pi * 1681.974450955533 / RATE)
    q, high = 0.7071752369554196, 10 ** (3.999843853973347 / 20)
    middle = high**0.4996667741545416
    a0 = 1 + k / q + k * k
    return (
        (high + middle * k / q + k * k) / a0,
        2 * (k * k - high) / a0,
        (high - middle * k / q + k * k) / a0,
        2 * (k * k - 1) / a0,
        (1 - k / q + k * k) / a0,
    )


def _high_pass() -> Biquad:
    """Return the second stage of K weighting at our rate: a high pass at 38 Hz."""
    k = math.tan(math.pi * 38.13547087602444 / RATE)
    q = 0.5003270373238773
    a0 = 1 + k / q + k * k
    return (1.0, -2.0, 1.0, 2 * (k * k - 1) / a0, (1 - k / q + k * k) / a0)
