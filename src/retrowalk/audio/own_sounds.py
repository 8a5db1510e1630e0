"""Find the user's own sounds in a folder, and report files that cannot be used."""

from __future__ import annotations

from collections.abc import Container
from pathlib import Path
from typing import NamedTuple

from .sound_file import DECODED, WAVE

SUFFIXES = (WAVE, *DECODED)
"""The suffixes of sound files, in order of preference."""


class OwnSounds(NamedTuple):
    """The file of each sound by its name, and a message for each file that is not used."""

    files: dict[str, Path]
    warnings: list[str]


def find_own_sounds(folder: Path, names: Container[str]) -> OwnSounds:
    """Return the sounds in a folder, ignoring case. `names` are the names of known sounds."""
    found = OwnSounds({}, [])
    try:
        paths = sorted(path for path in folder.iterdir() if not path.name.startswith("."))
    except OSError:
        found.warnings.append(f"sound folder {folder} not found: using the built-in sounds")
        return found
    for path in sorted(paths, key=_preference):
        name = path.stem.lower()
        if reason := _why_unused(path, name, names, found.files):
            found.warnings.append(f"sound file {path} is not used: {reason}")
        else:
            found.files[name] = path
    return found


def _preference(path: Path) -> int:
    suffix = path.suffix.lower()
    return SUFFIXES.index(suffix) if suffix in SUFFIXES else len(SUFFIXES)


def _why_unused(path: Path, name: str, names: Container[str], found: dict[str, Path]) -> str:
    if not path.is_file():
        return "it is not a regular file"
    if path.suffix.lower() not in SUFFIXES:
        return f"its name does not end in {', '.join(SUFFIXES)}"
    if name not in names:
        return f"there is no sound named {name!r}"
    if name in found:
        return f"{found[name].name} is used instead"
    return ""
