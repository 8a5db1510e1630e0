"""Test whether the backends work on this machine, and how fast they start."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from .. import clock
from ..audio.wave_io import RATE, silence, write_wave
from . import device_stream
from .availability import NO_AUDIO_OUTPUT, has_audio_output
from .file_player import load_players

PROBE_TIMEOUT = 6.0
"""Seconds that a backend gets; a hung sound server never answers."""
PROBE_LENGTH = 0.2
"""Seconds of silence to play."""


class ProbeResult(NamedTuple):
    """Whether a backend works, through what or why not, and how many seconds it took to play."""

    works: bool
    text: str
    seconds: float | None = None


def probe_stream() -> ProbeResult:
    """Open the sound device and wait until it asks for samples."""
    if not device_stream.is_available():
        return ProbeResult(False, "miniaudio is not installed")
    return _within_timeout(_open_stream)


def probe_player() -> ProbeResult:
    """Play a moment of silence through playsound3."""
    return _within_timeout(_play_silence)


def _within_timeout(attempt: Callable[[], ProbeResult]) -> ProbeResult:
    """Return the result of `attempt`, or a failed result if it raises or takes too long."""
    results: list[ProbeResult] = []

    def work() -> None:
        try:
            results.append(attempt())
        except Exception as error:  # a sound system can fail in any way
            results.append(ProbeResult(False, str(error) or type(error).__name__))

    if not has_audio_output():
        return ProbeResult(False, NO_AUDIO_OUTPUT)
    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    thread.join(PROBE_TIMEOUT)
    return results[0] if results else ProbeResult(False, f"no reply within {PROBE_TIMEOUT:.0f} s")


def _open_stream() -> ProbeResult:
    started = clock.now()
    system, asked = device_stream.check_device()
    return ProbeResult(True, f"miniaudio through {system}", asked - started)


def _play_silence() -> ProbeResult:
    players = load_players()
    with TemporaryDirectory(prefix="retrowalk-") as folder:
        path = Path(folder) / "silence.wav"
        write_wave(path, silence(round(PROBE_LENGTH * RATE)))
        started = time.monotonic()
        players.play(path)
        overhead = time.monotonic() - started - PROBE_LENGTH
    return ProbeResult(True, f"playsound3 through {players.name}", max(0.0, overhead))
