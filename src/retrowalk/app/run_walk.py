"""Walk a session: show its first frame, run it, then report it and ask how it was."""

from __future__ import annotations

import gc
from contextlib import ExitStack
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from ..core.events import Outcome
from ..core.session import Session
from ..loop import first_moment
from .context import App
from .first_walk import lead_in_seconds, show_safety_page
from .options import WalkOptions
from .stage import open_stage

if TYPE_CHECKING:
    from .walk_result import WalkResult


def walk(app: App, session: Session, options: WalkOptions | None = None) -> WalkResult:
    """Walk a session to its end, print the summary and ask how it was."""
    gc.freeze()  # what start-up has loaded stays in memory anyway
    gc.enable()
    options = options or WalkOptions()
    lead_in = lead_in_seconds(app, options)
    left = show_safety_page(app, options)
    if left is not None:
        from ..core.summary import summarize
        from .walk_result import WalkResult

        return WalkResult(Outcome.ENDED, summarize(session, []), left)
    with ExitStack() as after_report:
        with app.nonblocking_output():
            result = _run(app, session, options, lead_in, after_report)
            from .feedback import ask_feedback, print_report, show_end

            answered = show_end(app, result, options, session.name)
            print_report(app, result, options, answered and answered.feedback)
        if answered is None:
            answered = ask_feedback(app, result, options, session.name)
    if answered.feedback and answered.feedback.alarm:
        from .programme_questions import ALARM

        app.message(ALARM, "")
    return replace(result, stopped_by=answered.code)


def _run(
    app: App, session: Session, options: WalkOptions, lead_in: int, after_report: ExitStack
) -> WalkResult:
    """Walk the session. The first frame is shown before anything else is loaded."""
    progress = options.resumed_from.progress if options.resumed_from else None
    starts_in = timedelta(seconds=lead_in)
    with open_stage(app, session, options, lead_in) as stage:
        stage.show_frame(first_moment(session, starts_in, progress))
        from .walk_loop import run_loop

        return run_loop(app, session, options, stage, starts_in, after_report)
