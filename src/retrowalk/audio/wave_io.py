"""Read and write WAV files, as 16-bit mono samples at one rate."""

from __future__ import annotations

import struct
import sys
from array import array
from functools import cache
from os import SEEK_END
from pathlib import Path
from typing import NamedTuple

from ..errors import FileError

RATE = 24_000
"""Samples per second of every sound in the program."""
Samples = array  # of "h": 16-bit mono
_PCM, _MU_LAW, _EXTENSIBLE = 1, 7, 0xFFFE
"""Format tags. Mu-law (ITU-T G.711) has one byte per sample and suits speech."""


class _Wave(NamedTuple):
    """The header of a WAV file, and the position of its samples."""

    tag: int
    channels: int
    rate: int
    bits: int
    start: int
    size: int

    @property
    def frame_size(self) -> int:
        return self.channels * self.bits // 8


def read_wave(path: Path, max_seconds: float = 30.0) -> Samples[int]:
    """Return the samples of a WAV file at `RATE`, mixed to mono, cut after `max_seconds`.

    The file must be PCM with 8, 16, 24 or 32 bits, or mu-law. Raises `FileError` otherwise.
    """
    try:
        with path.open("rb") as file:
            header = _header(file.read(1 << 16), path)
            file.seek(header.start)
            frames = min(header.size // header.frame_size, round(max_seconds * header.rate))
            raw = file.read(frames * header.frame_size)
    except OSError as error:
        raise FileError.cannot("read", path, error) from None
    if not raw:
        raise FileError(f"{path} contains no sound")
    samples = _mu_law(raw) if header.tag == _MU_LAW else _sixteen_bits(raw, header.bits // 8)
    samples = _mixed(samples, header.channels)
    return samples if header.rate == RATE else _resampled(samples, header.rate)


def wave_seconds(path: Path) -> float | None:
    """Return the length of a WAV file from its header, or None if it cannot be read."""
    try:
        with path.open("rb") as file:
            header = _header(file.read(1 << 12), path)
            size = min(header.size, file.seek(0, SEEK_END) - header.start)
    except (OSError, FileError):
        return None
    return size / header.frame_size / header.rate


def _header(data: bytes, path: Path) -> _Wave:
    """Parse the chunks of a RIFF file. Raises `FileError` if it cannot be played."""
    if data[:4] != b"RIFF" or data[8:12] != b"WAVE":
        raise FileError(f"{path} is not a playable WAV file: it has no RIFF header")
    index, form = 12, b""
    while index + 8 <= len(data):
        name, size = struct.unpack_from("<4sI", data, index)
        index += 8
        if name == b"fmt ":
            form = data[index : index + size]
        elif name == b"data":
            return _checked(form, index, size, path)
        index += size + size % 2
    raise FileError(f"{path} is not a playable WAV file: it has no sound data")


def _checked(form: bytes, start: int, size: int, path: Path) -> _Wave:
    if len(form) < 16:
        raise FileError(f"{path} is not a playable WAV file: it has no format chunk")
    tag, channels, rate, _, _, bits = struct.unpack_from("<HHIIHH", form)
    if tag == _EXTENSIBLE and len(form) >= 26:
        tag = struct.unpack_from("<H", form, 24)[0]
    known = (tag == _PCM and bits in (8, 16, 24, 32)) or (tag == _MU_LAW and bits == 8)
    if not known or not 1 <= channels <= 32 or not 1 <= rate <= 1_000_000:
        raise FileError(f"{path} is not a playable WAV file: unknown format {tag}, {bits} bits")
    return _Wave(tag, channels, rate, bits, start, size)


def write_wave(path: Path, samples: Samples[int]) -> None:
    """Write samples as a WAV file."""
    _write(path, _PCM, _little_endian(samples).tobytes(), 2)


def write_mu_law(path: Path, samples: Samples[int]) -> None:
    """Write samples as a mu-law WAV file, which is half as large."""
    _write(path, _MU_LAW, bytes(map(_to_mu_law, samples)), 1)


def _write(path: Path, tag: int, raw: bytes, width: int) -> None:
    form = struct.pack("<HHIIHH", tag, 1, RATE, RATE * width, width, 8 * width)
    chunks = b"".join(
        name + struct.pack("<I", len(data)) + data + b"\0" * (len(data) % 2)
        for name, data in ((b"fmt ", form), (b"data", raw))
    )
    path.write_bytes(b"RIFF" + struct.pack("<I", 4 + len(chunks)) + b"WAVE" + chunks)


def silence(frames: int) -> Samples[int]:
    """Return `frames` samples of silence."""
    return array("h", bytes(2 * frames))


def mix_into(target: Samples[int], index: int, samples: Samples[int]) -> None:
    """Add samples to the target from `index` on, which may be negative.

    Samples outside the target are ignored. A silent part is overwritten, which is much faster.
    """
    first = max(0, -index)
    last = min(len(samples), len(target) - index)
    if first >= last:
        return
    start, end = index + first, index + last
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


def _mu_law(raw: bytes) -> Samples[int]:
    return array("h", map(_mu_law_table().__getitem__, raw))


@cache
def _mu_law_table() -> tuple[int, ...]:
    """Return the sample of each mu-law byte."""
    values = []
    for byte in range(256):
        code = ~byte & 0xFF
        magnitude = (((code & 0x0F) << 3) + 0x84 << (code >> 4 & 7)) - 0x84
        values.append(-magnitude if code & 0x80 else magnitude)
    return tuple(values)


def _to_mu_law(sample: int) -> int:
    magnitude = min(abs(sample), 32635) + 0x84
    exponent = magnitude.bit_length() - 8
    code = (0x80 if sample < 0 else 0) | exponent << 4 | magnitude >> exponent + 3 & 0x0F
    return ~code & 0xFF


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
        index, rest = divmod(n * rate, RATE)
        here, following = samples[min(index, last)], samples[min(index + 1, last)]
        result.append(here + (following - here) * rest // RATE)
    return result
