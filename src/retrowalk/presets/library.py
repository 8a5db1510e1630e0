"""Find presets: those that ship with the program, and the user's own."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import TYPE_CHECKING

from ..core.programme_weeks import FIRST_WEEK, MAINTENANCE, preset_name
from ..errors import RetrowalkError
from .file_names import is_session_file

if TYPE_CHECKING:
    from pathlib import Path

    from .diagnostics import Text
    from .preset import Preset

FIRST = ("start-small", "intervals", "treadmill")
"""The presets at the top of lists."""
PROGRAMME = tuple(preset_name(week) for week in range(FIRST_WEEK, MAINTENANCE + 1))
"""The presets of the programme, after the others in lists."""

_HERE = os.path.dirname(__file__)
_INSTALLED = os.path.join(_HERE, "data")
_CHECKOUT = os.path.join(_HERE, *[os.pardir] * 3, "presets")


def shipped_folder() -> str:
    """Return the folder of the shipped presets: in the package, or beside `src/` in a checkout."""
    return _INSTALLED if os.path.isdir(_INSTALLED) else os.path.normpath(_CHECKOUT)


class Library:
    """The shipped presets and the user's own, which override shipped ones of the same name.

    `commands` are names that no preset can have. `broken` collects files that cannot be presets,
    with the reason in one line. Files are named by strings: importing pathlib would delay help.
    """

    def __init__(
        self,
        user_folder: str | os.PathLike[str] | None = None,
        commands: frozenset[str] = frozenset(),
    ) -> None:
        self.user_folder = None if user_folder is None else os.fspath(user_folder)
        self.commands = commands
        self.broken: dict[str, str] = {}

    def files(self) -> dict[str, str]:
        """Return the file of each preset by name, in the order of lists."""
        shipped = {_stem(path): path for path in _session_files(shipped_folder())}
        own = {composed(_stem(path)): path for path in self._own_files()}
        more = shipped.keys() - {*FIRST, *PROGRAMME}
        order = [*FIRST, *sorted(more), *PROGRAMME, *sorted(own.keys() - shipped.keys())]
        return {
            name: own.get(name) or shipped[name] for name in order if name in own or name in shipped
        }

    def own_names(self) -> list[str]:
        """Return the names of the user's own presets, in the order of lists."""
        shipped = shipped_folder()
        return [n for n, path in self.files().items() if os.path.dirname(path) != shipped]

    def _own_files(self) -> Iterator[str]:
        if self.user_folder is None:
            return
        try:
            paths = list(_session_files(self.user_folder))
        except OSError as error:
            self.broken[self.user_folder] = error.strerror or str(error)
            return
        for path in paths:
            if reason := self._name_problem(_stem(path)):
                self.broken[path] = reason
            else:
                yield path

    def _name_problem(self, name: str) -> str:
        if name in self.commands:
            return f"{name!r} is the name of a command: rename the file"
        if name.startswith("-") or not name.isprintable() or " " in name:
            return "the file's name cannot be a command: use letters, digits and hyphens"
        return ""

    def open(self, name: str) -> Preset | None:
        """Return the preset of that name, or None. Raises `RetrowalkError` if it is not valid."""
        name = composed(name)
        path = self.files().get(name)
        return open_file(path, name) if path else None

    def guess(self, name: str) -> str:
        """Return the end of a message about an unknown name: a similar name, or how to list all."""
        import difflib

        close = difflib.get_close_matches(name.lower(), list(self.files()), 1)
        if close:
            return f"; did you mean {close[0]!r}?"
        return ": 'retrowalk presets' lists the presets"

    def working(self) -> dict[str, Preset]:
        """Return the valid presets by name; `broken` gets the others."""
        opened = {name: self._try(name, path) for name, path in self.files().items()}
        return {name: preset for name, preset in opened.items() if preset}

    def summaries(self) -> dict[str, str]:
        """Return the summary of each valid preset by name; `broken` gets the others."""
        shipped, found = shipped_folder(), {}
        for name, path in self.files().items():
            if os.path.dirname(path) == shipped:
                found[name] = _shipped_summary(path)
            elif preset := self._try(name, path):
                found[name] = preset.summary
        return found

    def _try(self, name: str, path: str) -> Preset | None:
        try:
            return open_file(path, name)
        except RetrowalkError as error:
            self.broken[path] = _reason(error)
            return None


def _shipped_summary(path: str) -> str:
    """Return the summary of a shipped preset without a YAML parser, which would slow down help."""
    prefix = "summary: "
    with open(path, encoding="utf-8") as file:
        return next((line[len(prefix) :].strip() for line in file if line.startswith(prefix)), "")


def open_line(line: str) -> Preset:
    """Return the preset of a one-line session. Raises `Invalid`."""
    from . import reader
    from .one_line import read_line

    return reader.read(read_line(line), "session")


def open_file(path: str | Path, name: str | None = None) -> Preset:
    """Return the preset in a file; by default it is named after the file.

    Raises `FileError` if the file cannot be read, `InvalidSession` if it is not valid.
    """
    from .text_file import read_text

    return open_text(read_text(path), name or session_name(_stem(path)))


def open_text(text: Text, name: str) -> Preset:
    """Return the preset in the text of a session file. Raises `InvalidSession`."""
    from . import precompiled, reader

    document = precompiled.load(text)
    if document is None:
        from . import yaml_loader

        document = yaml_loader.load(text)
    return reader.read(document, name)


def composed(name: str) -> str:
    """Return the name with accents as single characters (NFC); file systems may split them."""
    if name.isascii():
        return name
    import unicodedata

    return unicodedata.normalize("NFC", name)


def session_name(stem: str) -> str:
    """Return a file's name as a session's name; file names can contain any characters."""
    from ..core.limits import LONGEST_LINE
    from ..sanitize import printable

    return printable(composed(stem)).strip()[:LONGEST_LINE] or "session"


def _session_files(folder: str) -> Iterator[str]:
    if os.path.isdir(folder):
        for name in sorted(os.listdir(folder)):
            if is_session_file(name) and not name.startswith("."):
                yield os.path.join(folder, name)


def _stem(path: str | Path) -> str:
    """Return a file's name without its suffix."""
    return os.path.splitext(os.path.basename(path))[0]


def _reason(error: RetrowalkError) -> str:
    """Return what is wrong with a file, on one line."""
    from .diagnostics import Invalid

    if isinstance(error, Invalid):
        problem, more = error.problems[0], len(error.problems) - 1
        also = f" (and {more} more)" if more else ""
        hint = f"; {problem.hint}" if problem.hint else ""
        return f"line {problem.position.line}: {problem.message}{hint}{also}"
    return str(error).splitlines()[0]
