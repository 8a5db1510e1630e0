"""Read and write WAV files, as 16-bit mono samples at one rate."""

from __future__ import annotations

import sys
import wave
from array import array
from pathlib import Path

from ..errors import FileError

RATE = 24_000
"""Samples per second of every sound in the program."""
Samples = array  # of "h": 16-bit mono


def read_wave(path: Path, max_seconds: float = 30.0) -> Samples[int]:
    """Return the samples of a WAV file at `RATE`, mixed to mono, cut after `max_seconds`.

    The file must be uncompressed, with 8, 16, 24 or 32 bits. Raise `FileError` otherwise.
    """
    try:
        with wave.open(str(path)) as file:
            channels, width, rate = file.getnchannels(), file.getsampwidth(), file.getframerate()
            raw = file.readframes(min(file.getnframes(), round(max_seconds * rate)))
    except OSError as error:
        raise FileError.cannot("read", path, error) from None
    except (wave.Error, EOFError) as error:
        reason = str(error) or "it is too short"
        raise FileError(f"{path} is not a playable WAV file: {reason}") from None
    if not channels or not rate or not raw:
        raise FileError(f"{path} is a WAV file without sound")
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
    """Return `frames` samples of silence."""
    return array("h", bytes(2 * frames))


def mix_into(target: Samples[int], place: int, samples: Samples[int]) -> None:
    """Add samples to the target from index `place` on, which may be negative.

    Samples outside the target are ignored. A silent part is overwritten, which is much faster.
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
    """Return the samples multiplied by `gain`, clipped."""
    if gain == 1.0:
        return samples
    return array("h", [_clipped(round(value * gain)) for value in samples])


def faded(samples: Samples[int], frames: int) -> Samples[int]:
    """Return the samples with a fade-out over the last `frames`."""
    result, frames = samples[:], min(frames, len(samples))
    for n in range(1, frames + 1):
        result[-n] = result[-n] * n // (frames + 1)
    return result


def _clipped(value: int) -> int:
    return -32768 if value < -32768 else min(value, 32767)


def _sixteen_bits(raw: bytes, width: int) -> Samples[int]:
    if width == 1:  # the only unsigned kind
        return array("h", [(byte - 128) << 8 for byte in raw])
    whole = raw[: len(raw) // width * width]
    # the two most significant bytes of each value, which come last
    pairs = bytearray(len(whole) // width * 2)
    pairs[0::2], pairs[1::2] = whole[width - 2 :: width], whole[width - 1 :: width]
    return _little_endian(array("h", bytes(pairs)))


def _little_endian(samples: Samples[int]) -> Samples[int]:
    """Swap the bytes on a big-endian machine."""
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
    """Resample to `RATE` by linear interpolation, which is good enough for cue sounds."""
    result = array("h")
    last = len(samples) - 1
    for n in range(max(1, len(samples) * RATE // rate)):
        place, rest = divmod(n * rate, RATE)
        here, following = samples[min(place, last)], samples[min(place + 1, last)]
        result.append(here + (following - here) * rest // RATE)
    return result
