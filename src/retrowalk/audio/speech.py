"""Texts that no clip covers, spoken by the system's voice into WAV files, each only once.

Engines that can write a file are taken: `say` on macOS, SAPI on Windows, flite or espeak-ng
elsewhere. speech-dispatcher only plays, so that its words could not be placed in time.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from ..errors import FileError
from ..files import PRIVATE, make_private_folder
from .wave_io import read_wave

PATIENCE = 10.0
"""Seconds that an engine gets for one text."""
SAPI = (
    "Add-Type -AssemblyName System.Speech;"
    "$voice = New-Object System.Speech.Synthesis.SpeechSynthesizer;"
    "$voice.SetOutputToWaveFile($env:RETROWALK_FILE);"
    "$voice.Speak($env:RETROWALK_TEXT);"
    "$voice.Dispose()"
)


class Engine(NamedTuple):
    """A program that speaks into a file; `{file}` and `{text}` are put into its arguments."""

    name: str
    command: tuple[str, ...]


ENGINES = (
    Engine("say", ("say", "--data-format=LEI16@22050", "-o", "{file}", "--", "{text}")),
    Engine("sapi", ("powershell", "-NoProfile", "-NonInteractive", "-Command", SAPI)),
    Engine("flite", ("flite", "-voice", "rms", "-o", "{file}", "-t", "{text}")),
    Engine("espeak-ng", ("espeak-ng", "-w", "{file}", "--", "{text}")),
)


def engine() -> Engine | None:
    """The system's voice, if it has one."""
    for candidate in ENGINES:
        if candidate.name == "say" and sys.platform != "darwin":
            continue  # elsewhere something else may have that name
        if candidate.name == "sapi" and sys.platform != "win32":
            continue
        if shutil.which(candidate.command[0]):
            return candidate
    return None


class Speaker:
    """Makes texts into files in a cache folder, in the background."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._engine: Engine | None = None
        self._ready: dict[str, Path] = {}
        self._thread: threading.Thread | None = None

    def prepare(self, texts: Iterable[str], patience: float) -> None:
        """StartAt to make the texts in order, and wait for them at most `patience` seconds."""
        wanted = list(dict.fromkeys(texts))
        self._engine = engine() if wanted else None
        if self._engine is None:
            return
        self._thread = threading.Thread(target=self._make_all, args=(wanted,), daemon=True)
        self._thread.start()
        self._thread.join(patience)

    def path(self, text: str) -> Path | None:
        """The file of a text; None while there is none."""
        return self._ready.get(text)

    def _make_all(self, texts: list[str]) -> None:
        for text in texts:
            try:
                self._ready[text] = self._make(text)
            except (OSError, subprocess.SubprocessError, FileError):
                continue  # the tone alone is heard

    def _make(self, text: str) -> Path:
        """The text's file, made if it is not there yet. Raises when that cannot be done."""
        assert self._engine is not None
        digest = hashlib.sha256(f"{self._engine.name}\n{text}".encode()).hexdigest()[:32]
        path = self._folder / f"{digest}.wav"
        if not path.is_file():
            make_private_folder(self._folder)
            with tempfile.TemporaryDirectory(dir=self._folder) as scratch:
                made = Path(scratch) / "speech.wav"
                self._speak(text, made)
                read_wave(made, 0.1)  # raises where an engine has written something else
                made.chmod(PRIVATE)
                made.replace(path)
        return path

    def _speak(self, text: str, path: Path) -> None:
        assert self._engine is not None
        words = [part.replace("{file}", str(path)) for part in self._engine.command]
        subprocess.run(  # noqa: S603 - one of the engines above
            [word.replace("{text}", text) for word in words],
            env={**os.environ, "RETROWALK_FILE": str(path), "RETROWALK_TEXT": text},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=PATIENCE,
            check=True,
        )
