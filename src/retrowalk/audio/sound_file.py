"""Read the sound files of users: WAV, and what miniaudio decodes."""

from __future__ import annotations

from array import array
from pathlib import Path

from ..errors import FileError
from .wave_io import RATE, Samples, read_wave

WAVE = ".wav"
DECODED = (".mp3", ".flac", ".ogg")
"""Suffixes of the files that miniaudio decodes."""


def read_sound(path: Path, max_seconds: float) -> Samples[int]:
    """Return the samples of a sound file, cut after `max_seconds`. Raises `FileError`."""
    if path.suffix.lower() not in DECODED:
        return read_wave(path, max_seconds)
    try:
        import miniaudio
    except ImportError:
        raise FileError(f"cannot read {path}: without miniaudio, only WAV files work") from None
    samples = array("h")
    try:
        for part in miniaudio.stream_file(
            str(path), miniaudio.SampleFormat.SIGNED16, nchannels=1, sample_rate=RATE
        ):
            samples.extend(part)
            if len(samples) >= max_seconds * RATE:
                break
    except (miniaudio.MiniaudioError, OSError) as error:
        raise FileError(f"cannot read {path}: {error.args[0] if error.args else error}") from None
    if not samples:
        raise FileError(f"{path} contains no sound")
    return samples[: round(max_seconds * RATE)]
