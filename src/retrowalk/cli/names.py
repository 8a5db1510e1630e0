"""The names of the commands, which no preset can have."""

from __future__ import annotations

COMMANDS = frozenset(("check", "config", "convert", "new", "plan", "presets", "run", "schema"))
