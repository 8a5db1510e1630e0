"""The names of the commands, which no preset can have."""

from __future__ import annotations

# fmt: off
COMMANDS = frozenset((
    "check", "config", "convert", "doctor", "export", "history", "listen", "new", "plan",
    "presets", "resume", "run", "safety", "schema", "stats", "summary",
))
# fmt: on
