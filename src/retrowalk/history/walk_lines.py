"""The lines of lists of walks, and the filter that selects walks."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, NamedTuple

from ..core.events import Outcome
from ..core.session import Session
from .rows import PlanCache, local_time, text, whole

LIST_COLUMNS = (
    "id, started, zone, name, title, planned, walked, backward, outcome, effort, stumble, plan"
)
MATCHES = "(?1 IS NULL OR day >= ?1) AND (?2 IS NULL OR name = ?2)"
"""The condition of a `Filter`."""


class Filter(NamedTuple):
    """Selects the walks from a day on, or of one preset. None selects all."""

    since: date | None = None
    preset: str | None = None

    @property
    def values(self) -> tuple[str | None, str | None]:
        """The values for the query's parameters."""
        return None if self.since is None else self.since.isoformat(), self.preset


ALL = Filter()


class WalkLine(NamedTuple):
    """A walk in a list. Lengths are in milliseconds; a walk in progress has no outcome.

    `session` is None if the plan is damaged.
    """

    id: int
    started: datetime
    name: str
    title: str
    planned: int
    walked: int
    backward: int
    outcome: Outcome | None
    effort: int | None = None
    stumble: bool | None = None
    session: Session | None = None


def line_of(row: tuple[Any, ...], plans: PlanCache) -> WalkLine:
    """Return the line of a row of LIST_COLUMNS. Raises `ValueError` if the row is damaged."""
    id_, started, zone, name, title, planned, walked, backward = row[:8]
    outcome, effort, stumble, plan = row[8:]
    try:
        session = plans.session(plan)
    except ValueError:
        session = None
    return WalkLine(
        id_,
        local_time(started, zone),
        text(name),
        text(title),
        whole(planned),
        whole(walked),
        whole(backward),
        None if outcome is None else Outcome(outcome),
        None if effort is None else whole(effort),
        None if stumble is None else bool(stumble),
        session,
    )
