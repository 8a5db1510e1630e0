"""A schedule of walks: days of the week, times of day and a number of weeks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time, timedelta

from ..time_of_day import parse_time_of_day


@dataclass(frozen=True)
class Schedule:
    """Walks at `times` on `days` (0 is Monday) for `weeks` weeks from `first` on.

    Without a `zone`, times are local times where the walker is. A later export with the same
    `series` replaces this one in a calendar, even if its session and times differ.
    """

    first: date
    days: tuple[int, ...] = (0, 2, 4)
    times: tuple[time, ...] = (time(9),)
    weeks: int = 4
    zone: str | None = None
    series: str | None = None

    def dates(self) -> list[date]:
        """Return every day with a walk."""
        span = (self.first + timedelta(days=n) for n in range(7 * self.weeks))
        return [day for day in span if day.weekday() in self.days]


def parse_times(text: str) -> tuple[time, ...]:
    """Read "9:00,12:30,17:00". Raises `UsageError`."""
    return tuple(sorted({parse_time_of_day(part) for part in text.split(",")}))
