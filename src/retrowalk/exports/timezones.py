"""Time zones for calendars: the clock changes within a range of days.

Each change is written out on its own: the zones that icalendar adds by itself have the changes in
spring an hour late.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from ..errors import UsageError

DAY = timedelta(days=1)
SECOND = timedelta(seconds=1)


def zone_of(name: str | None) -> ZoneInfo | None:
    """Return the zone of a name, or None for local times. Raises `UsageError`."""
    if name is None:
        return None
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise UsageError(
            f"unknown time zone {name!r}: use a name such as Europe/Berlin or America/New_York"
        ) from None


def vtimezone(zone: ZoneInfo, first: date, last: date) -> Any:
    """Return a VTIMEZONE component that is right from the first day to the last."""
    from icalendar import Timezone

    component = Timezone()
    component.add("tzid", zone.key)
    begin = datetime.combine(first - DAY, time(), tzinfo=UTC)
    component.add_component(_observance(zone, begin, begin))
    for change in changes(zone, begin, datetime.combine(last + 2 * DAY, time(), tzinfo=UTC)):
        component.add_component(_observance(zone, change - SECOND, change))
    return component


def changes(zone: ZoneInfo, begin: datetime, end: datetime) -> Iterator[datetime]:
    """Yield the moments, in UTC, at which a zone's offset or name changes."""
    day = begin
    while day < end:
        seconds = range(int(DAY / SECOND) + 1)
        before = _state(zone, day)
        place = bisect_left(seconds, True, key=lambda n: _state(zone, day + n * SECOND) != before)
        if place < len(seconds):
            yield day + place * SECOND
        day += DAY


def _state(zone: ZoneInfo, moment: datetime) -> tuple[timedelta | None, str | None]:
    local = moment.astimezone(zone)
    return local.utcoffset(), local.tzname()


def _observance(zone: ZoneInfo, before: datetime, moment: datetime) -> Any:
    """Return an observance that begins at `moment`, written in the local time before it."""
    from icalendar import TimezoneDaylight, TimezoneStandard

    old, new = before.astimezone(zone), moment.astimezone(zone)
    part = TimezoneDaylight() if new.dst() else TimezoneStandard()
    part.add("tzoffsetfrom", old.utcoffset())
    part.add("tzoffsetto", new.utcoffset())
    if name := new.tzname():
        part.add("tzname", name)
    part.add("dtstart", moment.astimezone(UTC).replace(tzinfo=None) + (old.utcoffset() or DAY * 0))
    return part
