"""Synthesize the texts that the built-in voice has no clips for, each only once."""

from __future__ import annotations

import threading
from array import array
from collections.abc import Mapping
from pathlib import Path

from ..errors import FileError
from ..files import PRIVATE, make_private_folder
from .loudness import normalized
from .voices import Engine, engines
from .wave_io import RATE, read_wave, write_wave

MAX_SPEECH = 20.0
"""Seconds after which a text is cut off."""
MIN_SECONDS_PER_LETTER = 0.03
"""The fastest speech: normal speech takes 0.06 to 0.08 seconds for a letter."""
MIN_PEAK = 0.03 * 32768
"""A clip with a lower peak is nearly silent; speech reaches at least 0.2 of full scale."""
AUDIBLE = 0.05
"""A block counts as sound if it is louder than this fraction of the loudest one."""
BLOCK = RATE // 50


class Speaker:
    """Turns texts into files of a cache folder, in the background."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._ready: dict[str, Path] = {}
        self._failed: dict[str, str] = {}
        self._thread: threading.Thread | None = None

    def prepare(self, texts: Mapping[str, str], timeout: float) -> None:
        """Start synthesizing texts, each with its language, and wait at most `timeout` seconds."""
        if not texts:
            return
        self._thread = threading.Thread(target=self._make_all, args=(dict(texts),), daemon=True)
        try:
            self._thread.start()
        except RuntimeError:  # no more threads are allowed
            return
        self._thread.join(timeout)

    def path(self, text: str) -> Path | None:
        """Return the file of a text, or None if there is none yet."""
        return self._ready.get(text)

    @property
    def failed(self) -> dict[str, str]:
        """The texts that cannot be spoken, with the language of each."""
        return dict(self._failed)

    def _make_all(self, texts: dict[str, str]) -> None:
        for text, language in texts.items():
            path = self._make(text, language)
            if path is None:
                self._failed[text] = language
            else:
                self._ready[text] = path

    def _make(self, text: str, language: str) -> Path | None:
        """Return the file of a text, made by the first engine that can."""
        files = (self._made_by(engine, text, language) for engine in engines(language))
        return next((path for path in files if path), None)

    def _made_by(self, engine: Engine, text: str, language: str) -> Path | None:
        path = self._folder / f"{_digest(engine, text, language)}.wav"
        try:
            if not path.is_file():
                self._synthesize(engine, text, language, path)
        except Exception:  # an engine can fail in any way
            return None
        return path

    def _synthesize(self, engine: Engine, text: str, language: str, path: Path) -> None:
        """Make a file. Raises any exception if the engine cannot speak the text."""
        make_private_folder(self._folder)
        import tempfile

        with tempfile.TemporaryDirectory(dir=self._folder) as scratch:
            draft = Path(scratch) / "speech.wav"
            engine.speak(text, language, draft)
            samples = read_wave(draft, MAX_SPEECH)
            if not is_speech(samples, text):
                raise FileError(f"{engine.name} cannot say {text!r}")
            write_wave(draft, normalized(samples))
            draft.chmod(PRIVATE)
            draft.replace(path)


def is_speech(samples: array[int], text: str) -> bool:
    """Return whether a clip is loud and long enough to be the text.

    An engine that does not know the letters of a text leaves them out.
    """
    if max(map(abs, samples), default=0) < MIN_PEAK:
        return False
    peaks = [max(map(abs, samples[n : n + BLOCK])) for n in range(0, len(samples), BLOCK)]
    audible = sum(peak > AUDIBLE * max(peaks) for peak in peaks) * BLOCK / RATE
    letters = sum(character.isalnum() for character in text)
    return audible >= MIN_SECONDS_PER_LETTER * letters


def _digest(engine: Engine, text: str, language: str) -> str:
    key = "\n".join((engine.name, engine.version, language, text))
    import hashlib

    return hashlib.sha256(key.encode()).hexdigest()[:32]
