import shutil
import subprocess
import wave
from array import array
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrowalk.audio.wave_io import (
    RATE,
    faded,
    mix_into,
    read_wave,
    scaled,
    silence,
    wave_seconds,
    write_mu_law,
    write_wave,
)
from retrowalk.errors import FileError
from tests.conftest import required


def write(path: Path, raw: bytes, channels: int, width: int, rate: int) -> None:
    with wave.open(str(path), "wb") as file:
        file.setnchannels(channels)
        file.setsampwidth(width)
        file.setframerate(rate)
        file.writeframes(raw)


@pytest.mark.parametrize("width", [1, 2, 3, 4])
@pytest.mark.parametrize("channels", [1, 2, 6])
@pytest.mark.parametrize("rate", [8000, 24_000, 44_100, 96_000])
def test_files_of_any_format_keep_loudness_and_length(tmp_path, width, channels, rate):
    half = 0.5
    value = round(128 + half * 127) if width == 1 else round(half * (1 << (8 * width - 1)))
    sample = value.to_bytes(width, "little", signed=width != 1)
    write(tmp_path / "a.wav", sample * channels * rate, channels, width, rate)
    samples = read_wave(tmp_path / "a.wav")
    assert len(samples) == pytest.approx(RATE, abs=2)
    assert min(samples) == pytest.approx(16_384, abs=260)
    assert max(samples) == pytest.approx(16_384, abs=260)


@pytest.mark.parametrize("content", [b"", b"RIFF", b"no wave at all" * 100, b"RIFF\0\0\0\0WAVE"])
def test_a_file_that_is_not_wav_is_an_error(tmp_path, content):
    path = tmp_path / "a.wav"
    path.write_bytes(content)
    with pytest.raises(FileError, match=r"a\.wav"):
        read_wave(path)


def test_a_file_without_sound_or_a_missing_one_is_an_error(tmp_path):
    write(tmp_path / "a.wav", b"", 1, 2, 8000)
    with pytest.raises(FileError, match="contains no sound"):
        read_wave(tmp_path / "a.wav")
    with pytest.raises(FileError, match="No such file"):
        read_wave(tmp_path / "b.wav")


values = st.lists(st.integers(-32768, 32767), max_size=50).map(lambda v: array("h", v))


@given(values, st.integers(-60, 60), values)
def test_mixing_adds_inside_the_target_and_never_wraps(target, place, samples):
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


def test_a_written_file_reads_back(tmp_path):
    samples = array("h", range(-3000, 3000))
    write_wave(tmp_path / "a.wav", samples)
    assert read_wave(tmp_path / "a.wav") == samples
    assert wave_seconds(tmp_path / "a.wav") == 0.25


def test_mu_law_takes_half_the_space_and_is_off_by_less_than_four_percent(tmp_path):
    samples = array("h", range(-32000, 32000, 7))
    write_mu_law(tmp_path / "a.wav", samples)
    assert (tmp_path / "a.wav").stat().st_size < len(samples) + 60
    found = read_wave(tmp_path / "a.wav")
    assert len(found) == len(samples)
    assert all(abs(a - b) <= 8 + abs(a) * 0.04 for a, b in zip(samples, found, strict=True))


def test_ffmpeg_reads_mu_law(tmp_path):
    required(shutil.which("ffmpeg") is not None, "ffmpeg is not installed")
    samples = array("h", range(-32000, 32000, 7))
    write_mu_law(tmp_path / "a.wav", samples)
    command = ["ffmpeg", "-v", "error", "-i", str(tmp_path / "a.wav"), "-f", "s16le", "-"]
    raw = subprocess.run(command, capture_output=True, check=True).stdout
    assert array("h", raw) == read_wave(tmp_path / "a.wav")


def test_the_length_of_a_truncated_file_is_that_of_its_sound(tmp_path):
    write_wave(tmp_path / "a.wav", silence(RATE))
    (tmp_path / "a.wav").write_bytes((tmp_path / "a.wav").read_bytes()[: 44 + RATE])
    assert wave_seconds(tmp_path / "a.wav") == 0.5
    assert len(read_wave(tmp_path / "a.wav")) == RATE // 2
