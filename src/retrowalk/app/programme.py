"""The eight-week programme: its status, today's walk, and the walker's decisions."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from ..core.programme import Decision, DecisionKind, Phase, Status, status_on
from ..core.programme_rules import ProgrammeWalk
from ..core.programme_weeks import preset_name
from ..core.session import Session
from ..errors import UsageError
from ..presets import builder
from .context import App
from .history_access import open_history
from .morning import forget_morning

START_HINT = "To start: retrowalk programme start"
NOT_STARTED = f"The programme has not been started. {START_HINT}"


class Programme(NamedTuple):
    """The status on a day, and everything it was computed from."""

    today: date
    status: Status
    walks: tuple[ProgrammeWalk, ...]
    decisions: tuple[Decision, ...]


def load_programme(app: App) -> Programme:
    """Compute the programme from the history."""
    from ..history.programme_reader import read_programme

    walks, decisions = read_programme(app.history_file)
    today = app.today
    status = status_on(today, walks, decisions)
    return Programme(today, status, tuple(walks), tuple(decisions))


def running_programme(app: App) -> Programme:
    """Return the programme. Raises `UsageError` if it has not been started or has stopped."""
    programme = load_programme(app)
    phase = programme.status.phase
    if phase is Phase.NOT_STARTED:
        raise UsageError(f"the programme has not been started. {START_HINT}")
    if phase is Phase.STOPPED:
        raise UsageError(f"you stopped the programme. {START_HINT}")
    if phase is Phase.HALTED:
        reasons = "; ".join(finding.reason for finding in programme.status.reasons)
        raise UsageError(
            f"the programme has stopped after {reasons}. Talk to a doctor or physiotherapist"
            f" first. {START_HINT}"
        )
    return programme


def is_running(app: App) -> bool:
    """Return whether the programme is active; without a history it is not."""
    return app.history_file.exists() and load_programme(app).status.phase is Phase.RUNNING


def week_session(app: App, week: int) -> Session:
    """Return the session of a week."""
    preset = app.library.open(preset_name(week))
    assert preset is not None  # it ships with the program
    return builder.build(preset, {})


def decide(
    app: App, kind: DecisionKind, *, week: int = 1, days: tuple[int, ...] | None = None
) -> Status:
    """Record a decision of the walker and return the new status. Raises `UsageError`."""
    if kind is not DecisionKind.START:
        programme = running_programme(app)
        days = days or programme.status.days
    now = app.clock.time()
    at = round(now.timestamp() * 1000)
    decision = Decision(app.today, at, kind, week, days or Decision.days)
    with open_history(app, make=True) as store:
        store.decide(decision)
    return load_programme(app).status


def change_programme(app: App, kind: DecisionKind, *, days: tuple[int, ...] | None = None) -> None:
    """Record a decision of the walker and print the new status. Raises `UsageError`."""
    decide(app, kind, days=days)
    print_status(app)
    if kind is DecisionKind.ON:
        app.message("This step was not based on your answers: stop if it is too much.", "")


def print_status(app: App) -> None:
    """Print where the walker is in the programme, or how to start it."""
    from ..reports.programme import status_lines

    found = load_programme(app)
    if found.status.phase is Phase.NOT_STARTED:
        app.print_line(NOT_STARTED)
        return
    for line in status_lines(found.status, found.today, week_session(app, found.status.week)):
        app.print_line(line)


def print_reasons(app: App) -> None:
    """Print the rule and the answers that decided the current week."""
    from ..reports.programme import why_lines

    found = load_programme(app)
    not_started = found.status.phase is Phase.NOT_STARTED
    for line in (NOT_STARTED,) if not_started else why_lines(found.status):
        app.print_line(line)


def record_answers(app: App, *, morning_pain: int | None = None, alarm: bool = False) -> None:
    """Record answers that were not asked for, and print them. Raises `UsageError`."""
    from ..reports.dates import weekday_text
    from .programme_questions import ALARM

    if morning_pain is None and not alarm:
        raise UsageError("nothing to record: add --morning-pain or --alarm")
    if alarm:
        decide(app, DecisionKind.ALARM)
        app.print_line(ALARM)
    if morning_pain is not None:
        day = weekday_text(answer_morning(app, morning_pain), app.today)
        app.print_line(f"Recorded pain {morning_pain} for the morning after {day}.")


def answer_morning(app: App, pain: int) -> date:
    """Record the pain of this morning for the last day of walks, and return that day.

    Raises `UsageError` if no morning is waiting for an answer.
    """
    with open_history(app) as store:
        found = store.unanswered_mornings(app.today)
        if found is None:
            raise UsageError("no walk of the programme before today is waiting for an answer")
        day, ids = found
        for id_ in ids:
            feedback = store.get(id_).feedback
            store.set_feedback(id_, feedback._replace(morning_pain=pain))
    forget_morning(app)
    return day
