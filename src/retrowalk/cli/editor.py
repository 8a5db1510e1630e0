"""Open a file in the user's editor."""

from __future__ import annotations

import os
import shlex
import subprocess
from pathlib import Path

from ..errors import FileError, UsageError


def edit_file(path: Path) -> None:
    """Open a file in $VISUAL or $EDITOR, and wait for it to close.

    Raises `UsageError` if neither is set, `FileError` if the program cannot be started.
    """
    editor = os.environ.get("VISUAL") or os.environ.get("EDITOR")
    if not editor:
        raise UsageError(f"$EDITOR is not set: set it, or open {path} yourself")
    try:
        subprocess.run([*shlex.split(editor), str(path)], check=False)  # noqa: S603 - user's own
    except OSError as error:
        raise FileError.cannot("start", editor, error) from None
