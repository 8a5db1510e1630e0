"""The script that made the clips of the built-in voice makes them again."""

import importlib.util
from importlib.util import find_spec
from pathlib import Path

import pytest

from retrowalk.audio.bank import FOLDER
from retrowalk.audio.wave_io import RATE, read_wave
from retrowalk.cues import phrases
from tests.conftest import required

SCRIPT = Path(__file__).parents[2] / "scripts" / "make_voice.py"
CLIPS = ("walk-forward", "six-minutes", "46", "seconds", "to-go")
"""One of each way to make a clip."""
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def make_voice():
    required(find_spec("hibari") is not None, "hibari-tts is not installed")
    spec = importlib.util.spec_from_file_location("make_voice", SCRIPT)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_every_chosen_take_is_of_a_clip(make_voice):
    assert set(make_voice.load_takes()) <= set(phrases.names())


@pytest.mark.parametrize("name", CLIPS)
def test_a_clip_is_made_the_same_again(make_voice, name):
    first, again = make_voice.clip(name), make_voice.clip(name)
    assert first.tobytes() == again.tobytes()
    shipped = read_wave(FOLDER / "voice" / f"{name}.wav")
    assert len(first) == len(shipped)
    # the clips are stored with 8 bits; other processors round the model's numbers otherwise
    error = sum((a - b) ** 2 for a, b in zip(first, shipped, strict=True))
    assert error < 0.01 * sum(value**2 for value in shipped)


def test_the_voice_speaks_at_the_pace_of_clear_speech(make_voice):
    for name, text in phrases.texts().items():
        if " " in text:
            count = make_voice.syllables(text)
            seconds = len(read_wave(FOLDER / "voice" / f"{name}.wav")) / RATE
            assert 2.4 <= count / (seconds - 2 * make_voice.MARGIN) <= 4.2, text


def test_the_notice_of_the_engine_is_shipped(make_voice):
    assert (FOLDER / "voice" / "NOTICE").read_text("utf-8") == make_voice.notice()
