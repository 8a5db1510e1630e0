"""Tones through playsound3, which plays WAV files with what the system has.

Everything slow happens on one thread that lives as long as the program: importing playsound3
asks each player for its version, and a player started from a thread is killed when that thread
ends.
"""

from __future__ import annotations

import logging
import queue
import tempfile
import threading
import time
import wave
from array import array
from collections.abc import Callable
from pathlib import Path
from typing import Any

from ..cues.tones import Tone
from .outlets import any_outlet

FOLDER = Path(__file__).parent / "tones"
HANGING = 6.0
"""Seconds after which a player that still plays a tone of a second is taken for dead."""
ANSWERING = 3.0
"""Seconds after which an order that nobody has taken means that a player hangs."""
LOOK_EVERY = 0.1
MOST_AT_ONCE = 6
"""Players at work at the same time; a fast rehearsal would start hundreds."""


class FilePlayer:
    """Plays the tones at a volume in percent; calls `wake` when it finds that it cannot."""

    def __init__(self, wake: Callable[[], None] = lambda: None, volume: int = 100) -> None:
        self._volume = volume
        self._wake = wake
        self._orders: queue.SimpleQueue[Tone | None] = queue.SimpleQueue()
        self._playing: list[tuple[Any, float]] = []
        self._trouble = ""
        self._asked: float | None = None  # when the oldest order was given that is still waiting
        self._thread = threading.Thread(target=self._work, name="player", daemon=True)

    def prepare(self) -> None:
        """Get ready to play, if that has not begun: it takes a few tenths of a second."""
        if self._thread.ident is None:
            self._thread.start()

    def play(self, tone: Tone) -> None:
        """Start a tone."""
        self.prepare()
        self._asked = self._asked or time.monotonic()
        self._orders.put(tone)

    def trouble(self) -> str:
        """Why no sound comes out; empty while all is well."""
        asked = self._asked
        if not self._trouble and asked and time.monotonic() - asked > ANSWERING:
            self._trouble = "the sound player does not answer"
        return self._trouble

    def close(self, patience: float) -> None:
        """Let the last tone end."""
        if self._thread.ident is not None:
            self._orders.put(None)
            self._thread.join(patience)

    def _work(self) -> None:
        try:
            self._serve()
        except Exception as error:  # whatever a player does, the walk goes on
            self._trouble = str(error).splitlines()[0] if str(error) else type(error).__name__
            self._wake()

    def _serve(self) -> None:
        """Play what is ordered until None is; then wait for what still sounds."""
        if not any_outlet():
            raise RuntimeError("no sound server or device")
        log = logging.getLogger("playsound3")  # else it writes on the screen
        log.addHandler(logging.NullHandler())
        log.propagate = False
        import playsound3

        if not playsound3.AVAILABLE_BACKENDS:
            raise RuntimeError("no sound player is installed")
        if self._volume == 100:
            self._play_orders(playsound3, FOLDER)
            return
        with tempfile.TemporaryDirectory() as folder:
            for path in FOLDER.glob("*.wav"):
                write_softer(path, Path(folder) / path.name, self._volume)
            self._play_orders(playsound3, Path(folder))

    def _play_orders(self, playsound3: Any, folder: Path) -> None:
        """Start each tone as it is ordered, and look how the players fare."""
        closing = False
        while not closing or self._playing:
            try:
                tone = self._orders.get(timeout=LOOK_EVERY if self._playing else None)
            except queue.Empty:
                self._look()
                continue
            self._asked = None
            closing = closing or tone is None
            while not closing and not self._orders.empty():
                later = self._orders.get()  # what was to sound before is past
                tone, closing = (tone, True) if later is None else (later, closing)
            if tone is not None and len(self._playing) < MOST_AT_ONCE:
                if not any_outlet():
                    raise RuntimeError("the sound server has gone")
                sound = playsound3.playsound(folder / f"{tone}.wav", block=False)
                self._playing.append((sound, time.monotonic()))

    def _look(self) -> None:
        """Drop what has ended; a player that failed or hangs is trouble."""
        still = []
        for sound, since in self._playing:
            if sound.is_alive():
                if time.monotonic() - since > HANGING:
                    sound.stop()
                    raise RuntimeError("the sound player hangs")
                still.append((sound, since))
            elif _exit_code(sound):
                raise RuntimeError("the sound player failed")
        self._playing = still


def write_softer(source: Path, target: Path, volume: int) -> None:
    """Write a 16-bit WAV file at a volume in percent; ears hear squares as even steps."""
    with wave.open(str(source)) as file:
        parameters = file.getparams()
        samples = array("h", file.readframes(parameters.nframes))
    factor = (volume / 100) ** 2
    with wave.open(str(target), "wb") as file:
        file.setparams(parameters)
        file.writeframes(array("h", (round(sample * factor) for sample in samples)).tobytes())


def _exit_code(sound: Any) -> int:
    """The exit code of the player's process, 0 where the system plays without one."""
    poll = getattr(getattr(sound, "subprocess", None), "poll", None)
    return (poll() or 0) if poll else 0
