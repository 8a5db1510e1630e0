"""The weeks of the programme and the days to walk."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

FIRST_WEEK, LAST_WEEK = 1, 8
MAINTENANCE = 9
"""The number of the maintenance week, which follows week 8."""
WALKS_A_WEEK = 3
DEFAULT_DAYS = (0, 2, 4)
"""Monday, Wednesday, Friday; Monday is 0."""


def week_name(week: int) -> str:
    """Return a week in words: "week 3", "maintenance"."""
    return "maintenance" if week == MAINTENANCE else f"week {week}"


def preset_name(week: int) -> str:
    """Return the name of a week's preset."""
    return "maintenance" if week == MAINTENANCE else f"programme-week-{week}"


def week_of(name: str) -> int | None:
    """Return the week of a preset, or None if the preset is not one of the programme."""
    weeks = range(FIRST_WEEK, MAINTENANCE + 1)
    return next((week for week in weeks if preset_name(week) == name), None)


def walk_days(begin: date, days: Sequence[int]) -> list[date]:
    """Return the days to walk within the seven days from `begin`."""
    week = (begin + timedelta(days=n) for n in range(7))
    return [day for day in week if day.weekday() in days]


def are_weekdays(days: Sequence[object]) -> bool:
    """Return whether the values are three different weekdays, from 0 (Monday) to 6."""
    valid = all(type(day) is int and 0 <= day <= 6 for day in days)
    return valid and len(days) == len(set(days)) == WALKS_A_WEEK


def consecutive_days(days: Sequence[int]) -> tuple[int, int] | None:
    """Return the first two weekdays of which one follows the other, or None."""
    pairs = ((day, (day + 1) % 7) for day in sorted(days))
    return next((pair for pair in pairs if pair[1] in days), None)
