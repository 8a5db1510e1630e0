"""TODO."""

from __future__ import annotations

import click

from ...app.start_walk import walk_session
from ..options import walk_flags
from ..session_command import SessionCommand


def preset_command(name: str) -> click.Command:
    """The command that walks a preset; its flags come from the preset's file."""
    return SessionCommand(name, fixed_source=name, params=walk_flags(), callback=walk_session)


run_command = SessionCommand(
    "run",
    params=walk_flags(),
    callback=walk_session,
    help="Walk a session file, or a preset; - reads the file from standard input.",
)
