"""The names of session files."""

from __future__ import annotations

import os

SUFFIXES = (".yaml", ".yml")
"""The suffixes of session files; new files get the first."""


def is_session_file(path: str | os.PathLike[str]) -> bool:
    """Return whether the file's name ends like a session file's, in upper or lower case."""
    return os.path.splitext(path)[1].lower() in SUFFIXES
