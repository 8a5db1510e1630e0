"""Texts of one's own: spoken by whatever voice the system has, each only once."""

import os
import shutil
import sys
import time
from pathlib import Path

import pytest

from retrowalk.audio import speech
from retrowalk.audio.speech import Speaker, engine
from retrowalk.audio.wave_io import RATE, read_wave
from tests.conftest import required

pytestmark = pytest.mark.skipif(os.name == "nt", reason="the stand-ins are shell scripts")

TALKS = 'echo "$@" >> {log}; while [ "$1" != -o ] && [ "$1" != -w ]; do shift; done; cp {wave} "$2"'


@pytest.fixture
def voice(tmp_path, monkeypatch):
    """Installs a stand-in for an engine; returns what it was called with."""
    folder, log = tmp_path / "bin", tmp_path / "log"
    folder.mkdir()
    monkeypatch.setenv("PATH", f"{folder}:/usr/bin:/bin")
    monkeypatch.setattr(
        speech, "ENGINES", tuple(e for e in speech.ENGINES if e.name in ("flite", "espeak-ng"))
    )
    monkeypatch.setattr(
        shutil, "which", lambda name: str(folder / name) if (folder / name).exists() else None
    )

    def install(name: str, script: str) -> None:
        wave = Path(speech.__file__).parent / "voice" / "done.wav"
        path = folder / name
        path.write_text("#!/bin/sh\n" + script.format(log=log, wave=wave) + "\n")
        path.chmod(0o755)

    install.calls = lambda: log.read_text().splitlines() if log.exists() else []  # type: ignore[attr-defined]
    return install


def test_a_text_is_spoken_once_and_kept(voice, tmp_path):
    voice("espeak-ng", TALKS)
    for _ in range(2):
        speaker = Speaker(tmp_path / "cache")
        speaker.prepare(["Mind the gate", "Mind the gate"], 20)
        path = speaker.path("Mind the gate")
        assert path is not None
        assert len(read_wave(path)) > RATE // 10
    (call,) = voice.calls()
    assert "Mind the gate" in call
    assert [p.suffix for p in (tmp_path / "cache").iterdir()] == [".wav"]


def test_flite_is_asked_before_espeak(voice):
    assert engine() is None
    voice("espeak-ng", TALKS)
    assert engine().name == "espeak-ng"
    voice("flite", TALKS)
    assert engine().name == "flite"


@pytest.mark.parametrize("text", ["-rf /", "$(reboot)", "`id`", "a;b|c", "{file}", "--help"])
def test_a_text_is_never_taken_for_anything_but_a_text(voice, tmp_path, text):
    voice("espeak-ng", TALKS)
    speaker = Speaker(tmp_path / "cache")
    speaker.prepare([text], 20)
    assert len(voice.calls()) == 1
    assert voice.calls()[0].endswith(f"-- {text}")


@pytest.mark.parametrize("script", ["exit 3", "exit 0", "echo no sound > {log}.wav; exit 0"])
def test_a_voice_that_fails_leaves_the_text_out(voice, tmp_path, script):
    voice("flite", script)
    speaker = Speaker(tmp_path / "cache")
    speaker.prepare(["Mind the gate"], 20)
    assert speaker.path("Mind the gate") is None
    assert list((tmp_path / "cache").iterdir()) == []


def test_a_voice_that_hangs_holds_nothing_up(voice, tmp_path, monkeypatch):
    monkeypatch.setattr(speech, "PATIENCE", 0.5)
    voice("flite", "exec sleep 30")
    speaker, started = Speaker(tmp_path / "cache"), time.monotonic()
    speaker.prepare(["Mind the gate"], 0.2)
    assert time.monotonic() - started < 5
    assert speaker.path("Mind the gate") is None
    speaker._thread.join(20)
    assert not speaker._thread.is_alive()


def test_a_cache_that_cannot_be_written_leaves_the_text_out(voice, tmp_path):
    voice("flite", TALKS)
    (tmp_path / "cache").write_text("a file where the folder should be")
    speaker = Speaker(tmp_path / "cache")
    speaker.prepare(["Mind the gate"], 20)
    assert speaker.path("Mind the gate") is None


def test_the_systems_own_voice_speaks(tmp_path):
    required(
        sys.platform != "linux" or engine() is not None, "neither flite nor espeak-ng is installed"
    )
    speaker = Speaker(tmp_path)
    speaker.prepare(["Mind the garden gate.", "-v is no option here."], 20)
    for text in ("Mind the garden gate.", "-v is no option here."):
        path = speaker.path(text)
        assert path is not None
        samples = read_wave(path)
        assert len(samples) > RATE // 2
        assert max(samples) > 1000
