"""Where presets are found: those that ship with the program, and the user's own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from ..errors import RetrowalkError

if TYPE_CHECKING:
    from .preset import Preset

FIRST = ("start-small", "intervals", "treadmill")
"""The presets that lists begin with."""
SUFFIXES = (".yaml", ".yml")

_INSTALLED = Path(__file__).parent / "data"
_CHECKOUT = Path(__file__).parents[3] / "presets"


def shipped_folder() -> Path:
    """The folder of the presets that ship: in the package, or beside `src/` in a checkout."""
    return _INSTALLED if _INSTALLED.is_dir() else _CHECKOUT


@dataclass
class Library:
    """The presets of some folders; the user's come last and take the place of shipped ones.

    `commands` are names no preset can have. Files that cannot be presets end up in `broken`,
    with the reason in one line.
    """

    user_folder: Path | None = None
    commands: frozenset[str] = frozenset()
    broken: dict[Path, str] = field(default_factory=dict)

    def files(self) -> dict[str, Path]:
        """Every preset's file by its name, in the order of lists."""
        shipped = {path.stem: path for path in _yaml_files(shipped_folder())}
        own = {path.stem: path for path in self._own_files()}
        order = [*FIRST, *sorted(shipped.keys() - set(FIRST)), *sorted(own.keys() - shipped.keys())]
        return {
            name: own.get(name) or shipped[name] for name in order if name in own or name in shipped
        }

    def _own_files(self) -> Iterator[Path]:
        if self.user_folder is None:
            return
        try:
            paths = list(_yaml_files(self.user_folder))
        except OSError as error:
            self.broken[self.user_folder] = error.strerror or str(error)
            return
        for path in paths:
            if reason := self._unfit(path.stem):
                self.broken[path] = reason
            else:
                yield path

    def _unfit(self, name: str) -> str:
        if name in self.commands:
            return f"{name!r} is the name of a command: rename the file"
        if name.startswith("-") or not name.isprintable() or " " in name:
            return "the file's name cannot be a command: use letters, digits and hyphens"
        return ""

    def open(self, name: str) -> Preset | None:
        """The preset of that name, None where there is none. Raises when it is broken."""
        path = self.files().get(name)
        return open_file(path, name) if path else None

    def guess(self, name: str) -> str:
        """Return the end of a sentence about an unknown name: a similar one, or how to list all."""
        import difflib

        close = difflib.get_close_matches(name.lower(), list(self.files()), 1)
        if close:
            return f"; did you mean {close[0]!r}?"
        return ": 'retrowalk presets' lists the presets"

    def working(self) -> dict[str, Preset]:
        """Every preset that can be read; the others are noted in `broken`."""
        opened = {name: self._try(name, path) for name, path in self.files().items()}
        return {name: preset for name, preset in opened.items() if preset}

    def summaries(self) -> dict[str, str]:
        """Every preset's summary; the user's files are checked, and broken ones noted."""
        shipped, found = shipped_folder(), {}
        for name, path in self.files().items():
            if path.parent == shipped:
                found[name] = _own_line(path)
            elif preset := self._try(name, path):
                found[name] = preset.summary
        return found

    def _try(self, name: str, path: Path) -> Preset | None:
        try:
            return open_file(path, name, thorough=False)
        except RetrowalkError as error:
            self.broken[path] = _reason(error)
            return None


def _own_line(path: Path) -> str:
    """The summary of a preset that ships, read without a YAML parser: help has to be quick."""
    prefix = "summary: "
    with path.open(encoding="utf-8") as file:
        return next((line[len(prefix) :].strip() for line in file if line.startswith(prefix)), "")


def open_line(line: str) -> Preset:
    """Read and check a session written in one line."""
    from . import reader
    from .one_line import read_line

    return reader.read(read_line(line), "session")


def open_file(path: str | Path, name: str | None = None, *, thorough: bool = True) -> Preset:
    """Read and check a session file, `-` for standard input; it is named after the file."""
    from . import diagnostics as source
    from . import reader
    from . import yaml_loader as loader

    text = source.read_text(path)
    stem = "session" if text.name == "<stdin>" else Path(path).stem
    return reader.read(loader.load(text), name or stem, thorough=thorough)


def _yaml_files(folder: Path) -> Iterator[Path]:
    if folder.is_dir():
        for path in sorted(folder.iterdir()):
            if path.suffix in SUFFIXES and not path.name.startswith("."):
                yield path


def _reason(error: RetrowalkError) -> str:
    """What is wrong with a file, on one line."""
    from .diagnostics import Invalid

    if isinstance(error, Invalid):
        problem, more = error.problems[0], len(error.problems) - 1
        also = f" (and {more} more)" if more else ""
        hint = f"; {problem.hint}" if problem.hint else ""
        return f"line {problem.spot.line}: {problem.message}{hint}{also}"
    return str(error).splitlines()[0]
