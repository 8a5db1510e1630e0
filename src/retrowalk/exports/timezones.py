"""Time zones for calendars, as VTIMEZONE components.

A zone whose clock changes follow yearly rules is written with those rules, because some calendars,
such as Outlook, ignore changes without a rule. Other zones list each change. The zones that
icalendar adds by itself have the spring changes an hour late.
"""

from __future__ import annotations

from bisect import bisect_left
from calendar import monthrange
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from ..errors import UsageError

DAY = timedelta(days=1)
SECOND = timedelta(seconds=1)
YEAR = 366 * DAY
SAMPLE = 12 * YEAR
"""How long after the last day a rule must hold, so that each date falls on every weekday."""
WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


class Change(NamedTuple):
    """A clock change. `local` is its time on the clock before the change; offsets are from UTC."""

    local: datetime
    before: timedelta
    after: timedelta
    name: str
    is_daylight: bool

    @property
    def kind(self) -> tuple[timedelta, timedelta, str]:
        """A key that is equal for the changes of one rule."""
        return self.before, self.after, self.name


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
    """Return a VTIMEZONE component that is valid from the first day to the last."""
    from icalendar import Timezone

    component = Timezone()
    component.add("tzid", zone.key)
    begin, end = _midnight(first) - YEAR, _midnight(last) + 2 * DAY
    rules = yearly_rules(list(changes(zone, begin, end + SAMPLE)))
    if rules:
        for change, rule in rules:
            component.add_component(_observance(change, rule))
    else:
        start = _midnight(first) - DAY
        component.add_component(_observance(_change(zone, start, start)))
        for change in changes(zone, start, end):
            component.add_component(_observance(change))
    return component


def changes(zone: ZoneInfo, begin: datetime, end: datetime) -> Iterator[Change]:
    """Yield every change of a zone's offset or name, from moments in UTC."""
    day, before = begin, _state(zone, begin)
    while day < end:
        after = _state(zone, day + DAY)
        if after != before:
            seconds = range(int(DAY / SECOND) + 1)
            index = bisect_left(
                seconds, True, key=lambda n: _state(zone, day + n * SECOND) == after
            )
            moment = day + index * SECOND
            yield _change(zone, moment - SECOND, moment)
        day, before = day + DAY, after


def yearly_rules(found: Sequence[Change]) -> list[tuple[Change, dict[str, Any]]]:
    """Return the first change of each yearly rule, with the rule; [] if some change has none."""
    kinds: dict[object, list[Change]] = {}
    for change in found:
        kinds.setdefault(change.kind, []).append(change)
    rules = [(same[0], _rule(same)) for same in kinds.values()]
    return [(change, rule) for change, rule in rules if rule] if all(r for _, r in rules) else []


def _rule(same: Sequence[Change]) -> dict[str, Any] | None:
    """Return the RRULE of changes that happen once a year, or None if there is none."""
    times = {(c.local.month, c.local.weekday(), c.local.time()) for c in same}
    years = [c.local.year for c in same]
    if len(times) > 1 or years != list(range(years[0], years[0] + len(years))) or len(years) < 5:
        return None
    month, weekday = same[0].local.month, WEEKDAYS[same[0].local.weekday()]
    days = [c.local.day for c in same]
    rule = {"freq": "yearly", "bymonth": month}
    if len({(day - 1) // 7 for day in days}) == 1:
        return rule | {"byday": f"{(days[0] - 1) // 7 + 1}{weekday}"}
    if all(day > monthrange(year, month)[1] - 7 for year, day in zip(years, days, strict=True)):
        return rule | {"byday": f"-1{weekday}"}
    if max(days) - min(days) == 6:  # such as the Friday on or after the 23rd
        return rule | {"byday": weekday, "bymonthday": list(range(min(days), max(days) + 1))}
    return None


def _state(zone: ZoneInfo, moment: datetime) -> tuple[timedelta | None, str | None]:
    local = moment.astimezone(zone)
    return local.utcoffset(), local.tzname()


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), tzinfo=UTC)


def _change(zone: ZoneInfo, before: datetime, moment: datetime) -> Change:
    old, new = before.astimezone(zone), moment.astimezone(zone)
    offset = old.utcoffset() or timedelta()
    local = moment.replace(tzinfo=None) + offset
    return Change(
        local, offset, new.utcoffset() or timedelta(), new.tzname() or "", bool(new.dst())
    )


def _observance(change: Change, rule: dict[str, Any] | None = None) -> Any:
    """Return the component of a change, which recurs yearly if there is a rule."""
    from icalendar import TimezoneDaylight, TimezoneStandard

    component = TimezoneDaylight() if change.is_daylight else TimezoneStandard()
    component.add("tzoffsetfrom", change.before)
    component.add("tzoffsetto", change.after)
    if change.name:
        component.add("tzname", change.name)
    component.add("dtstart", change.local)
    if rule:
        component.add("rrule", rule)
    return component
