"""After a walk: the summary, and one question about how it was."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING, TextIO

from ..core.events import Outcome
from ..core.summary import Summary
from ..errors import EXIT_DONE, EXIT_ENDED_EARLY, RetrowalkError
from ..terminal.modes import in_foreground
from ..terminal.prompt import read_line
from .context import App, drop_output, is_terminal
from .history_access import open_history
from .options import WalkOptions, WalkResult

if TYPE_CHECKING:
    from ..history.record import Feedback

SHORT_WALK_WAIT = 5.0
"""Seconds to wait after the shortest walks; after others half as long as the walk was."""
SHORTEST_WAIT = 3.0
"""Seconds that an answer takes: with less time before the next walk there is no question."""
WORTH_ASKING = timedelta(minutes=1)
"""A walk that was ended sooner gets no question."""
QUESTION = "Effort 0-10, pain 0-10, a stumble y/n? As in: 3 0 n. Enter skips: "
_ANSWER = re.compile(r"(\d{1,2})(?:[ ,;/]+(\d{1,2}))?(?:[ ,;/]+(y|yes|n|no))?", re.IGNORECASE)


def print_report(app: App, result: WalkResult, options: WalkOptions) -> None:
    """Print the summary, and problems to stderr. A closed stdout is not an error."""
    from ..reports.summary import print_summary

    out = _output(app, options)
    try:
        weight = app.settings.values["weight"]
        print_summary(out, result.summary, app.theme, weight, bare=options.is_plain(app))
        out.flush()
    except OSError:
        drop_output()
    for problem in result.problems:
        app.message(problem)


def ask_feedback(app: App, result: WalkResult, options: WalkOptions) -> None:
    """Ask how the walk was and record the answer; only in a terminal, and if it is set."""
    out = _output(app, options)
    keyboard = app.keyboard
    if keyboard is None or not (is_terminal(out) and in_foreground(keyboard.fileno())):
        return
    seconds = answer_seconds(result.summary, options.answer_within())
    if not app.settings.values["ask-after"] or seconds < SHORTEST_WAIT or result.record_id is None:
        return
    if result.exit_code not in (EXIT_DONE, EXIT_ENDED_EARLY) or not is_worth_asking(result.summary):
        return
    try:
        feedback = _ask(keyboard, out, seconds)
        if feedback is not None:
            with open_history(app) as history:
                history.set_feedback(result.record_id, feedback)
    except (KeyboardInterrupt, EOFError):
        out.write("\n")
    except RetrowalkError as error:
        app.message(str(error))
    except OSError:  # the terminal has closed
        pass


def is_worth_asking(summary: Summary) -> bool:
    """Return whether a walk was completed, or ended by the walker after a while."""
    ended = summary.outcome is Outcome.ENDED and summary.total >= WORTH_ASKING
    return ended or summary.outcome is Outcome.COMPLETED


def answer_seconds(summary: Summary, most: float) -> float:
    """Return the seconds to wait for an answer: after short walks less than `most`."""
    return min(most, max(SHORT_WALK_WAIT, summary.total.total_seconds() / 2))


def parse_feedback(line: str) -> Feedback | None:
    """Return the effort, pain and stumble in a line such as "3 0 n"; None if it is not one."""
    from ..history.record import Feedback

    match = _ANSWER.fullmatch(line.strip())
    if not match:
        return None
    effort, pain = (None if part is None else int(part) for part in match.groups()[:2])
    if max(effort or 0, pain or 0) > 10:
        return None
    stumble = None if match[3] is None else match[3].lower().startswith("y")
    return Feedback(effort, pain, stumble)


def _output(app: App, options: WalkOptions) -> TextIO:
    return app.stderr if options.events_on_stdout else app.stdout


def _ask(stdin: TextIO, out: TextIO, seconds: float) -> Feedback | None:
    """Ask, once more after an answer that cannot be read; None if there is no answer."""
    for _ in range(2):
        out.write(QUESTION)
        out.flush()
        line = read_line(stdin, seconds)
        if line is None:
            out.write("\n")
            return None
        if not line.strip():
            return None
        if feedback := parse_feedback(line):
            return feedback
        out.write("Write two numbers from 0 to 10, then y or n.\n")
    return None
