import subprocess
import sys
import wave
from array import array
from itertools import pairwise
from pathlib import Path

import pytest

from retrowalk.audio.bank import FOLDER, TONE_SETS
from retrowalk.audio.wave_io import RATE
from retrowalk.cues.tones import Tone

SCRIPT = Path(__file__).parents[2] / "scripts" / "make_sounds.py"
TONES = FOLDER / "tones"


def files(folder: Path) -> dict[Path, bytes]:
    return {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*.wav")}


def test_the_script_makes_the_very_sounds_that_ship(tmp_path):
    subprocess.run([sys.executable, SCRIPT, tmp_path], check=True)
    made = files(tmp_path)
    assert made == files(TONES)
    assert set(made) == {Path(name, f"{tone}.wav") for name in TONE_SETS for tone in Tone}


def samples(tones: str, name: str) -> array:
    with wave.open(str(TONES / tones / f"{name}.wav")) as file:
        assert (file.getnchannels(), file.getsampwidth(), file.getframerate()) == (1, 2, RATE)
        return array("h", file.readframes(file.getnframes()))


def crossings(part: array) -> int:
    """How often a sound crosses zero upward: a measure of its pitch."""
    return sum(a < 0 <= b for a, b in pairwise(part))


@pytest.mark.parametrize("tones", TONE_SETS)
@pytest.mark.parametrize(("name", "rises"), [("forward", True), ("backward", False)])
def test_forward_rises_and_backward_falls(tones, name, rises):
    heard = samples(tones, name)
    half, size = len(heard) // 2, RATE // 10
    first, second = crossings(heard[200 : 200 + size]), crossings(heard[half : half + size])
    assert (second > first * 1.2) if rises else (second < first * 0.8)


@pytest.mark.parametrize("tone", Tone)
def test_the_low_set_has_nothing_for_ears_that_hear_little_above_2_khz_to_miss(tone):
    """Almost all of its power is left when what is above 2 kHz is taken away."""
    heard = [float(value) for value in samples("low", tone)]
    low = heard
    width = RATE // 2000 // 2  # two running means, whose first zero lies above 2 kHz
    for _ in range(2):
        low = [sum(low[max(0, n - width) : n + width + 1]) for n in range(len(low))]
    scale = (2 * width + 1) ** 2
    above = sum((a - b / scale) ** 2 for a, b in zip(heard, low, strict=True))
    assert above < 0.2 * sum(a * a for a in heard)
