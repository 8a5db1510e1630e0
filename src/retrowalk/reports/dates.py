"""Days in words."""

from __future__ import annotations

from datetime import date

DAY_NAMES = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def weekdays(first: int) -> tuple[str, ...]:
    """Return the short names of the weekdays, from the first of the week on."""
    return DAY_NAMES[first:] + DAY_NAMES[:first]


def day_text(day: date) -> str:
    """Return a day as "21 Sep 2026"."""
    return f"{day.day} {day:%b %Y}"


def short_day_text(day: date, today: date) -> str:
    """Return a day without the year if it is the current one: "21 Sep"."""
    return f"{day.day} {day:%b}" if day.year == today.year else day_text(day)


def weekday_text(day: date, today: date) -> str:
    """Return a day with its weekday, without the year if it is the current one: "Wed 4 Nov"."""
    return f"{DAY_NAMES[day.weekday()]} {short_day_text(day, today)}"
