"""Recently used presets, most recent first."""

from __future__ import annotations

from pathlib import Path

from ..errors import FileError
from ..files import PRIVATE, make_private_folder, read_limited, write_file

FILE = "last-used"
LARGEST = 1 << 16
"""Maximum number of bytes of the file."""
MOST = 50


def recent_presets(state_dir: Path) -> list[str]:
    """Return preset names, most recent first, or an empty list if the file is unreadable."""
    try:
        names = read_limited(state_dir / FILE, LARGEST).decode("utf-8").splitlines()
    except (OSError, FileError, UnicodeDecodeError):
        return []
    return list(dict.fromkeys(name for name in names if name))[:MOST]


def remember_preset(state_dir: Path, name: str) -> None:
    """Move `name` to the front of the list. Write errors are ignored."""
    names = [name, *(other for other in recent_presets(state_dir) if other != name)][:MOST]
    try:
        make_private_folder(state_dir)
        text = "".join(f"{name}\n" for name in names)
        write_file(state_dir / FILE, text, force=True, mode=PRIVATE)
    except (OSError, FileError):
        pass


def by_recent_use(names: list[str], recent: list[str]) -> list[str]:
    """Return `names`, those in `recent` first and in its order."""
    index = {name: at for at, name in enumerate(recent)}
    return sorted(names, key=lambda name: index.get(name, len(recent)))
