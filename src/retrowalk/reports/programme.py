"""The programme in words: its status, what is next, and why."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ..core.describe import session_totals
from ..core.programme import Phase, Status
from ..core.programme_weeks import (
    FIRST_WEEK,
    LAST_WEEK,
    MAINTENANCE,
    WALKS_A_WEEK,
    week_name,
)
from ..core.session import Session
from .dates import DAY_NAMES, weekday_text

UNTESTED = """\
This programme is our own design, based on published, supervised doses.
Nobody has tested the programme unsupervised, and no physiotherapist has
reviewed it."""
ADVICE = "Talk to a doctor or physiotherapist before you walk backward again."


def today_lines(status: Status, today: date, session: Session) -> Iterator[str]:
    """Yield the lines of `retrowalk today`: the walk that is next, its day, and why."""
    assert status.due is not None
    when = "Today" if status.due == today else f"Next walk on {weekday_text(status.due, today)}"
    yield f"{when}: {week_name(status.week)}, {walk_of_three(status)}: {session_totals(session)}"
    yield f"Why: {why_text(status)}"


def walk_of_three(status: Status) -> str:
    """Return which walk of the week is next: "walk 2 of 3"."""
    assert status.begin is not None
    assert status.due is not None
    done = status.done if (status.due - status.begin).days < 7 else 0
    return f"walk {done + 1} of {WALKS_A_WEEK}"


def why_text(status: Status) -> str:
    """Return the step and its reasons: "the same week again: one of three walks missed"."""
    reasons = "; ".join(finding.reason for finding in status.reasons)
    if not status.previous:
        return reasons
    return f"{step_text(status)}: {reasons}"


def step_text(status: Status) -> str:
    """Return the step from the previous week: "on to week 3", "the same week again"."""
    step = status.week - status.previous
    if step == 0:
        return "the same week again"
    words = {1: "on to", -1: "one week back to", -2: "two weeks back to"}
    return f"{words.get(step, 'now')} {week_name(status.week)}"


def status_lines(status: Status, today: date, session: Session) -> Iterator[str]:
    """Yield the status of a running or stopped programme."""
    yield f"Programme: {_place(status)}"
    yield strip(status)
    if status.phase is not Phase.RUNNING:
        yield f"{status.phase.capitalize()}: {why_text(status)}"
        if status.phase is Phase.HALTED:
            yield ADVICE
        yield "To start again: retrowalk programme start"
        return
    assert status.begin is not None
    yield f"Walks since {weekday_text(status.begin, today)}: {status.done} of {WALKS_A_WEEK}"
    yield from today_lines(status, today, session)
    yield f"Days: {days_text(status.days)}"


def days_text(days: tuple[int, ...]) -> str:
    """Return weekdays as "Mon, Wed, Fri"."""
    return ", ".join(DAY_NAMES[day] for day in sorted(days))


def _place(status: Status) -> str:
    return "maintenance" if status.is_maintenance else f"week {status.week} of {LAST_WEEK}"


def strip(status: Status) -> str:
    """Return the weeks in one line, the current one in brackets."""
    weeks = range(FIRST_WEEK, MAINTENANCE + 1)
    names = [("maintenance" if week == MAINTENANCE else str(week)) for week in weeks]
    marked = (f"[{n}]" if week == status.week else n for week, n in zip(weeks, names, strict=True))
    return f"Weeks: {' '.join(marked)}"


def why_lines(status: Status) -> Iterator[str]:
    """Yield the reasons for the current week, each with the source of its rule."""
    if status.previous:
        yield f"From {week_name(status.previous)}: {step_text(status)}."
    for finding in status.reasons:
        yield f"- {finding.reason} ({finding.source_text})"
    if status.phase is Phase.HALTED:
        yield ADVICE
    yield ""
    yield UNTESTED
