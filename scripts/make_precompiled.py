"""Parse the shipped presets ahead of time: python scripts/make_precompiled.py."""

from __future__ import annotations

from pathlib import Path

from retrowalk.presets import yaml_loader
from retrowalk.presets.library import shipped_folder
from retrowalk.presets.precompiled import entry
from retrowalk.presets.text_file import read_text

MODULE = Path(__file__).parents[1] / "src" / "retrowalk" / "presets" / "precompiled_data.py"
HEAD = '''"""Trees of the shipped presets, one a line. Written by scripts/make_precompiled.py."""

from __future__ import annotations

from typing import Any

# fmt: off
# ruff: noqa: E501
TREES: dict[tuple[int, int], Any] = {
'''


def module() -> str:
    """Return the text of the module."""
    paths = sorted(Path(shipped_folder()).glob("*.yaml"))
    entries = (entry(yaml_loader.load(read_text(path))) for path in paths)
    rows = (f"{key}: {tree!r},\n" for key, tree in entries)
    return HEAD + "".join(rows) + "}\n"


if __name__ == "__main__":
    MODULE.write_text(module(), encoding="utf-8")
