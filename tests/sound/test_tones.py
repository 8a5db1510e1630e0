import subprocess
import sys
import wave
from array import array
from itertools import pairwise
from pathlib import Path

import pytest

from retrowalk.cues.tones import Tone
from retrowalk.sound.player import FOLDER, write_softer

SCRIPT = Path(__file__).parents[2] / "scripts" / "make_sounds.py"


def test_the_script_makes_the_very_sounds_that_ship(tmp_path):
    subprocess.run([sys.executable, SCRIPT, tmp_path], check=True)
    made = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    assert made == {path.name: path.read_bytes() for path in FOLDER.glob("*.wav")}
    assert set(made) == {f"{tone}.wav" for tone in Tone}


def crossings(name: str) -> list[int]:
    """How often each half of a tone crosses zero: a measure of its pitch."""
    with wave.open(str(FOLDER / f"{name}.wav")) as file:
        assert (file.getnchannels(), file.getsampwidth(), file.getframerate()) == (1, 2, 44100)
        samples = array("h", file.readframes(file.getnframes()))
    assert max(map(abs, samples)) > 10_000
    half = len(samples) // 2
    size = 4000
    return [
        sum(a < 0 <= b for a, b in pairwise(part))
        for part in (samples[200 : 200 + size], samples[half : half + size])
    ]


@pytest.mark.parametrize(("name", "rises"), [("forward", True), ("backward", False)])
def test_forward_rises_and_backward_falls(name, rises):
    first, second = crossings(name)
    assert (second > first * 1.2) if rises else (second < first * 0.8)


def test_a_lower_volume_is_the_same_tone_softer(tmp_path):
    write_softer(FOLDER / "pip.wav", tmp_path / "pip.wav", 50)
    loud, soft = (read(folder / "pip.wav") for folder in (FOLDER, tmp_path))
    assert len(loud) == len(soft)
    assert max(soft) == pytest.approx(max(loud) / 4, abs=1)


def read(path: Path) -> array:
    with wave.open(str(path)) as file:
        return array("h", file.readframes(file.getnframes()))
