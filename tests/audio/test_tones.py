import subprocess
import sys
import wave
from array import array
from itertools import pairwise
from pathlib import Path

import pytest

from retrowalk.audio.bank import FOLDER
from retrowalk.audio.wave_io import RATE
from retrowalk.cues.tones import Tone
from retrowalk.setting_table import TONE_SETS

SCRIPT = Path(__file__).parents[2] / "scripts" / "make_sounds.py"
TONES = FOLDER / "tones"


def files(folder: Path) -> dict[Path, bytes]:
    return {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*.wav")}


def test_the_script_reproduces_the_shipped_tones(tmp_path):
    subprocess.run([sys.executable, SCRIPT, tmp_path], check=True)
    made = files(tmp_path)
    assert made == files(TONES)
    assert set(made) == {Path(name, f"{tone}.wav") for name in TONE_SETS for tone in Tone}


def samples(tones: str, name: str) -> array:
    with wave.open(str(TONES / tones / f"{name}.wav")) as file:
        assert (file.getnchannels(), file.getsampwidth(), file.getframerate()) == (1, 2, RATE)
        return array("h", file.readframes(file.getnframes()))


def crossings(part: array) -> int:
    """Return how often a sound crosses zero upward, a measure of its pitch."""
    return sum(a < 0 <= b for a, b in pairwise(part))


@pytest.mark.parametrize("tones", TONE_SETS)
@pytest.mark.parametrize(("name", "rises"), [("forward", True), ("backward", False)])
def test_forward_rises_and_backward_falls(tones, name, rises):
    heard = samples(tones, name)
    half, size = len(heard) // 2, RATE // 10
    first, second = crossings(heard[200 : 200 + size]), crossings(heard[half : half + size])
    assert (second > first * 1.2) if rises else (second < first * 0.8)


def power_between(tones: str, name: str, low: int, high: int) -> float:
    """Return the fraction of a tone's power between two frequencies in Hz."""
    numpy = pytest.importorskip("numpy")
    power = abs(numpy.fft.rfft(numpy.array(samples(tones, name), dtype=float))) ** 2
    hertz = numpy.fft.rfftfreq(len(samples(tones, name)), 1 / RATE)
    return power[(hertz >= low) & (hertz <= high)].sum() / power.sum()


@pytest.mark.parametrize("tone", Tone)
def test_tones_suit_small_speakers_and_high_frequency_hearing_loss(tone):
    assert power_between("soft", tone, 400, 1500) > 0.85
    assert power_between("low", tone, 400, 1500) > 0.9
    assert power_between("bright", tone, 400, 2500) > 0.85


def notes(tones: str, name: str) -> int:
    """Return the number of notes: how often a sound starts from silence."""
    heard, block = samples(tones, name), RATE // 200
    loud = [max(map(abs, heard[n : n + block])) > 1500 for n in range(0, len(heard), block)]
    return sum(now and not before for before, now in pairwise([False, *loud]))


@pytest.mark.parametrize("tones", TONE_SETS)
def test_direction_is_heard_by_rhythm_too(tones):
    assert notes(tones, "backward") == 3
    assert notes(tones, "stand") == 1
    assert notes(tones, "soon") == 3
    assert len(samples(tones, "last-pip")) > 2 * len(samples(tones, "pip"))
