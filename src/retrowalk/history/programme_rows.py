"""Read the walks of the programme and the walker's decisions from the history file."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from ..core.events import Outcome
from ..core.programme import Decision, DecisionKind
from ..core.programme_rules import Answers, ProgrammeWalk
from ..core.programme_weeks import FIRST_WEEK, MAINTENANCE, are_weekdays, preset_name, week_of

if TYPE_CHECKING:
    import sqlite3

MAX_MOMENT = 1 << 43
_NAMES = tuple(preset_name(week) for week in range(FIRST_WEEK, MAINTENANCE + 1))
WALKS = (
    "SELECT day, started, name, outcome, effort, pain, stumble, dizziness, alarm, morning_pain"  # noqa: S608 - constants
    f" FROM walks WHERE outcome IS NOT NULL AND name IN ({', '.join('?' * len(_NAMES))})"
    " ORDER BY started, id"
)
DECISIONS = "SELECT day, at, kind, week, days FROM decisions ORDER BY at"
ADD_DECISION = (
    "INSERT OR IGNORE INTO decisions (day, at, kind, week, days)"
    " VALUES (:day, :at, :kind, :week, :days)"
)
UNANSWERED = (
    "SELECT id, day FROM walks WHERE outcome IS NOT NULL AND morning_pain IS NULL"  # noqa: S608
    f" AND name IN ({', '.join('?' * len(_NAMES))}) AND day = (SELECT max(day) FROM walks WHERE"
    f" outcome IS NOT NULL AND name IN ({', '.join('?' * len(_NAMES))}) AND day < ?)"
)
"""Walks on the last day of walks before a given day, without an answer about the morning after."""


def walks(connection: sqlite3.Connection) -> list[ProgrammeWalk]:
    """Return every readable walk of the programme, in order."""
    found = []
    for row in connection.execute(WALKS, _NAMES):
        try:
            found.append(_walk(row))
        except (TypeError, ValueError):  # a damaged row, reported when walks are listed
            continue
    return found


def _walk(row: tuple[Any, ...]) -> ProgrammeWalk:
    day, at, name, outcome, effort, pain, stumble, dizziness, alarm, morning = row
    week = week_of(name)
    if week is None:
        raise ValueError(name)
    answers = Answers(
        _scale(effort),
        _scale(pain),
        _flag(stumble),
        _flag(dizziness),
        _flag(alarm),
        _scale(morning),
    )
    done = outcome == Outcome.COMPLETED
    return ProgrammeWalk(date.fromisoformat(day), int(at), week, done, answers)


def _scale(value: Any) -> int | None:
    return value if isinstance(value, int) and 0 <= value <= 10 else None


def _flag(value: Any) -> bool | None:
    return None if value is None else bool(value)


def unanswered_mornings(
    connection: sqlite3.Connection, today: date
) -> tuple[date, list[int]] | None:
    """Return the last day of walks before today, and its walks without a morning answer."""
    found = connection.execute(UNANSWERED, (*_NAMES, *_NAMES, today.isoformat())).fetchall()
    if not found:
        return None
    return date.fromisoformat(found[0][1]), [row[0] for row in found]


def decisions(connection: sqlite3.Connection) -> list[Decision]:
    """Return every readable decision, in order."""
    found = []
    for day, at, kind, week, days in connection.execute(DECISIONS):
        try:
            data = {"day": day, "at": at, "kind": kind, "week": week, "days": _days(days)}
            found.append(decision_of(data))
        except (TypeError, ValueError):
            continue
    return found


def _days(text: object) -> list[int]:
    """Return the weekdays of a row, such as "[0, 2, 4]". Raises `ValueError`."""
    return [int(day) for day in str(text).removeprefix("[").removesuffix("]").split(",")]


def add_decision(connection: sqlite3.Connection, decision: Decision) -> None:
    """Add a decision, unless it is already there."""
    row = decision_data(decision)
    connection.execute(ADD_DECISION, {**row, "days": str(row["days"])})


def decision_data(decision: Decision) -> dict[str, Any]:
    """Return a decision as an object of an export."""
    return {
        "day": decision.day.isoformat(),
        "at": decision.at,
        "kind": str(decision.kind),
        "week": decision.week,
        "days": list(decision.days),
    }


def decision_of(data: object) -> Decision:
    """Return the decision in an object. Raises `ValueError` if it is not valid."""
    if not isinstance(data, Mapping):
        raise ValueError("it is not an object")
    day, at, kind, week, days = (data.get(key) for key in ("day", "at", "kind", "week", "days"))
    if not isinstance(day, str) or not isinstance(kind, str):
        raise ValueError("'day' or 'kind' is not a string")
    if type(at) is not int or not 0 <= at <= MAX_MOMENT:
        raise ValueError("'at' is not milliseconds since 1970")
    if type(week) is not int or not FIRST_WEEK <= week <= MAINTENANCE:
        raise ValueError(f"'week' is not a whole number from {FIRST_WEEK} to {MAINTENANCE}")
    if not isinstance(days, list) or not are_weekdays(days):
        raise ValueError("'days' is not a list of three weekdays")
    return Decision(date.fromisoformat(day), at, DecisionKind(kind), week, tuple(days))
