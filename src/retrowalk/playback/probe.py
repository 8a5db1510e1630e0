"""Trying the outputs out: whether they work here, and how fast they start."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from .. import clock as clocks
from ..audio.wave_io import RATE, silence, write_wave
from . import device_stream as device
from .availability import NO_AUDIO_OUTPUT, has_audio_output
from .file_player import load_players

PATIENCE = 6.0
"""Seconds that an output gets; a sound server that hangs never answers."""
LENGTH = 0.2
"""Seconds of silence that are played."""


class Found(NamedTuple):
    """Whether an output works, through what or why not, and seconds from call to playing."""

    works: bool
    text: str
    seconds: float | None = None


def try_stream() -> Found:
    """Open the sound device and wait until it asks for samples."""
    if not device.available():
        return Found(
            False, "miniaudio is not installed: there are no wheels of it for this machine"
        )
    return _tried(_open_stream)


def try_player() -> Found:
    """Play a moment of silence through playsound3."""
    return _tried(_play_silence)


def _tried(attempt: Callable[[], Found]) -> Found:
    """The attempt's answer, unless it fails or takes too long."""
    answers: list[Found] = []

    def work() -> None:
        try:
            answers.append(attempt())
        except Exception as error:  # whatever an output does, it is told
            answers.append(Found(False, str(error) or type(error).__name__))

    if not has_audio_output():
        return Found(False, NO_AUDIO_OUTPUT)
    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    thread.join(PATIENCE)
    return answers[0] if answers else Found(False, f"no answer within {PATIENCE:.0f} s")


def _open_stream() -> Found:
    started = clocks.now()
    system, asked = device.try_out()
    return Found(True, f"miniaudio through {system}", asked - started)


def _play_silence() -> Found:
    players = load_players()
    with TemporaryDirectory(prefix="retrowalk-") as folder:
        path = Path(folder) / "silence.wav"
        write_wave(path, silence(round(LENGTH * RATE)))
        started = time.monotonic()
        players.playsound(path)
        taken = time.monotonic() - started - LENGTH
    name = getattr(players, "DEFAULT_BACKEND", None) or players.AVAILABLE_BACKENDS[0]
    return Found(True, f"playsound3 through {name}", max(0.0, taken))
