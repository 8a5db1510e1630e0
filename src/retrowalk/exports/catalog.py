"""The forms there are, by the suffix of the file's name."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType
from typing import NamedTuple, cast

from ..errors import FileError, UsageError
from .formats import Form


class Entry(NamedTuple):
    """A form: what it is, the module that writes it, and the extra and library that it needs."""

    what: str
    module: str
    extra: str = ""
    library: str = ""

    @property
    def is_there(self) -> bool:
        """Whether the library that it needs is installed."""
        return not self.library or find_spec(self.library) is not None


FORMS = {
    ".wav": Entry("audio, every tone and word at its moment", "audio_file"),
    ".flac": Entry("audio, smaller and without loss", "audio_file", "audio", "soundfile"),
    ".ogg": Entry("audio, small (Vorbis)", "audio_file", "audio", "soundfile"),
    ".opus": Entry("audio, small (Opus)", "audio_file", "audio", "soundfile"),
    ".mp3": Entry("audio with a chapter for each segment", "audio_file", "audio", "soundfile"),
    ".html": Entry("a page that runs the session on a phone or tablet, offline", "web_page"),
    ".fit": Entry("a workout for a Garmin watch", "fit"),
    ".ics": Entry("reminders for a calendar", "ics", "calendar", "icalendar"),
    ".svg": Entry("a picture of the session", "svg"),
    ".md": Entry("a table to print", "markdown"),
    ".json": Entry("the plan, for programs", "data"),
    ".yaml": Entry("a session file", "data"),
}
"""Every form by its suffix."""
ALIASES = {".htm": ".html", ".yml": ".yaml"}


class MissingExtra(UsageError):
    """A form needs a library that is not installed."""


def form_of(path: Path) -> Form:
    """The form that a file's name asks for. Raises `UsageError` where there is none."""
    suffix = path.suffix.lower()
    entry = FORMS.get(ALIASES.get(suffix, suffix))
    if entry is None:
        what = f"{suffix!r} is no form there is" if suffix else f"{str(path)!r} has no suffix"
        raise UsageError(f"{what}: write one of {', '.join(FORMS)} ('retrowalk export --list')")
    if entry.library:
        need(entry.library, entry.extra)
    return cast(Form, import_module(f".{entry.module}", __package__))


def need(library: str, extra: str) -> ModuleType:
    """A library that comes with an extra. Raises `MissingExtra`."""
    try:
        return import_module(library)
    except ImportError:
        raise MissingExtra(
            f"this needs {library}, which is not installed: pip install 'retrowalk[{extra}]'"
        ) from None
    except OSError as error:  # a part of it that is not Python's
        raise FileError(f"{library} is installed but does not work here: {error}") from None
