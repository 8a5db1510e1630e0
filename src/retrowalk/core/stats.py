"""Statistics over many walks: days, weeks, the longest bout, the streak."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from .session import ZERO

STREAK_WALKS = 3
"""A week with this many walks counts for the streak. Days off do not break it."""
_WEEK = timedelta(weeks=1)


class Day(NamedTuple):
    """The walks of one day; `longest` is the longest backward bout."""

    day: date
    walks: int
    walked: timedelta
    forward: timedelta
    backward: timedelta
    longest: timedelta

    @classmethod
    def of_milliseconds(cls, day: date, walks: int, *lengths: int) -> Day:
        """Make a day from lengths in milliseconds."""
        return cls(day, walks, *(timedelta(milliseconds=length) for length in lengths))


class Week(NamedTuple):
    """The walks of the week that starts on a day."""

    start: date
    walks: int
    walked: timedelta
    backward: timedelta


@dataclass(frozen=True)
class Stats:
    """Totals, and every week from the first walk's to today's, in order.

    `streak` counts the latest weeks in a row with three walks or more; the current week does not
    break it.
    """

    days: tuple[Day, ...]
    weeks: tuple[Week, ...]
    walks: int
    walked: timedelta
    forward: timedelta
    backward: timedelta
    longest: timedelta
    longest_on: date | None
    streak: int
    best_streak: int
    first_weekday: int = 0

    def week_of(self, day: date) -> date:
        """Return the first day of a day's week."""
        return week_start(day, self.first_weekday)


def stats(days: Sequence[Day], today: date, first_weekday: int = 0) -> Stats:
    """Return the statistics as of today; the days are in order.

    `first_weekday` is the weekday on which weeks start: 0 is Monday, 6 is Sunday.
    """
    weeks = _weeks(days, today, first_weekday)
    best = max(days, key=lambda day: day.longest, default=None)
    has_bout = best is not None and best.longest > ZERO
    streaks = _streaks(weeks)
    return Stats(
        tuple(days),
        weeks,
        sum(day.walks for day in days),
        sum((day.walked for day in days), ZERO),
        sum((day.forward for day in days), ZERO),
        sum((day.backward for day in days), ZERO),
        best.longest if best else ZERO,
        best.day if best and has_bout else None,
        _streak(weeks, streaks, week_start(today, first_weekday)),
        max(streaks, default=0),
        first_weekday,
    )


def week_start(day: date, first_weekday: int = 0) -> date:
    """Return the first day of a day's week."""
    return day - timedelta(days=(day.weekday() - first_weekday) % 7)


def _weeks(days: Sequence[Day], today: date, first_weekday: int) -> tuple[Week, ...]:
    """Return every week, including those without a walk."""
    if not days:
        return ()
    sums: dict[date, Week] = {}
    for day in days:
        start = week_start(day.day, first_weekday)
        week = sums.get(start, Week(start, 0, ZERO, ZERO))
        sums[start] = Week(
            start, week.walks + day.walks, week.walked + day.walked, week.backward + day.backward
        )
    first, last = (week_start(d, first_weekday) for d in (days[0].day, max(today, days[-1].day)))
    starts = (first + n * _WEEK for n in range((last - first) // _WEEK + 1))
    return tuple(sums.get(start, Week(start, 0, ZERO, ZERO)) for start in starts)


def _streaks(weeks: Sequence[Week]) -> list[int]:
    """Return for each week how many weeks in a row up to it had enough walks."""
    counts: list[int] = []
    for week in weeks:
        before = counts[-1] if counts else 0
        counts.append(before + 1 if week.walks >= STREAK_WALKS else 0)
    return counts


def _streak(weeks: Sequence[Week], streaks: Sequence[int], this_week: date) -> int:
    """Return the current streak; this week may still complete it."""
    if not weeks:
        return 0
    if streaks[-1] == 0 and weeks[-1].start >= this_week:
        return streaks[-2] if len(streaks) > 1 else 0
    return streaks[-1]
