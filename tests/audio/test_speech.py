"""Texts are spoken by the first engine that can, each only once."""

import os
import subprocess
import sys
import time
from array import array
from importlib.util import find_spec

import pytest

from retrowalk.audio import voices
from retrowalk.audio.loudness import VOICE_LUFS, loudness
from retrowalk.audio.speech import Speaker, is_speech
from retrowalk.audio.voices import ESPEAK, FLITE, engines
from retrowalk.audio.wave_io import RATE, read_wave, silence, write_wave
from tests.conftest import required

pytestmark = pytest.mark.skipif(os.name == "nt", reason="the fake engines are shell scripts")

TALKS = 'echo "$@" >> {log}; while [ "$1" != -o ] && [ "$1" != -w ]; do shift; done; cp {wave} "$2"'
GATE = {"Mind the gate": "en"}


@pytest.fixture
def voice(tmp_path, monkeypatch):
    """Install fake engines; `calls` returns how they were called."""
    folder, log = tmp_path / "bin", tmp_path / "log"
    folder.mkdir()
    monkeypatch.setenv("PATH", f"{folder}:/usr/bin:/bin")
    installed = lambda: (e for e in (FLITE, ESPEAK) if (folder / e.name).exists())  # noqa: E731
    monkeypatch.setattr(voices, "_installed", installed)

    def install(name: str, script: str) -> None:
        wave = tmp_path / "speech.wav"
        write_wave(wave, array("h", [6000, -6000] * (RATE // 2)))
        path = folder / name
        path.write_text("#!/bin/sh\n" + script.format(log=log, wave=wave) + "\n")
        path.chmod(0o755)

    install.calls = lambda: log.read_text().splitlines() if log.exists() else []  # type: ignore[attr-defined]
    return install


def test_a_text_is_spoken_once_and_cached(voice, tmp_path):
    voice("espeak-ng", TALKS)
    for _ in range(2):
        speaker = Speaker(tmp_path / "cache")
        speaker.prepare(GATE, 20)
        path = speaker.path("Mind the gate")
        assert path is not None
        assert len(read_wave(path)) > RATE // 10
    (call,) = voice.calls()
    assert "Mind the gate" in call
    (file,) = (tmp_path / "cache").iterdir()
    assert file.stat().st_mode & 0o777 == 0o600
    assert file.parent.stat().st_mode & 0o777 == 0o700
    assert loudness(read_wave(file)) == pytest.approx(VOICE_LUFS, abs=0.2)


def test_the_next_engine_speaks_what_the_first_cannot(voice, tmp_path):
    voice("flite", "exit 1")
    voice("espeak-ng", TALKS)
    speaker = Speaker(tmp_path / "cache")
    speaker.prepare(GATE, 20)
    assert speaker.path("Mind the gate") is not None
    assert speaker.failed == {}


def test_a_text_is_spoken_in_its_language(voice, tmp_path):
    voice("flite", TALKS)
    voice("espeak-ng", TALKS)
    speaker = Speaker(tmp_path / "cache")
    speaker.prepare({"Vorsicht": "de-AT"}, 20)
    (call,) = voice.calls()
    assert call.startswith("-v de-AT ")


@pytest.mark.parametrize(
    ("seconds", "peak", "text", "fits"),
    [
        (0.23, 0.001, "向后走", False),
        (1.0, 0.01, "Walk backward", False),
        (0.2, 0.5, "Walk backward, small steps", False),
        (1.0, 0.5, "Walk backward, small steps", True),
        (0.4, 0.5, "向后走", True),
        (0.0, 0.5, "Go", False),
    ],
)
def test_a_clip_must_be_loud_and_long_enough_for_its_text(seconds, peak, text, fits):
    value = round(32767 * peak)
    samples = array("h", [value, -value] * round(seconds * RATE / 2))
    assert is_speech(silence(RATE) + samples, text) is fits


def test_a_silent_clip_is_refused(voice, tmp_path):
    voice("flite", TALKS)
    write_wave(tmp_path / "speech.wav", silence(RATE))
    speaker = Speaker(tmp_path / "cache")
    speaker.prepare({"向后走": "en"}, 20)
    assert speaker.path("向后走") is None
    assert speaker.failed == {"向后走": "en"}
    assert list((tmp_path / "cache").iterdir()) == []


@pytest.mark.parametrize("text", ["-rf /", "$(reboot)", "`id`", "a;b|c", "{file}", "--help"])
def test_no_text_is_taken_for_an_option_or_a_command(voice, tmp_path, text):
    voice("espeak-ng", TALKS)
    speaker = Speaker(tmp_path / "cache")
    speaker.prepare({text: "en"}, 20)
    assert len(voice.calls()) == 1
    assert voice.calls()[0].endswith(f"-- {text}")


@pytest.mark.parametrize("script", ["exit 3", "exit 0", "echo no sound > {log}.wav; exit 0"])
def test_without_a_working_engine_a_text_has_no_file(voice, tmp_path, script):
    voice("flite", script)
    speaker = Speaker(tmp_path / "cache")
    speaker.prepare(GATE, 20)
    assert speaker.path("Mind the gate") is None
    assert list((tmp_path / "cache").iterdir()) == []


def test_an_engine_that_hangs_delays_nothing(voice, tmp_path, monkeypatch):
    monkeypatch.setattr(voices, "ENGINE_TIMEOUT", 0.5)
    voice("flite", "exec sleep 30")
    speaker, started = Speaker(tmp_path / "cache"), time.monotonic()
    speaker.prepare(GATE, 0.2)
    assert time.monotonic() - started < 5
    assert speaker.path("Mind the gate") is None
    speaker._thread.join(20)
    assert not speaker._thread.is_alive()


def test_without_a_writable_cache_a_text_has_no_file(voice, tmp_path):
    voice("flite", TALKS)
    (tmp_path / "cache").write_text("a file where the folder should be")
    speaker = Speaker(tmp_path / "cache")
    speaker.prepare(GATE, 20)
    assert speaker.path("Mind the gate") is None


def test_the_natural_voice_sends_no_telemetry(tmp_path):
    required(find_spec("hibari") is not None, "hibari-tts is not installed")
    speak = (
        "from retrowalk.audio.voices import Hibari as H; H().speak('Turn.', 'en', Path('x.wav'))"
    )
    subprocess.run(
        [sys.executable, "-c", f"from pathlib import Path; {speak}"],
        env={**os.environ, "HOME": str(tmp_path), "XDG_CACHE_HOME": str(tmp_path)},
        cwd=tmp_path,
        check=True,
    )
    assert [path.name for path in tmp_path.iterdir()] == ["x.wav"]


def test_hibari_speaks_own_texts_at_the_loudness_of_the_voice(tmp_path, monkeypatch):
    required(find_spec("hibari") is not None, "hibari-tts is not installed")
    monkeypatch.setenv("PATH", "")  # no other engine
    for _ in range(2):
        speaker = Speaker(tmp_path)
        speaker.prepare({"Mind the garden gate.": "en-GB", "Vorsicht": "de"}, 60)
        path = speaker.path("Mind the garden gate.")
        assert path is not None
        samples = read_wave(path)
        assert is_speech(samples, "Mind the garden gate.")
        assert loudness(samples) == pytest.approx(VOICE_LUFS, abs=0.2)
        assert speaker.failed == {"Vorsicht": "de"}  # a voice that speaks English alone
    assert len(list(tmp_path.iterdir())) == 1


def test_a_real_engine_speaks(tmp_path):
    required(
        sys.platform != "linux" or bool(engines("en")), "no text-to-speech engine is installed"
    )
    speaker = Speaker(tmp_path)
    speaker.prepare(dict.fromkeys(("Mind the garden gate.", "-v is no option here."), "en"), 120)
    for text in ("Mind the garden gate.", "-v is no option here."):
        path = speaker.path(text)
        assert path is not None
        samples = read_wave(path)
        assert len(samples) > RATE // 2
        assert max(samples) > 1000
