"""Which presets were used last: a small record, the latest first, that may be missing."""

from __future__ import annotations

from pathlib import Path

FILE = "last-used"
MOST = 50


def recent_presets(folder: Path) -> list[str]:
    """Names of presets, the one used last first; none where nothing can be read."""
    try:
        names = (folder / FILE).read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        return []
    return list(dict.fromkeys(name for name in names if name))[:MOST]


def remember_preset(folder: Path, name: str) -> None:
    """Put a name before the others; where that cannot be written it is not remembered."""
    names = [name, *(other for other in recent_presets(folder) if other != name)][:MOST]
    try:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / FILE).write_text("\n".join(names) + "\n", encoding="utf-8")
    except (OSError, UnicodeEncodeError):
        pass


def in_order(names: list[str], used: list[str]) -> list[str]:
    """The names, those that were used before the others, the latest first."""
    place = {name: at for at, name in enumerate(used)}
    return sorted(names, key=lambda name: place.get(name, len(used)))
