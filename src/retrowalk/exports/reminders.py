"""A schedule of walks: days of the week, times of day and a number of weeks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from ..durations import clip
from ..errors import UsageError


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

    def moments(self) -> Iterator[datetime]:
        """Yield every walk in order, in local time."""
        for day in self.dates():
            for at in sorted(self.times):
                yield datetime.combine(day, at)


def parse_times(text: str) -> tuple[time, ...]:
    """Read "9:00,12:30,17:00". Raises `UsageError`."""
    found = []
    for part in text.split(","):
        match = re.fullmatch(r"([01]?\d|2[0-3]):([0-5]\d)", part.strip(), re.ASCII)
        if match is None:
            raise UsageError(f"{clip(part.strip())!r} is not a time of day: write 9:00 or 17:30")
        found.append(time(int(match[1]), int(match[2])))
    return tuple(sorted(set(found)))
