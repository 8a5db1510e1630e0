"""`.ics`: reminders to walk, written with icalendar."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from ..core.describe import segment_line, session_totals
from ..core.plan_json import plan_json
from ..core.session import ZERO, Session
from ..cues.safety_text import SAFETY_LINE
from ..errors import UsageError
from ..sanitize import printable
from ..weekdays import DAYS
from .formats import Options, OutputFile, file_with, require
from .reminders import Schedule
from .timezones import vtimezone, zone_of

SHORTEST = timedelta(minutes=5)
"""The shortest entry. Calendars draw shorter ones too small to read."""
MAX_LINES = 40
"""Maximum number of segments listed in a description."""
BEGINNING = datetime(2020, 1, 1, tzinfo=UTC)
HIGHEST_SEQUENCE = (1 << 31) - 1
"""The largest integer of RFC 5545."""


def sequence(now: datetime) -> int:
    """Return a number for events that are written now.

    A calendar replaces an event with one that has the same UID and a higher number. A clock that is
    decades wrong gives the lowest or the highest number.
    """
    return min(max(0, (now - BEGINNING) // timedelta(seconds=1)), HIGHEST_SEQUENCE)


def files(session: Session, path: Path, options: Options) -> Iterable[OutputFile]:
    """Return one file. Raises `UsageError` if the schedule has no walk."""
    require("icalendar", "calendar")
    schedule = options.schedule
    if schedule is None or not schedule.dates() or not schedule.times:
        raise UsageError("the schedule has no walk: change --days, --times or --weeks")
    return [file_with(path, calendar(session, schedule, datetime.now(UTC)))]


def calendar(session: Session, schedule: Schedule, now: datetime) -> bytes:
    """Return the file's content. `now` is its time stamp."""
    from icalendar import Calendar

    result = Calendar()
    result.add("prodid", "-//retrowalk//retrowalk//EN")
    result.add("version", "2.0")
    result.add("calscale", "GREGORIAN")
    result.add("method", "PUBLISH")
    zone = zone_of(schedule.zone)
    if zone is not None:
        days = schedule.dates()
        result.add_component(vtimezone(zone, days[0], days[-1]))
    for slot, at in enumerate(sorted(schedule.times)):
        result.add_component(_reminder(session, schedule, zone, slot, at, now))
    data: bytes = result.to_ical()
    return data


def _reminder(
    session: Session,
    schedule: Schedule,
    zone: ZoneInfo | None,
    slot: int,
    at: time,
    now: datetime,
) -> Any:
    """Return the repeating event of one time of day."""
    from icalendar import Event

    days = schedule.dates()
    event = Event()
    event.add("uid", _uid(session, schedule, slot, at))
    event.add("dtstamp", now)
    event.add("sequence", sequence(now))
    event.add("dtstart", datetime.combine(days[0], at, tzinfo=zone))
    event.add("duration", max(SHORTEST, rounded_up(session)))
    names = [DAYS[day][:2].upper() for day in schedule.days]
    event.add("rrule", {"freq": "weekly", "byday": names, "count": len(days)})
    event.add("summary", printable(session.title))
    event.add("description", description_of(session))
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


def _uid(session: Session, schedule: Schedule, slot: int, at: time) -> str:
    """Return a UID that is the same whenever the same walks are exported again.

    For a named series, it depends only on the name and the position of the time of day, so that a
    later export can change everything else.
    """
    if schedule.series is not None:
        digest = _digest(["series", schedule.series])
        return f"{digest}-{slot + 1}@retrowalk"
    digest = _digest([plan_json(session), schedule.days, at.isoformat()])
    return f"{digest}@retrowalk"


def _digest(value: Any) -> str:
    return hashlib.sha256(json.dumps(value).encode()).hexdigest()[:20]


def rounded_up(session: Session) -> timedelta:
    """Return the session's length, rounded up to whole minutes."""
    total = sum((segment.limit or ZERO for segment in session.segments), ZERO)
    minute = timedelta(minutes=1)
    return -(-total // minute) * minute


def description_of(session: Session) -> str:
    """Return a session in words: totals, segments, and the safety line."""
    lines = [segment_line(segment) for segment in session.segments[:MAX_LINES]]
    if len(session.segments) > MAX_LINES:
        lines.append("...")
    return "\n".join([session_totals(session), "", *lines, "", SAFETY_LINE])
