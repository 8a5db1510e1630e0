"""`retrowalk plan`: show a session's timeline."""

from __future__ import annotations

from ...app.show_plan import show_plan
from ..help import examples
from ..options import json_option, setting_option
from ..session_command import SessionCommand

command = SessionCommand(
    "plan",
    params=[json_option(), setting_option("theme")],
    callback=show_plan,
    help="Show a session's timeline as a picture and a table.",
    epilog=examples(
        "retrowalk plan treadmill",
        "retrowalk plan intervals --forward 4m --rounds 2",
        "retrowalk plan my-walk.yaml --json",
    ),
)
