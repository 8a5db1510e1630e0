"""WAV files in and out, as 16-bit mono samples at one rate."""

from __future__ import annotations

import sys
import wave
from array import array
from pathlib import Path

from ..errors import FileError

RATE = 24_000
"""Samples a second of everything the program sounds."""
Samples = array  # of "h": 16-bit mono


def read_wave(path: Path, longest: float = 30.0) -> Samples[int]:
    """A WAV file's samples at `RATE`, channels mixed, cut after `longest` seconds.

    Takes uncompressed files of 8, 16, 24 or 32 bits. Raises `FileError`.
    """
    try:
        with wave.open(str(path)) as file:
            channels, width, rate = file.getnchannels(), file.getsampwidth(), file.getframerate()
            raw = file.readframes(min(file.getnframes(), round(longest * rate)))
    except OSError as error:
        raise FileError.cannot("read", path, error) from None
    except (wave.Error, EOFError) as error:
        reason = str(error) or "it ends too soon"
        raise FileError(f"{path} is no WAV file that can be played: {reason}") from None
    if not channels or not rate or not raw:
        raise FileError(f"{path} is a WAV file without any sound in it")
    samples = _mixed(_sixteen_bits(raw, width), channels)
    return samples if rate == RATE else _resampled(samples, rate)


def write_wave(path: Path, samples: Samples[int]) -> None:
    """Write samples as a WAV file."""
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(_little_endian(samples).tobytes())


def silence(frames: int) -> Samples[int]:
    """So many samples of nothing."""
    return array("h", bytes(2 * frames))


def mix_into(target: Samples[int], place: int, samples: Samples[int]) -> None:
    """Add samples to the target from `place` on, which may lie before it; what sticks out is cut.

    Where the target is silent they are copied, which is much faster.
    """
    first = max(0, -place)
    last = min(len(samples), len(target) - place)
    if first >= last:
        return
    start, end = place + first, place + last
    part = samples[first:last]
    there = target[start:end]
    if any(there):
        part = array("h", [_clipped(a + b) for a, b in zip(there, part, strict=True)])
    target[start:end] = part


def scaled(samples: Samples[int], gain: float) -> Samples[int]:
    """The samples, louder or softer."""
    if gain == 1.0:
        return samples
    return array("h", [_clipped(round(value * gain)) for value in samples])


def faded(samples: Samples[int], frames: int) -> Samples[int]:
    """The samples, fading away over their last so many."""
    made, frames = samples[:], min(frames, len(samples))
    for n in range(1, frames + 1):
        made[-n] = made[-n] * n // (frames + 1)
    return made


def _clipped(value: int) -> int:
    return -32768 if value < -32768 else min(value, 32767)


def _sixteen_bits(raw: bytes, width: int) -> Samples[int]:
    if width == 1:  # the only unsigned kind
        return array("h", [(byte - 128) << 8 for byte in raw])
    whole = raw[: len(raw) // width * width]
    # the two highest bytes of each value, which stand last
    pairs = bytearray(len(whole) // width * 2)
    pairs[0::2], pairs[1::2] = whole[width - 2 :: width], whole[width - 1 :: width]
    return _little_endian(array("h", bytes(pairs)))


def _little_endian(samples: Samples[int]) -> Samples[int]:
    """Swapped on the few machines that are the other way round."""
    if sys.byteorder == "big":
        samples = samples[:]
        samples.byteswap()
    return samples


def _mixed(samples: Samples[int], channels: int) -> Samples[int]:
    if channels == 1:
        return samples
    frames = zip(*(samples[n::channels] for n in range(channels)), strict=False)
    return array("h", [sum(frame) // channels for frame in frames])


def _resampled(samples: Samples[int], rate: int) -> Samples[int]:
    """By straight lines between samples; good enough for somebody's own tones."""
    made = array("h")
    last = len(samples) - 1
    for n in range(max(1, len(samples) * RATE // rate)):
        place, rest = divmod(n * rate, RATE)
        here, following = samples[min(place, last)], samples[min(place + 1, last)]
        made.append(here + (following - here) * rest // RATE)
    return made
