"""`.ics`: reminders to walk, by way of icalendar."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from ..core.describe import segment_line, session_totals
from ..core.session import ZERO, Session
from ..cues.wording import SAFETY_LINE
from ..errors import UsageError
from ..sanitize import printable
from .catalog import need
from .formats import Options, Part, whole
from .reminders import DAYS, Schedule
from .timezones import zone_of, zone_part

SHORTEST = timedelta(minutes=5)
"""What a walk takes at least in a calendar."""
MOST_LINES = 40
"""Segments that are listed in a reminder."""
BEGINNING = datetime(2020, 1, 1, tzinfo=UTC)


def parts(session: Session, path: Path, options: Options) -> Iterable[Part]:
    """One file. Raises `UsageError` where nothing is to be reminded of."""
    need("icalendar", "calendar")
    schedule = options.schedule
    if schedule is None or not schedule.dates() or not schedule.times:
        raise UsageError("no walk falls on these days: choose --days, --times and --weeks")
    return [whole(path, calendar(session, schedule, datetime.now(UTC)))]


def calendar(session: Session, schedule: Schedule, now: datetime) -> bytes:
    """The whole file; `now` is when it was made."""
    from icalendar import Calendar

    made = Calendar()
    made.add("prodid", "-//retrowalk//retrowalk//EN")
    made.add("version", "2.0")
    made.add("calscale", "GREGORIAN")
    made.add("method", "PUBLISH")
    zone = zone_of(schedule.zone)
    if zone is not None:
        days = schedule.dates()
        made.add_component(zone_part(zone, days[0], days[-1]))
    for slot, at in enumerate(sorted(schedule.times)):
        made.add_component(_reminder(session, schedule, zone, slot, at, now))
    data: bytes = made.to_ical()
    return data


def _reminder(
    session: Session,
    schedule: Schedule,
    zone: ZoneInfo | None,
    slot: int,
    at: time,
    now: datetime,
) -> Any:
    """A walk at one time of day, on each of the days."""
    from icalendar import Event

    days = schedule.dates()
    event = Event()
    event.add("uid", _uid(session, slot))
    event.add("dtstamp", now)
    # the later export counts, and so moves what an earlier one has put there
    event.add("sequence", (now - BEGINNING) // timedelta(seconds=1))
    event.add("dtstart", datetime.combine(days[0], at, tzinfo=zone))
    event.add("duration", max(SHORTEST, _minutes(session)))
    names = [DAYS[day][:2].upper() for day in schedule.days]
    event.add("rrule", {"freq": "weekly", "byday": names, "count": len(days)})
    event.add("summary", printable(session.title))
    event.add("description", _description(session))
    event.add("transp", "TRANSPARENT")
    event.add_component(_alarm(session))
    return event


def _alarm(session: Session) -> Any:
    from icalendar import Alarm

    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", printable(session.title))
    alarm.add("trigger", ZERO)
    return alarm


def _uid(session: Session, slot: int) -> str:
    """The same for the same walk of the day, whatever its time: a second import moves it."""
    digest = hashlib.sha256(session.name.encode(errors="replace")).hexdigest()[:16]
    return f"{digest}-{slot + 1}@retrowalk"


def _minutes(session: Session) -> timedelta:
    """How long it takes, in whole minutes."""
    total = sum((segment.limit or ZERO for segment in session.segments), ZERO)
    minute = timedelta(minutes=1)
    return -(-total // minute) * minute


def _description(session: Session) -> str:
    lines = [segment_line(segment) for segment in session.segments[:MOST_LINES]]
    if len(session.segments) > MOST_LINES:
        lines.append("...")
    return "\n".join([session_totals(session), "", *lines, "", SAFETY_LINE])
