"""Find installed programs by name."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Mapping
from pathlib import Path

SYSTEM_PROGRAMS = {
    "msg": Path("System32", "msg.exe"),
    "powershell": Path("System32", "WindowsPowerShell", "v1.0", "powershell.exe"),
}
"""Programs of Windows, as paths below the Windows folder."""


def find_program(
    name: str, environment: Mapping[str, str] = os.environ, platform: str = sys.platform
) -> str | None:
    """Return the path of a program, or None if it is not installed.

    Windows searches the current folder first, where a file of unknown origin may have that name.
    Programs of Windows are therefore taken from its own folder, others never from the current one.
    """
    if platform == "win32" and name in SYSTEM_PROGRAMS:
        path = Path(environment.get("SystemRoot", r"C:\Windows")) / SYSTEM_PROGRAMS[name]
        return str(path) if path.is_file() else None
    found = shutil.which(name)
    if platform == "win32" and found and Path(found).parent.resolve() == Path.cwd():
        return None
    return found
