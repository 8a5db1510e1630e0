"""The names of session files."""

from __future__ import annotations

from pathlib import PurePath

SUFFIXES = (".yaml", ".yml")
"""The suffixes of session files; new files get the first."""


def is_session_file(path: PurePath) -> bool:
    """Return whether the file's name ends like a session file's, in upper or lower case."""
    return path.suffix.lower() in SUFFIXES
