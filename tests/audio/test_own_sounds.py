import os
import shutil
import subprocess
from array import array
from datetime import timedelta

import pytest

from retrowalk.audio.bank import Bank
from retrowalk.audio.own_sounds import find_own_sounds
from retrowalk.audio.wave_io import RATE, write_wave
from retrowalk.cues.sounds import Kind, Sound
from tests.conftest import required

NAMES = {"forward", "backward", "done"}


def test_each_unused_file_is_named_with_the_reason(tmp_path):
    for name in ("backward.WAV", "Done.wav", "done.mp3", "start.wav", "notes.txt", ".hidden"):
        (tmp_path / name).touch()
    (tmp_path / "forward.wav").mkdir()
    found = find_own_sounds(tmp_path, NAMES)
    assert {name: path.name for name, path in found.files.items()} == {
        "backward": "backward.WAV",
        "done": "Done.wav",
    }
    prefix, separator = f"sound file {tmp_path}{os.sep}", " is not used: "
    assert dict(w.removeprefix(prefix).split(separator) for w in found.warnings) == {
        "forward.wav": "it is not a regular file",
        "done.mp3": "Done.wav is used instead",
        "start.wav": "there is no sound named 'start'",
        "notes.txt": "its name does not end in .wav, .mp3, .flac, .ogg",
    }


def test_a_missing_folder_is_named(tmp_path):
    found = find_own_sounds(tmp_path / "none", NAMES)
    assert found.files == {}
    assert found.warnings == [
        f"sound folder {tmp_path / 'none'} not found: using the built-in sounds"
    ]


@pytest.mark.parametrize("suffix", ["mp3", "flac", "ogg"])
def test_compressed_sounds_are_played(tmp_path, suffix):
    pytest.importorskip("miniaudio")
    required(shutil.which("ffmpeg") is not None, "ffmpeg is not installed")
    write_wave(tmp_path / "tone.wav", array("h", [8000, -8000] * (RATE // 2)))
    command = ["ffmpeg", "-v", "error", "-i", str(tmp_path / "tone.wav")]
    own = tmp_path / "own"
    own.mkdir()
    subprocess.run([*command, str(own / f"Forward.{suffix.upper()}")], check=True)
    bank, forward = Bank(own=own), Sound(Kind.TONE, "forward")
    assert bank.warnings == []
    assert abs(bank.length(forward) - timedelta(seconds=1)) < timedelta(seconds=0.2)
    assert bank.samples(forward) != Bank().samples(forward)


def test_a_file_with_invalid_contents_is_named_and_replaced(tmp_path):
    pytest.importorskip("miniaudio")
    (tmp_path / "forward.mp3").write_bytes(b"not music" * 1000)
    bank, forward = Bank(own=tmp_path), Sound(Kind.TONE, "forward")
    assert bank.samples(forward) == Bank().samples(forward)
    (warning,) = bank.warnings
    assert "forward.mp3" in warning
    assert warning.endswith("using the built-in sound")
