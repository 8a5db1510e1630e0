"""Parameter types: numbers, times, durations, dates, and the options of presets."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from typing import Any, cast

import click

from .. import setting_kinds
from ..app.context import App
from ..core.programme_weeks import WALKS_A_WEEK, consecutive_days
from ..durations import format_duration, parse_duration
from ..errors import UsageError
from ..presets.library import session_name
from ..presets.preset import Option
from ..time_of_day import parse_time_of_day
from ..weekdays import DAYS, parse_days

_AGO = r"([0-9]{1,4})([dwmy])"
_DAYS = {"d": 1, "w": 7, "m": 30, "y": 365}


class Number(click.ParamType):  # type: ignore[type-arg] # generic from click 8.5 on
    """A number from `low` to `high`; `expected` completes "write ..." in the error message."""

    name = "number"

    def __init__(self, low: float, high: float, expected: str, *, whole: bool = True) -> None:
        self._low, self._high = low, high
        self._expected, self._whole = expected, whole

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return an int, or a float if the number need not be whole."""
        if not isinstance(value, str):
            return value
        try:
            number = int(value) if self._whole else float(value)
        except ValueError:
            number = None
        if number is None or not self._low <= number <= self._high:
            self.fail(f"{value!r} is not valid: write {self._expected}", param, ctx)
        return number


class SettingNumber(click.ParamType):  # type: ignore[type-arg]
    """The value of a numeric setting, with or without its unit: 10, 10s, 80%."""

    name = "number"

    def __init__(self, kind: setting_kinds.Number, expected: str) -> None:
        self._kind, self._expected = kind, expected

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return an int, or a float if the number need not be whole."""
        if not isinstance(value, str):
            return value
        number = self._kind.convert(value)
        if number is None:
            self.fail(f"{value!r} is not valid: write {self._expected}", param, ctx)
        return number


SCALE = Number(0, 10, "a number from 0 to 10, such as 3")
WALK_ID = Number(1, 2**53, "the ID of a walk as listed by 'retrowalk history', such as 12")


def count(high: int) -> Number:
    """Return a type for a count from 1 to `high`."""
    return Number(1, high, f"a number from 1 to {high}, such as 4")


def _app(ctx: click.Context | None) -> App:
    return cast("App", ctx and ctx.find_object(App))


class ClockTime(click.ParamType):  # type: ignore[type-arg]
    """A time of day: 18:30, 18:30:15 or 6:30pm."""

    name = "time"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return a `datetime.time`."""
        if isinstance(value, time):
            return value
        try:
            return parse_time_of_day(value)
        except UsageError as error:
            return self.fail(str(error), param, ctx)


class Duration(click.ParamType):  # type: ignore[type-arg]
    """A duration of at least `low`; with `has_off`, "off" is zero."""

    name = "duration"

    def __init__(self, low: timedelta, *, has_off: bool = False) -> None:
        self._low = low
        self._has_off = has_off

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return a `timedelta`."""
        if isinstance(value, timedelta):
            return value
        if self._has_off and value == "off":
            return timedelta()
        try:
            duration = parse_duration(value)
        except UsageError as error:
            self.fail(str(error), param, ctx)
        if duration < self._low:
            low = format_duration(self._low)
            self.fail(f"{value!r} is too short: write {low} or more", param, ctx)
        return duration


class Day(click.ParamType):  # type: ignore[type-arg]
    """A day: 2026-11-03, today, yesterday, or a time ago: 30d, 4w, 6m, 1y."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return a `date`."""
        if isinstance(value, date):
            return value
        today, word = _app(ctx).today, value.strip().lower()
        if word in ("today", "yesterday"):
            return today - timedelta(days=word == "yesterday")
        try:
            if match := re.fullmatch(_AGO, word):
                return today - timedelta(days=int(match[1]) * _DAYS[match[2]])
            return date.fromisoformat(word)
        except (ValueError, OverflowError):
            pass
        return self.fail(
            f"{value!r} is not a date: write 2026-11-03, today, yesterday, 30d or 4w", param, ctx
        )


class PastMoment(click.ParamType):  # type: ignore[type-arg]
    """A past moment: 18:30 or 6:30 pm (today), "yesterday 18:30", 2026-11-03 18:30."""

    name = "moment"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return a `datetime` with the local time zone; noon if only a day was written."""
        if isinstance(value, datetime):
            return value
        try:
            day_word, clock = "today", parse_time_of_day(value)
        except UsageError:
            day_word, _, clock_word = value.strip().replace("T", " ").partition(" ")
            clock = ClockTime().convert(clock_word.strip() or "12:00", param, ctx)
        day = Day().convert(day_word, param, ctx)
        world = _app(ctx).clock
        moment = datetime.combine(day, clock, world.zone)
        if moment > world.time():
            self.fail(f"{value!r} is in the future", param, ctx)
        return moment


class SessionName(click.ParamType):  # type: ignore[type-arg]
    """The name of a session as stored in the history, however its file name is encoded."""

    name = "name"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the name with composed accents and without control characters."""
        return session_name(value)


class Weekdays(click.ParamType):  # type: ignore[type-arg]
    """Three weekdays with a day between: mon,wed,fri."""

    name = "days"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return weekdays as numbers, Monday being 0."""
        if not isinstance(value, str):
            return value
        try:
            days = parse_days(value)
        except UsageError as error:
            wrong = str(error).rpartition(": ")[0]  # its advice names ranges, which are too long
            return self.fail(f"{wrong}: write three days, such as mon,wed,fri", param, ctx)
        if len(days) != WALKS_A_WEEK:
            number = "1 day" if len(days) == 1 else f"{len(days)} days"
            self.fail(
                f"{value!r} is {number}, but the programme has three walks a week: write three"
                " days, such as mon,wed,fri",
                param,
                ctx,
            )
        if pair := consecutive_days(days):
            one, other = (DAYS[day].capitalize() for day in pair)
            self.fail(
                f"{one} and {other} are consecutive: leave a day between walks, as in mon,wed,fri",
                param,
                ctx,
            )
        return days


class OptionType(click.ParamType):  # type: ignore[type-arg]
    """The value of a preset's option, read by the option's own parser."""

    def __init__(self, option: Option) -> None:
        self.name = option.kind
        self._option = option

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the parsed value."""
        if not isinstance(value, str):
            return value
        try:
            return self._option.parse(value)
        except UsageError as error:
            return self.fail(str(error), param, ctx)
