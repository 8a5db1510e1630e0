"""Tones through playsound3, which plays WAV files with what the system has.

Everything slow happens on one thread that lives as long as the program: importing playsound3
asks each player for its version, and a player started from a thread is killed when that thread
ends.
"""

from __future__ import annotations

import logging
import queue
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from ..cues.tones import Tone
from .outlets import any_outlet

FOLDER = Path(__file__).parent / "tones"
HANGING = 6.0
"""Seconds after which a player that still plays a tone of a second is taken for dead."""
LOOK_EVERY = 0.1


class FilePlayer:
    """Plays the WAV files of a folder; calls `wake` when it finds that it cannot."""

    def __init__(self, wake: Callable[[], None] = lambda: None, folder: Path = FOLDER) -> None:
        self._folder = folder
        self._wake = wake
        self._orders: queue.SimpleQueue[Tone | None] = queue.SimpleQueue()
        self._playing: list[tuple[Any, float]] = []
        self._trouble = ""
        self._thread = threading.Thread(target=self._work, name="player", daemon=True)

    def prepare(self) -> None:
        """Get ready to play, if that has not begun: it takes a few tenths of a second."""
        if self._thread.ident is None:
            self._thread.start()

    def play(self, tone: Tone) -> None:
        """Start a tone."""
        self.prepare()
        self._orders.put(tone)

    def trouble(self) -> str:
        """Why no sound comes out; empty while all is well."""
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
            raise RuntimeError("no sound server and no sound device")
        logging.getLogger("playsound3").addHandler(
            logging.NullHandler()
        )  # else it writes on the screen
        logging.getLogger("playsound3").propagate = False
        import playsound3

        if not playsound3.AVAILABLE_BACKENDS:
            raise RuntimeError("no sound player is installed")
        closing = False
        while not closing or self._playing:
            try:
                tone = self._orders.get(timeout=LOOK_EVERY if self._playing else None)
            except queue.Empty:
                self._look()
                continue
            closing = closing or tone is None
            if tone is not None:
                if not any_outlet():
                    raise RuntimeError("the sound server has gone")
                sound = playsound3.playsound(self._folder / f"{tone}.wav", block=False)
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


def _exit_code(sound: Any) -> int:
    """The exit code of the player's process, 0 where the system plays without one."""
    poll = getattr(getattr(sound, "subprocess", None), "poll", None)
    return (poll() or 0) if poll else 0
