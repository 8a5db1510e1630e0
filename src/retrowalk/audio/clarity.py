"""Shape synthesized speech so that it is understood in noise. Needs numpy.

Two steps, as in the spectral shaping and dynamic range compression of Zorila et al. (Interspeech
2012): raise the frequencies of consonants, then make soft sounds louder. The overall loudness is
set afterwards, so that the speech is clearer and not just louder.
"""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING

from .wave_io import RATE

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Audio = NDArray[np.float64]
    """Samples from -1 to 1 at `RATE`."""

EQUALIZER = (
    (160, -30.0),
    (200, -8.0),
    (250, -8.0),
    (320, 0.0),
    (1000, 0.0),
    (3500, 5.5),
    (5000, 5.5),
    (8000, 3.5),
)
"""Hertz and decibels. The voice has most of its power below 1 kHz, where most noise has too."""
EVENNESS = 0.5
"""How much soft sounds are raised: 0 is not at all, 1 makes all sounds equally loud."""
MAX_LIFT = 4.0
"""Maximum factor for a soft sound."""
FLOOR = 0.01
"""Blocks below this fraction of the loudest one count as noise and are not raised."""
BLOCK = RATE // 100


def clarify(audio: Audio) -> Audio:
    """Return the speech with clear consonants and even loudness. Its length does not change."""
    return even(equalize(audio))


def to_samples(audio: Audio) -> array[int]:
    """Return the audio as samples; the peak is half of full scale."""
    import numpy as np

    scaled = np.round(audio * (16384 / np.abs(audio).max())).astype(np.int16)
    return array("h", scaled.tobytes())


def equalize(audio: Audio) -> Audio:
    """Return the audio with its spectrum shaped by `EQUALIZER`."""
    import numpy as np

    margin = RATE // 10
    padded = np.pad(audio, margin)
    hertz = np.fft.rfftfreq(len(padded), 1 / RATE)
    points, decibels = zip(*EQUALIZER, strict=True)
    gains = np.interp(np.log(np.maximum(hertz, 1.0)), np.log(points), decibels)
    shaped: Audio = np.fft.irfft(np.fft.rfft(padded) * 10 ** (gains / 20), len(padded))
    return shaped[margin:-margin]


def even(audio: Audio) -> Audio:
    """Return the audio with soft sounds made louder."""
    import numpy as np

    padded = np.pad(audio, BLOCK)
    places = np.arange(0, len(audio) + BLOCK, BLOCK)
    level = np.sqrt([np.mean(padded[n : n + 2 * BLOCK] ** 2) for n in places]) + 1e-9
    gains = np.minimum(MAX_LIFT, (level.max() / level) ** EVENNESS)
    gains[level < FLOOR * level.max()] = 1.0
    made: Audio = audio * np.interp(np.arange(len(audio)), places, gains)
    return made
