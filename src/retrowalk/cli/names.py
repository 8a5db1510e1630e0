"""The names of the commands, which no preset can have."""

from __future__ import annotations

# fmt: off
COMMANDS = frozenset((
    "check", "config", "convert", "doctor", "export", "listen", "new", "plan", "presets", "run",
    "schema", "summary",
))
# fmt: on
