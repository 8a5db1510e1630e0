"""`retrowalk listen`: play a session's cues."""

from __future__ import annotations

from typing import Any

from ...app.context import App
from ...app.listen import listen
from ...core.session import Session
from ...errors import EXIT_DONE, EXIT_FAILURE
from ..help import examples
from ..options import sound_options
from ..session_command import SessionCommand


def _listen(app: App, session: Session, **flags: Any) -> int:
    if listen(app, session, app.print_line, **flags):
        return EXIT_DONE
    app.message("no sound could be played: run 'retrowalk doctor' to see why")
    return EXIT_FAILURE


command = SessionCommand(
    "listen",
    params=sound_options(),
    callback=_listen,
    help="Play each kind of cue of a session once, in less than a minute.",
    epilog=examples("retrowalk listen intervals", "retrowalk listen treadmill --tones low"),
)
