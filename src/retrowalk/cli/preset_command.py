"""The commands that are named after presets."""

from __future__ import annotations

import click

from ..app.start_walk import walk_session
from .options import walk_options
from .session_command import SessionCommand


def preset_command(name: str) -> click.Command:
    """Return the command that walks a preset."""
    return SessionCommand(name, fixed_source=name, params=walk_options(), callback=walk_session)
