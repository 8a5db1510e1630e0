"""Ask a Linux sound server whether its output is muted."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Callable, Sequence

QUERY_TIMEOUT = 2.0
"""Seconds that a query may take."""
QUERIES: tuple[tuple[str, ...], ...] = (
    ("wpctl", "get-volume", "@DEFAULT_AUDIO_SINK@"),
    ("pactl", "get-sink-mute", "@DEFAULT_SINK@"),
    ("pactl", "get-sink-volume", "@DEFAULT_SINK@"),
)
_PERCENT = re.compile(r"(\d+)%")
_FACTOR = re.compile(r"Volume: ([\d.]+)")


def _run(command: Sequence[str]) -> str:
    """Return the output of a query, or "" if it fails."""
    if shutil.which(command[0]) is None:
        return ""
    try:
        return subprocess.run(  # noqa: S603 - one of QUERIES
            command,
            capture_output=True,
            text=True,
            timeout=QUERY_TIMEOUT,
            check=True,
            stdin=subprocess.DEVNULL,
        ).stdout
    except (OSError, subprocess.SubprocessError, UnicodeDecodeError):
        return ""


def silent_sink(run: Callable[[Sequence[str]], str] = _run) -> str:
    """Return why the default output is silent, "muted" or "at 0 %", or "" if it is not."""
    for answer in map(run, QUERIES):
        if "[MUTED]" in answer or "Mute: yes" in answer:
            return "muted"
        levels = [float(level) for level in _PERCENT.findall(answer) + _FACTOR.findall(answer)]
        if levels and not any(levels):
            return "at 0 %"
    return ""
