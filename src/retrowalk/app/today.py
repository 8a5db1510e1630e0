"""Walk today's session of the programme."""

from __future__ import annotations

from typing import Any

from ..core.programme import DAY
from ..core.session import Session
from ..errors import EXIT_DONE, UsageError
from ..presets import builder, library
from .context import App
from .programme import Programme, running_programme, week_session
from .programme_questions import SECONDS, ask_morning
from .start_walk import walk_session

EASY_WALK = '{title="Easy walk forward"} 20m forward'
OFFER = "Press f for an easy walk forward, s for start-small, or Enter to leave: "


def walk_today(app: App, *, show: bool = False, anyway: bool = False, **flags: Any) -> int:
    """Walk today's session, or print when the next one is due; return the exit code.

    `show` only prints the status. `anyway` walks a session that is due later. Raises `UsageError`
    if the programme does not run.
    """
    from ..reports.programme import today_lines

    ask_morning(app)
    programme = running_programme(app)
    session = week_session(app, programme.status.week)
    for line in today_lines(programme.status, programme.today, session):
        app.print_line(line)
    if show:
        return EXIT_DONE
    if anyway and walked_yesterday(programme):
        app.message("You walked yesterday, so this walk does not count for the programme.", "")
    if is_due(programme) or anyway:
        return walk_session(app, session, i_know=False, **flags)
    if walked_yesterday(programme):
        app.print_line(
            "You walked yesterday. The programme has a day off between walks."
            " To walk today anyway, add --anyway. That walk will not count."
        )
    return _walk_something_else(app, flags)


def is_due(programme: Programme) -> bool:
    """Return whether a walk is due today."""
    return programme.status.due == programme.today


def walked_yesterday(programme: Programme) -> bool:
    """Return whether the last walk was yesterday."""
    return programme.status.last_walk == programme.today - DAY


def _walk_something_else(app: App, flags: dict[str, Any]) -> int:
    """Offer another walk on a day off, in a terminal."""
    keyboard = app.keyboard
    if keyboard is None or not app.on_terminal:
        return EXIT_DONE
    from ..terminal.single_keys import SingleKeys

    app.stdout.write(OFFER)
    app.stdout.flush()
    with SingleKeys(keyboard) as keys:
        key = keys.next(SECONDS)
    app.stdout.write("\n")
    session = _other_session(app, key)
    return EXIT_DONE if session is None else walk_session(app, session, i_know=False, **flags)


def _other_session(app: App, key: str | None) -> Session | None:
    if key in ("f", "F"):
        return builder.build(library.open_line(EASY_WALK), {})
    if key in ("s", "S"):
        preset = app.library.open("start-small")
        if preset is None:
            raise UsageError("the preset start-small is missing")
        return builder.build(preset, {})
    return None
