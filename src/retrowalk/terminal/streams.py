"""The standard streams of the process."""

from __future__ import annotations

import os
import sys
from typing import TextIO

from .capabilities import shows_unicode


def prepare_streams() -> None:
    """Open closed standard streams, and replace output that cannot be encoded by "?"."""
    for name in ("stdin", "stdout", "stderr"):
        if getattr(sys, name) is None:  # the parent process closed it
            setattr(sys, name, open(os.devnull, "r" if name == "stdin" else "w"))  # noqa: SIM115
        elif name != "stdin" and hasattr(getattr(sys, name), "reconfigure"):
            stream = getattr(sys, name)
            ascii_only = is_terminal(stream) and not shows_unicode()
            stream.reconfigure(encoding="ascii" if ascii_only else None, errors="replace")


def is_terminal(stream: TextIO | None) -> bool:
    """Return whether a stream exists, is open and is a terminal."""
    try:
        return stream is not None and stream.isatty()
    except ValueError:  # closed
        return False


def drop_output() -> None:
    """Discard what is buffered for stdout, so that the interpreter does not write it at exit."""
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except (OSError, ValueError):
        pass
