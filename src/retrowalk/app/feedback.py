"""After a walk: the DONE screen, questions about how it was, and the summary."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple, TextIO

from ..core.events import Outcome
from ..core.session import Direction
from ..core.summary import Summary
from ..errors import EXIT_DONE, EXIT_ENDED_EARLY, EXIT_INTERRUPTED, RetrowalkError
from ..terminal.modes import in_foreground
from ..terminal.prompt import read_line
from ..terminal.streams import drop_output, is_terminal
from .context import App
from .dialogs import has_full_screen, show_pages
from .history_access import open_history, walk_stats
from .options import WalkOptions
from .walk_result import WalkResult

if TYPE_CHECKING:
    from ..history.record import Feedback
    from ..screen.end_pages import Figures, Question

EXIT_CODES = (EXIT_DONE, EXIT_ENDED_EARLY)
SHORT_WALK_WAIT = 5.0
"""Seconds to wait after the shortest walks; after longer ones, half the length of the walk."""
SHORTEST_WAIT = 3.0
"""Seconds that an answer takes. With less time before the next walk, nothing is asked."""
WORTH_ASKING = timedelta(minutes=1)
"""Nothing is asked after a shorter walk that was ended early."""
QUESTION = "Effort 0-10, pain 0-10, stumble y/n (such as 3 0 n; Enter skips): "
_ANSWER = re.compile(r"(\d{1,2})(?:[ ,;/]+(\d{1,2}))?(?:[ ,;/]+(y|yes|n|no))?", re.IGNORECASE)


class Answered(NamedTuple):
    """The answers after a walk, and the exit code of a signal that ended the questions."""

    feedback: Feedback | None = None
    code: int | None = None


def print_report(
    app: App, result: WalkResult, options: WalkOptions, feedback: Feedback | None = None
) -> None:
    """Print the summary, and problems to stderr. A closed stdout is not an error."""
    from ..reports.console import write_report
    from ..reports.summary import SummaryReport

    out, bare = _output(app, options), options.is_plain(app)
    try:
        weight = app.settings.values["weight"]
        report = SummaryReport(result.summary, app.theme, weight, bare, feedback)
        write_report(out, report, bare=bare)
        if result.record_id is not None:
            out.write(f"Recorded as walk {result.record_id}.\n")
        out.flush()
    except OSError:
        drop_output()
    for problem in result.problems:
        app.message(problem)


def show_end(app: App, result: WalkResult, options: WalkOptions, name: str) -> Answered | None:
    """Show DONE after a completed walk of a session, then the questions.

    Return None if there is no full screen to show them on.
    """
    if not has_full_screen(app, options):
        return None
    if result.exit_code not in EXIT_CODES:
        return Answered()
    from ..screen.end_pages import PROGRAMME_QUESTIONS, QUESTIONS, EndPages

    completed = result.outcome is Outcome.COMPLETED and options.rehearse is None
    in_programme = _is_of_programme(app, result, name)
    asked = in_programme or _may_ask(app, result, options)
    questions: tuple[Question, ...] = QUESTIONS if asked else ()
    if in_programme:
        questions += PROGRAMME_QUESTIONS
    pages = EndPages(app.theme, _figures(app, result) if completed else None, questions)
    if pages.is_over:
        return Answered()
    within = options.answer_within()
    seconds = within if in_programme else answer_seconds(result.summary, within)
    pages, code = show_pages(app, pages, seconds)
    feedback = _feedback(dict(pages.answers)) if pages.answers else None
    if feedback is not None:
        _record(app, result, feedback)
    return Answered(feedback, code)


def ask_feedback(app: App, result: WalkResult, options: WalkOptions, name: str) -> Answered:
    """Ask how the walk was without a full screen, usually in one line."""
    out = _output(app, options)
    keyboard = app.keyboard
    if keyboard is None or not (is_terminal(out) and in_foreground(keyboard.fileno())):
        return Answered()
    in_programme = _is_of_programme(app, result, name)
    if not (in_programme or _may_ask(app, result, options)):
        return Answered()
    try:
        if in_programme:
            from .programme_questions import ask_single_keys

            feedback: Feedback | None = _feedback(ask_single_keys(keyboard, out))
        else:
            feedback = _ask(keyboard, out, answer_seconds(result.summary, options.answer_within()))
    except KeyboardInterrupt:
        out.write("\n")
        return Answered(code=EXIT_INTERRUPTED)
    except EOFError:
        out.write("\n")
        return Answered()
    except OSError:  # the terminal has closed
        return Answered()
    if feedback is not None:
        _record(app, result, feedback)
    return Answered(feedback)


def _is_of_programme(app: App, result: WalkResult, name: str) -> bool:
    """Return whether a walk gets the questions of the eight-week programme."""
    if not name.startswith(("programme", "maintenance")):
        return False
    from .programme_questions import is_of_programme

    return is_of_programme(app, result, name)


def _may_ask(app: App, result: WalkResult, options: WalkOptions) -> bool:
    """Return whether to ask: the setting is on, the walk is recorded and there is time."""
    if not app.settings.values["ask-after"] or result.record_id is None:
        return False
    if answer_seconds(result.summary, options.answer_within()) < SHORTEST_WAIT:
        return False
    return result.exit_code in EXIT_CODES and is_worth_asking(result.summary)


def _record(app: App, result: WalkResult, feedback: Feedback) -> None:
    """Add the answers to the recorded walk."""
    assert result.record_id is not None
    try:
        with open_history(app) as history:
            history.set_feedback(result.record_id, feedback)
    except RetrowalkError as error:
        app.message(str(error))


def _figures(app: App, result: WalkResult) -> Figures:
    """Return the walk's times, and the backward time and number of walks of this week."""
    from ..history.walk_lines import ALL
    from ..screen.end_pages import Figures

    walked = result.summary.walked
    times = walked[Direction.BACKWARD], walked[Direction.FORWARD]
    if result.record_id is None:
        return Figures(*times)
    try:
        week = walk_stats(app, ALL).weeks[-1]
    except (RetrowalkError, IndexError):
        return Figures(*times)
    return Figures(*times, week.backward, week.walks)


def _feedback(answers: dict[str, str]) -> Feedback:
    from ..history.record import Feedback

    effort, pain = (int(answers[name]) if name in answers else None for name in ("effort", "pain"))
    stumble, dizziness, alarm = (
        answers[name] == "yes" if name in answers else None
        for name in ("stumble", "dizziness", "alarm")
    )
    return Feedback(effort, pain, stumble, None, dizziness, alarm)


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
    """Ask, and ask once more if the answer cannot be read; None if there is no answer."""
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
