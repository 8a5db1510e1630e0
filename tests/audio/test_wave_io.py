import wave
from array import array
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrowalk.audio.wave_io import RATE, faded, mix_into, read_wave, scaled, silence, write_wave
from retrowalk.errors import FileError


def write(path: Path, raw: bytes, channels: int, width: int, rate: int) -> None:
    with wave.open(str(path), "wb") as file:
        file.setnchannels(channels)
        file.setsampwidth(width)
        file.setframerate(rate)
        file.writeframes(raw)


@pytest.mark.parametrize("width", [1, 2, 3, 4])
@pytest.mark.parametrize("channels", [1, 2, 6])
@pytest.mark.parametrize("rate", [8000, 24_000, 44_100, 96_000])
def test_files_of_any_form_are_heard_as_loud_and_as_long(tmp_path, width, channels, rate):
    half = 0.5
    value = round(128 + half * 127) if width == 1 else round(half * (1 << (8 * width - 1)))
    sample = value.to_bytes(width, "little", signed=width != 1)
    write(tmp_path / "a.wav", sample * channels * rate, channels, width, rate)
    samples = read_wave(tmp_path / "a.wav")
    assert len(samples) == pytest.approx(RATE, abs=2)
    assert min(samples) == pytest.approx(16_384, abs=260)
    assert max(samples) == pytest.approx(16_384, abs=260)


@pytest.mark.parametrize("content", [b"", b"RIFF", b"no wave at all" * 100, b"RIFF\0\0\0\0WAVE"])
def test_what_is_no_wave_file_is_said_so(tmp_path, content):
    path = tmp_path / "a.wav"
    path.write_bytes(content)
    with pytest.raises(FileError, match=r"a\.wav"):
        read_wave(path)


def test_a_file_without_sound_and_one_that_is_not_there_are_said_so(tmp_path):
    write(tmp_path / "a.wav", b"", 1, 2, 8000)
    with pytest.raises(FileError, match="without sound"):
        read_wave(tmp_path / "a.wav")
    with pytest.raises(FileError, match="No such file"):
        read_wave(tmp_path / "b.wav")


values = st.lists(st.integers(-32768, 32767), max_size=50).map(lambda v: array("h", v))


@given(values, st.integers(-60, 60), values)
def test_mixing_adds_what_lies_inside_and_never_wraps(target, place, samples):
    mixed = target[:]
    mix_into(mixed, place, samples)
    assert len(mixed) == len(target)
    for n, value in enumerate(mixed):
        added = samples[n - place] if 0 <= n - place < len(samples) else 0
        assert value == max(-32768, min(32767, target[n] + added))


@given(values)
def test_samples_survive_a_file_and_a_gain_of_one(samples):
    assert scaled(samples, 1.0) == samples
    assert scaled(samples, 0.0) == silence(len(samples))
    assert all(abs(a) <= abs(b) for a, b in zip(faded(samples, 20), samples, strict=True))


def test_what_is_written_reads_back(tmp_path):
    samples = array("h", range(-3000, 3000))
    write_wave(tmp_path / "a.wav", samples)
    assert read_wave(tmp_path / "a.wav") == samples
