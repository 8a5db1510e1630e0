"""`retrowalk PRESET` and `retrowalk run SOURCE`: walk a session."""

from __future__ import annotations

import gc
from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING

from ..core.events import Outcome
from ..core.session import Session
from ..errors import EXIT_DONE, EXIT_ENDED_EARLY, EXIT_INTERRUPTED
from ..terminal.modes import FullScreen
from . import first_walk as safety
from .context import App
from .feedback import ASK_WITHIN, ask, report
from .flowing import flowing
from .history_access import recorder, should_record
from .runner import Runner

if TYPE_CHECKING:
    from ..history.record import WalkRecord


def walk(
    app: App,
    session: Session,
    *,
    lead_in: int | None = None,
    rehearse: float | None = None,
    mute: bool = False,
    plain: bool = False,
    inline: bool = False,
    events: str | None = None,
    no_history: bool = False,
    resumed_from: WalkRecord | None = None,
    begins_in: Callable[[], timedelta] | None = None,
    ask_within: Callable[[], float] = lambda: ASK_WITHIN,
) -> int:
    """Walk the session to its end and print the summary; returns the exit code.

    With `resumed_from`, continue a recorded walk. `begins_in` gives the lead-in once everything is
    ready; `ask_within` is how many seconds the walker has to say how it was.
    """
    gc.freeze()  # what start-up has loaded stays
    gc.enable()
    plain = plain or events == "-" or not app.screen
    lead = lead_in_of(app, lead_in, rehearse)
    out = app.stderr if events == "-" else app.stdout
    runner = Runner(app, session, speed=rehearse or 1.0, muted=mute, plain=plain, inline=inline)
    runner.page = _show_page(app, lead / (rehearse or 1.0), plain=plain or inline)
    if should_record(app, rehearsed=rehearse is not None, wanted=not no_history):
        runner.record = lambda: recorder(app, session, resumed_from)
    runner.resumed_from = resumed_from
    with flowing(app):
        begins_in = begins_in or (lambda: timedelta(seconds=lead))
        outcome, exit_code = runner.walk(lead, begins_in, events)
    for trouble in runner.troubles:
        app.message(trouble)
    weight = app.settings.values["weight"]
    report(out, runner.summary(), app.theme, weight, runner.not_kept, bare=plain)
    if exit_code is None and runner.recorder is not None and runner.recorder.id is not None:
        ask(app, out, runner.recorder.id, runner.summary(), ask_within())
    runner.end_sound()
    if exit_code is not None:
        return exit_code
    codes = {Outcome.COMPLETED: EXIT_DONE, Outcome.ENDED: EXIT_ENDED_EARLY}
    return codes.get(outcome, EXIT_INTERRUPTED)


def lead_in_of(app: App, given: int | None, rehearse: float | None) -> int:
    """Seconds before the first segment: as said, as set, or longer before the first session."""
    if given is not None:
        return given
    usual: int = app.settings.values["lead-in"]
    if rehearse is None and safety.is_new(app):
        return max(usual, safety.LEAD_IN)
    return usual


def _show_page(app: App, seconds: float, *, plain: bool) -> bool:
    """Before the first session ever show the safety page; returns whether the screen is to.

    Where the screen cannot, or not for long enough, it goes to stderr.
    """
    if not safety.is_new(app):
        return False
    on_screen = not plain and seconds >= safety.READABLE
    on_screen = on_screen and bool(safety.page_for_screen(*FullScreen(app.stdout).size()))
    if not on_screen:
        safety.tell(app)
    safety.note_shown(app)
    return on_screen
