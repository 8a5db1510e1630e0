"""`retrowalk run`."""

from __future__ import annotations

from ...app.start_walk import walk_session
from ..help import examples
from ..options import walk_options
from ..session_command import SessionCommand

command = SessionCommand(
    "run",
    params=walk_options(),
    callback=walk_session,
    help="Walk a preset, a session file, or a session written in one line.\n\n"
    "With - the file is read from standard input.",
    epilog=examples(
        "retrowalk run my-walk.yaml",
        'retrowalk run "3x(5f 1b) 2f"',
        "retrowalk run intervals --rounds 2 --theme light",
        "retrowalk run my-walk.yaml --rehearse 60",
    ),
)
