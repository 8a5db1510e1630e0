"""Time zones for calendars: every change of the clock in a span, at its true moment.

Written out change by change, without a rule: icalendar's own way of adding zones has changes in
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
MOMENT = timedelta(seconds=1)


def zone_of(name: str | None) -> ZoneInfo | None:
    """The zone of a name, None for whatever the clock on the wall shows. Raises `UsageError`."""
    if name is None:
        return None
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise UsageError(
            f"{name!r} is no time zone: write one as Europe/Berlin or America/New_York"
        ) from None


def zone_part(zone: ZoneInfo, first: date, last: date) -> Any:
    """The calendar's part about a zone, for days from the first to the last."""
    from icalendar import Timezone

    part = Timezone()
    part.add("tzid", zone.key)
    begin = datetime.combine(first - DAY, time(), tzinfo=UTC)
    part.add_component(_observance(zone, begin, begin))
    for change in changes(zone, begin, datetime.combine(last + 2 * DAY, time(), tzinfo=UTC)):
        part.add_component(_observance(zone, change - MOMENT, change))
    return part


def changes(zone: ZoneInfo, begin: datetime, end: datetime) -> Iterator[datetime]:
    """The moments at which a zone's clock is set, in UTC."""
    day = begin
    while day < end:
        seconds = range(int(DAY / MOMENT) + 1)
        before = _state(zone, day)
        place = bisect_left(seconds, True, key=lambda n: _state(zone, day + n * MOMENT) != before)
        if place < len(seconds):
            yield day + place * MOMENT
        day += DAY


def _state(zone: ZoneInfo, moment: datetime) -> tuple[timedelta | None, str | None]:
    local = moment.astimezone(zone)
    return local.utcoffset(), local.tzname()


def _observance(zone: ZoneInfo, before: datetime, moment: datetime) -> Any:
    """What is true from a moment on; it is told by the clock as it was before."""
    from icalendar import TimezoneDaylight, TimezoneStandard

    old, new = before.astimezone(zone), moment.astimezone(zone)
    part = TimezoneDaylight() if new.dst() else TimezoneStandard()
    part.add("tzoffsetfrom", old.utcoffset())
    part.add("tzoffsetto", new.utcoffset())
    if name := new.tzname():
        part.add("tzname", name)
    part.add("dtstart", moment.astimezone(UTC).replace(tzinfo=None) + (old.utcoffset() or DAY * 0))
    return part
