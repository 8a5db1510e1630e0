"""Compress sounds for the web page: IMA ADPCM, 4 bits per sample, at a reduced rate.

The format needs no library in Python and thirty lines of JavaScript. 12,000 samples per second
carry speech up to 5 kHz, 8,000 give telephone quality.
"""

from __future__ import annotations

from array import array
from itertools import accumulate, repeat

STEPS = tuple(accumulate(repeat(7, 89), lambda step, _: max(step + 1, step * 11 // 10)))
"""Step sizes, each a tenth larger than the last. The page computes the same table."""
FILTERS = {2: (16, 9, 0, -1), 3: (11, 8, 3, 0, -1)}
"""The low-pass filter for each divisor: weights of a sample and its neighbours, in 32nds."""
INDEX_CHANGE = (-1, -1, -1, -1, 2, 4, 6, 8)
"""The change of the step's index after a code, by the code's magnitude."""


def encode(samples: array[int]) -> bytes:
    """Return samples as 4-bit codes, two per byte, the first one in the low bits."""
    codes = bytearray()
    predicted = index = 0
    last = len(STEPS) - 1
    for sample in samples:
        difference, step = sample - predicted, STEPS[index]
        magnitude = min(7, abs(difference) * 4 // step)
        change = (2 * magnitude + 1) * step >> 3
        if difference < 0:
            predicted = max(-32768, predicted - change)
            codes.append(magnitude | 8)
        else:
            predicted = min(32767, predicted + change)
            codes.append(magnitude)
        index = max(0, min(last, index + INDEX_CHANGE[magnitude]))
    if len(codes) % 2:
        codes.append(0)
    return bytes(low | high << 4 for low, high in zip(codes[::2], codes[1::2], strict=True))


def reduced(samples: array[int], divisor: int) -> array[int]:
    """Return samples at a half or a third of their rate, after a low-pass filter."""
    weights = FILTERS[divisor]
    reach = len(weights) - 1
    padded = array("h", bytes(2 * reach)) + samples + array("h", bytes(2 * (reach + divisor)))
    result = [weights[0] * value for value in padded[reach::divisor]]
    for n, weight in enumerate(weights[1:], 1):
        if weight:
            sides = zip(padded[reach - n :: divisor], padded[reach + n :: divisor], strict=False)
            result = [m + weight * (a + b) for m, (a, b) in zip(result, sides, strict=False)]
    return array("h", [_clipped(value // 32) for value in result[: -(-len(samples) // divisor)]])


def _clipped(value: int) -> int:
    return max(-32768, min(32767, value))
