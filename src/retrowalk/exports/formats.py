"""The export formats by file suffix, and what the modules that write them share."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import timedelta
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, NamedTuple, Protocol, cast

from ..core.session import Session
from ..errors import FileError, UsageError
from .reminders import Schedule

if TYPE_CHECKING:
    from ..audio.bank import Bank

ProgressCallback = Callable[[float], None]
"""Called from time to time with the fraction of a file that is written, from 0 to 1."""


@dataclass(frozen=True)
class Options:
    """Options of an export. Each format reads those that apply to it.

    `bank` and `voice` set the sounds of audio; a bank of None is the default one. `time_left` is
    the interval at which audio says the time left. `lrc` adds a file of timed text, `split` writes
    one audio file per segment. `lead_in` is in seconds. `units` is "km/h" or "mph". `tones` and
    `volume`, in percent, are the initial values of the web page. `schedule` is the calendar's.
    """

    bank: Bank | None = None
    voice: bool = True
    time_left: timedelta | None = None
    lrc: bool = False
    split: bool = False
    lead_in: int = 5
    units: str = "km/h"
    tones: str = "soft"
    volume: int = 100
    schedule: Schedule | None = None


class OutputFile(NamedTuple):
    """One file of an export: its final path, and a function that writes it to a given path."""

    path: Path
    write: Callable[[Path, ProgressCallback], None]


class FormatWriter(Protocol):
    """A module that writes one format."""

    def files(self, session: Session, path: Path, options: Options) -> Iterable[OutputFile]:
        """Return the files to write. Raises `RetrowalkError` if the session does not fit."""


class Format(NamedTuple):
    """A format: its description, the module that writes it, and the optional library it needs."""

    description: str
    module: str
    extra: str = ""
    library: str = ""

    @property
    def is_available(self) -> bool:
        """Whether the library it needs is installed."""
        return not self.library or find_spec(self.library) is not None


FORMATS = {
    ".wav": Format("audio, uncompressed", "audio_file"),
    ".flac": Format("audio, compressed without loss", "audio_file", "audio", "soundfile"),
    ".ogg": Format("audio, small (Vorbis)", "audio_file", "audio", "soundfile"),
    ".opus": Format("audio, small (Opus)", "audio_file", "audio", "soundfile"),
    ".mp3": Format("audio with a chapter for each segment", "audio_file", "audio", "soundfile"),
    ".html": Format("a page that runs the session on a phone or tablet, offline", "web_page"),
    ".fit": Format("a workout for a Garmin watch", "fit"),
    ".ics": Format("reminders for a calendar", "ics", "calendar", "icalendar"),
    ".svg": Format("a picture of the session", "svg"),
    ".md": Format("a table to print", "markdown"),
    ".json": Format("the plan, for programs", "data"),
    ".yaml": Format("a session file", "data"),
}
"""Every format by its file suffix."""
ALIASES = {".htm": ".html", ".yml": ".yaml"}


class MissingExtra(UsageError):
    """A format needs a library that is not installed."""


def writer_for(path: Path) -> FormatWriter:
    """Return the module that writes the format of a path's suffix.

    Raises `UsageError` for an unknown suffix and `MissingExtra` for a missing library.
    """
    suffix = path.suffix.lower()
    found = FORMATS.get(ALIASES.get(suffix, suffix))
    if found is None:
        problem = f"unsupported format {suffix!r}" if suffix else f"{str(path)!r} has no suffix"
        raise UsageError(f"{problem}: use one of {', '.join(FORMATS)} ('retrowalk export --list')")
    if found.library:
        require(found.library, found.extra)
    return cast(FormatWriter, import_module(f".{found.module}", __package__))


def require(library: str, extra: str) -> ModuleType:
    """Import an optional library. Raises `MissingExtra`, or `FileError` if it cannot be loaded."""
    try:
        return import_module(library)
    except ImportError:
        raise MissingExtra(
            f"this format needs {library}, which is not installed: pip install 'retrowalk[{extra}]'"
        ) from None
    except OSError as error:  # a shared library that it brings or needs
        raise FileError(f"{library} is installed but cannot be loaded: {error}") from None


def file_with(path: Path, content: str | bytes) -> OutputFile:
    """Return an output file with the given content."""
    data = content.encode(errors="replace") if isinstance(content, str) else content

    def write(to: Path, on_progress: ProgressCallback) -> None:
        to.write_bytes(data)

    return OutputFile(path, write)
