"""`.ics`: each remaining walk of the programme as one event."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, NamedTuple

from ..core.programme import Status
from ..core.programme_weeks import LAST_WEEK, WALKS_A_WEEK, walk_days, week_name
from ..core.session import ZERO, Session
from .formats import require
from .ics import description_of, rounded_up, sequence
from .timezones import vtimezone, zone_of

WEEK = timedelta(days=7)


class PlannedWalk(NamedTuple):
    """A future walk: its day, its week, and its number within the week, from 1."""

    day: date
    week: int
    number: int


def planned_walks(status: Status) -> Iterator[PlannedWalk]:
    """Yield the walks up to the end of week 8, if every week goes well."""
    assert status.due is not None
    assert status.begin is not None
    in_week = status.due < status.begin + WEEK
    begin = status.begin if in_week else status.begin + WEEK
    number = status.done if in_week else 0
    for week in range(status.week, LAST_WEEK + 1):
        earliest = status.due if week == status.week else begin
        for day in walk_days(begin, status.days)[number:]:
            number += 1
            yield PlannedWalk(max(day, earliest), week, number)
            earliest = max(day, earliest) + timedelta(days=2)
        begin, number = begin + WEEK, 0


def skipped_walks(
    status: Status, first_week: int, walked: Collection[int]
) -> Iterator[PlannedWalk]:
    """Yield the walks from `first_week` on that the walker skipped by moving on to a later week.

    `walked` has the week of each walk since the start. An earlier export can have events for the
    skipped walks.
    """
    assert status.due is not None
    counts = Counter(walked)
    for week in range(first_week, status.week):
        for number in range(counts[week] + 1, WALKS_A_WEEK + 1):
            yield PlannedWalk(status.due, week, number)


def calendar(
    walks: Iterable[PlannedWalk],
    skipped: Iterable[PlannedWalk],
    session_of: Callable[[int], Session],
    series: str,
    at: time,
    zone_name: str | None,
) -> bytes:
    """Return the calendar. `series` names the programme in the UIDs, so that events move.

    The events of skipped walks are cancelled.

    Raises `UsageError` without icalendar, or if the zone is unknown.
    """
    require("icalendar", "calendar")
    from icalendar import Calendar

    walks, zone, now = list(walks), zone_of(zone_name), datetime.now(UTC)
    result = Calendar()
    result.add("prodid", "-//retrowalk//retrowalk//EN")
    result.add("version", "2.0")
    result.add("calscale", "GREGORIAN")
    result.add("method", "PUBLISH")
    if zone is not None and walks:
        result.add_component(vtimezone(zone, walks[0].day, walks[-1].day))
    for walk in walks:
        start = datetime.combine(walk.day, at, tzinfo=zone)
        event = _event(walk, session_of(walk.week), series, start, now)
        event.add_component(_alarm(walk, event["summary"]))
        result.add_component(event)
    for walk in skipped:
        start = datetime.combine(walk.day, at, tzinfo=zone)
        event = _event(walk, session_of(walk.week), series, start, now)
        event.add("status", "CANCELLED")
        result.add_component(event)
    data: bytes = result.to_ical()
    return data


def _event(walk: PlannedWalk, session: Session, series: str, start: datetime, now: datetime) -> Any:
    from icalendar import Event

    event = Event()
    title = f"{session.title}, walk {walk.number} of {WALKS_A_WEEK}"
    event.add("uid", f"programme-{series}-{walk.week}-{walk.number}@retrowalk")
    event.add("dtstamp", now)
    event.add("sequence", sequence(now))
    event.add("dtstart", start)
    event.add("duration", rounded_up(session))
    event.add("summary", title)
    event.add("description", f"{description_of(session)}\n\nretrowalk today")
    event.add("transp", "TRANSPARENT")
    return event


def _alarm(walk: PlannedWalk, title: str) -> Any:
    from icalendar import Alarm

    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", f"{title}: {week_name(walk.week)}")
    alarm.add("trigger", ZERO)
    return alarm
