"""Questions of the programme: after a walk, and about the next morning."""

from __future__ import annotations

from typing import TYPE_CHECKING, TextIO

from ..core.programme_weeks import week_of
from ..errors import EXIT_DONE, EXIT_ENDED_EARLY, RetrowalkError
from .context import App
from .morning import expect_morning, forget_morning, pending_morning
from .programme import answer_morning, is_running

if TYPE_CHECKING:
    from ..screen.end_pages import Question
    from .walk_result import WalkResult

SECONDS = 60.0
"""Seconds to wait for each answer."""
ALARM = """\
Stop exercising now. If it does not pass quickly, call the emergency number.
The programme has stopped. Talk to a doctor or physiotherapist before you walk backward again.
To start again after that: retrowalk programme start"""


def is_of_programme(app: App, result: WalkResult, name: str) -> bool:
    """Return whether a recorded walk of a session belongs to the running programme.

    If so, its next morning will be asked about.
    """
    if week_of(name) is None or result.record_id is None:
        return False
    try:
        if result.exit_code not in (EXIT_DONE, EXIT_ENDED_EARLY) or not is_running(app):
            return False
    except RetrowalkError as error:
        app.message(str(error))
        return False
    expect_morning(app)
    return True


def ask_single_keys(stdin: TextIO, out: TextIO) -> dict[str, str]:
    """Ask the questions after a walk of the programme, a line each; return the answers."""
    from ..screen.end_pages import PROGRAMME_QUESTIONS, QUESTIONS

    return ask(stdin, out, (*QUESTIONS, *PROGRAMME_QUESTIONS))


def ask_morning(app: App) -> None:
    """Ask once about the morning after the last day of walks; never without a terminal."""
    keyboard = app.keyboard
    if keyboard is None or not app.on_terminal or pending_morning(app) is None:
        return
    from ..screen.end_pages import MORNING_QUESTION

    forget_morning(app)  # ask only once, whatever the outcome
    try:
        answers = ask(keyboard, app.stdout, (MORNING_QUESTION,))
        if MORNING_QUESTION.name in answers:
            answer_morning(app, int(answers[MORNING_QUESTION.name]))
    except RetrowalkError as error:
        app.message(str(error))
    except OSError:  # the terminal has closed
        pass


def ask(stdin: TextIO, out: TextIO, questions: tuple[Question, ...]) -> dict[str, str]:
    """Return the answers by name. Enter skips a question; a timeout ends the questions."""
    from ..terminal.single_keys import SingleKeys

    answers: dict[str, str] = {}
    with SingleKeys(stdin) as keys:
        for question in questions:
            out.write(f"{question.text} {question.hint}, Enter skips: ")
            out.flush()
            key = keys.next_of(question.answers, SECONDS)
            out.write(f"{question.answers[key] if key else '-'}\n")
            out.flush()
            if key is None:
                break
            if key:
                answers[question.name] = question.answers[key]
    return answers
