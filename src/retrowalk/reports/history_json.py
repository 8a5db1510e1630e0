"""The history's lists and figures as JSON data, schema 1. Durations are in seconds."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from ..core.stats import Stats
from ..durations import number
from ..sanitize import printable

if TYPE_CHECKING:
    from ..history.walk_lines import WalkLine

_MS = timedelta(milliseconds=1)


def walks_data(lines: Iterable[WalkLine]) -> dict[str, Any]:
    """Return the data of `history --json`."""
    return {
        "schema": 1,
        "walks": [
            {
                "id": line.id,
                "started": line.started.isoformat(timespec="seconds"),
                "session": printable(line.name),
                "title": printable(line.title),
                "planned_seconds": number(line.planned * _MS),
                "walked_seconds": number(line.walked * _MS),
                "backward_seconds": number(line.backward * _MS),
                "outcome": None if line.outcome is None else str(line.outcome),
            }
            for line in lines
        ],
    }


def stats_data(stats: Stats) -> dict[str, Any]:
    """Return the data of `stats --json`."""
    return {
        "schema": 1,
        "walks": stats.walks,
        "walked_seconds": number(stats.walked),
        "forward_seconds": number(stats.forward),
        "backward_seconds": number(stats.backward),
        "longest_backward_seconds": number(stats.longest),
        "longest_backward_on": stats.longest_on.isoformat() if stats.longest_on else None,
        "streak_weeks": stats.streak,
        "best_streak_weeks": stats.best_streak,
        "weeks": [
            {
                "start": week.start.isoformat(),
                "monday": (week.start + timedelta(days=-stats.first_weekday % 7)).isoformat(),
                "walks": week.walks,
                "walked_seconds": number(week.walked),
                "backward_seconds": number(week.backward),
            }
            for week in stats.weeks
        ],
        "days": [
            {
                "day": day.day.isoformat(),
                "walks": day.walks,
                "walked_seconds": number(day.walked),
                "backward_seconds": number(day.backward),
            }
            for day in stats.days
        ],
    }
