"""`retrowalk listen`: play a session's cues."""

from __future__ import annotations

from typing import Any

from ...app.context import App
from ...app.listen import listen
from ...app.start_walk import enforce_limits, override_settings
from ...core.session import Session, with_cadence
from ...errors import EXIT_DONE, EXIT_FAILURE
from ..help import examples
from ..options import sound_options
from ..session_command import SessionCommand


def _listen(app: App, session: Session, cadence: int | None, **flags: Any) -> int:
    enforce_limits(app, session, i_know=True)
    override_settings(app, flags)
    session = with_cadence(session, cadence) if cadence else session
    if listen(app, session, app.print_line):
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
