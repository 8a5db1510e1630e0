"""The text-to-speech engines that can write files, and the languages they speak.

speech-dispatcher is not among them: it plays speech itself, so that it could not be scheduled.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple, Protocol

from ..programs import find_program
from .clarity import clarify, to_samples
from .wave_io import write_wave

ENGINE_TIMEOUT = 10.0
"""Seconds that a program gets for one text."""
SAPI = (
    "Add-Type -AssemblyName System.Speech;"
    "$voice = New-Object System.Speech.Synthesis.SpeechSynthesizer;"
    "$culture = [Globalization.CultureInfo]::GetCultureInfo($env:RETROWALK_LANGUAGE);"
    "$voice.SelectVoiceByHints('NotSet', 'NotSet', 0, $culture);"
    "$voice.SetOutputToWaveFile($env:RETROWALK_FILE);"
    "$voice.Speak($env:RETROWALK_TEXT);"
    "$voice.Dispose()"
)
"""The PowerShell script that speaks through the voices of Windows."""


class Engine(Protocol):
    """A text-to-speech engine. `version` changes when the same text sounds different."""

    name: str
    version: str

    def speak(self, text: str, language: str, path: Path) -> None:
        """Write a text as a WAV file. Raises any exception if that is impossible."""


class Hibari:
    """hibari-tts, a natural voice, if the extra `retrowalk[voice]` is installed."""

    name = "hibari"

    def __init__(self) -> None:
        from importlib.metadata import version

        self.version = f"{version('hibari-tts')}, clarified"

    def speak(self, text: str, language: str, path: Path) -> None:
        """Write a text in English, as clear as the clips of the built-in voice."""
        write_wave(path, to_samples(clarify(_hibari_model()(text, seed=0))))


@cache
def _hibari_model() -> Any:
    """Load the model once: it takes longer than a sentence."""
    os.environ.setdefault("ORT_DISABLE_TELEMETRY", "1")  # onnxruntime otherwise reports its use
    import hibari

    return hibari.Hibari()


class Program(NamedTuple):
    """A program; `{file}`, `{text}`, `{language}` and `{voice}` are filled into its arguments."""

    name: str
    command: tuple[str, ...]
    version: str = ""

    def speak(self, text: str, language: str, path: Path) -> None:
        """Run the program. Raises `OSError` or `SubprocessError` if it fails."""
        values = {"{file}": str(path), "{text}": text, "{language}": language}
        if "{voice}" in self.command:
            values["{voice}"] = _say_voice(language)
        words = [values.get(word, word) for word in self.command]
        environment = {
            "RETROWALK_FILE": str(path),
            "RETROWALK_TEXT": text,
            "RETROWALK_LANGUAGE": language,
        }
        import subprocess

        subprocess.run(  # noqa: S603 - one of the programs below
            words,
            env={**os.environ, **environment},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=ENGINE_TIMEOUT,
            check=True,
        )


SAY = Program(
    "say",
    ("say", "-v", "{voice}", "--data-format=LEI16@22050", "-o", "{file}", "--", "{text}"),
)
POWERSHELL = Program("sapi", ("powershell", "-NoProfile", "-NonInteractive", "-Command", SAPI))
FLITE = Program("flite", ("flite", "-voice", "rms", "-o", "{file}", "-t", "{text}"))
ESPEAK = Program("espeak-ng", ("espeak-ng", "-v", "{language}", "-w", "{file}", "--", "{text}"))
ENGLISH_ONLY = ("hibari", "flite")
"""Engines that read every text as if it were English."""


def engines(language: str) -> list[Engine]:
    """Return the engines on this machine that may speak a language, best first."""
    english = is_english(language)
    return [each for each in _installed() if english or each.name not in ENGLISH_ONLY]


def is_english(language: str) -> bool:
    """Return whether a language tag such as "en-GB" is English."""
    return language.lower().split("-")[0] == "en"


def _installed() -> Iterator[Engine]:
    from importlib.util import find_spec

    if find_spec("hibari") is not None:
        yield Hibari()
    programs = {"darwin": (SAY,), "win32": (POWERSHELL,)}.get(sys.platform, ())
    for program in (*programs, FLITE, ESPEAK):
        name, *arguments = program.command
        if path := find_program(name):
            yield program._replace(command=(path, *arguments))


def system_language(environment: Mapping[str, str]) -> str:
    """Return the language of the locale as a tag, such as "de-AT"; English if it has none."""
    names = (environment.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    name = next((name for name in names if name), "")
    match = re.match(r"([A-Za-z]{2,3})(?:[_-]([A-Za-z]{2}))?(?:[.@]|$)", name)
    if match is None:
        return "en"
    return "-".join(part for part in (match[1].lower(), (match[2] or "").upper()) if part)


def _say_voice(language: str) -> str:
    """Return a voice of macOS that speaks a language. Raises `OSError` if there is none."""
    import subprocess

    listing = subprocess.run(
        ["say", "-v", "?"],  # noqa: S607 - the system's program
        capture_output=True,
        text=True,
        timeout=ENGINE_TIMEOUT,
        check=True,
    ).stdout
    return choose_say_voice(listing, language)


def choose_say_voice(listing: str, language: str) -> str:
    """Return the best voice in a listing with lines such as "Anna   de_DE   # Hallo"."""
    wanted = language.lower().replace("-", "_")
    voices = re.findall(r"^(.+?)\s+([a-z]{2,3}_[A-Z]{2})\s+#", listing, re.MULTILINE)
    for name, code in voices:
        if code.lower() == wanted:
            return str(name)
    for name, code in voices:
        if code.lower().split("_")[0] == wanted.split("_")[0]:
            return str(name)
    raise OSError(f"no voice speaks {language}")
