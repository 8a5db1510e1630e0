"""Flags that say when: times of day, lengths, dates."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from typing import Any

import click

from ..durations import format_duration, parse_duration
from ..errors import DurationError, UsageError
from ..presets.preset import Option

_CLOCK = re.compile(r"([0-9]{1,2}):([0-9]{2})(?::([0-9]{2}))?")
_AGO = re.compile(r"([0-9]{1,4})([dwmy])")
_DAYS = {"d": 1, "w": 7, "m": 30, "y": 365}
WALK_ID = click.IntRange(1, 2**53)
"""The number of a walk in the history."""
SHORTEST_TURN = timedelta(minutes=1)


class ClockTime(click.ParamType):  # type: ignore[type-arg] # generic from click 8.5 on only
    """A time of day: 18:30 or 18:30:15."""

    name = "time"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """A `datetime.time`."""
        if isinstance(value, time):
            return value
        try:
            match = _CLOCK.fullmatch(value.strip())
            if match:
                hours, minutes, seconds = (int(part or 0) for part in match.groups())
                return time(hours, minutes, seconds)
        except ValueError:  # 25:00
            pass
        return self.fail(f"{value!r} is no time of day: write 18:30 or 18:30:15", param, ctx)


class Length(click.ParamType):  # type: ignore[type-arg]
    """A duration, at least so long."""

    name = "duration"

    def __init__(self, least: timedelta = timedelta(seconds=1)) -> None:
        self._least = least

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """A `timedelta`."""
        if isinstance(value, timedelta):
            return value
        try:
            length = parse_duration(value)
        except DurationError as error:
            self.fail(str(error), param, ctx)
        if length < self._least:
            least = format_duration(self._least)
            self.fail(f"{value!r} is too short: at least {least}", param, ctx)
        return length


class Since(click.ParamType):  # type: ignore[type-arg]
    """A day: 2026-11-03, today, yesterday, or so many days, weeks, months or years ago (4w)."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """A `date`."""
        if isinstance(value, date):
            return value
        today, word = date.today(), value.strip().lower()
        if word in ("today", "yesterday"):
            return today - timedelta(days=word == "yesterday")
        try:
            if match := _AGO.fullmatch(word):
                return today - timedelta(days=int(match[1]) * _DAYS[match[2]])
            return date.fromisoformat(word)
        except (ValueError, OverflowError):
            pass
        return self.fail(
            f"{value!r} is no day: write 2026-11-03, today, yesterday, 30d or 4w", param, ctx
        )


class Began(click.ParamType):  # type: ignore[type-arg]
    """A moment that is past: 18:30 (today), "yesterday 18:30", 2026-11-03 or "2026-11-03 18:30"."""

    name = "moment"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """A `datetime` with a zone."""
        if isinstance(value, datetime):
            return value
        day_word, _, clock_word = value.strip().replace("T", " ").partition(" ")
        if ":" in day_word:
            day_word, clock_word = "today", day_word
        day = Since().convert(day_word, param, ctx)
        clock = ClockTime().convert(clock_word.strip() or "12:00", param, ctx)
        moment = datetime.combine(day, clock).astimezone()
        if moment > datetime.now().astimezone():
            self.fail(f"{value!r} is still to come", param, ctx)
        return moment


class OptionType(click.ParamType):  # type: ignore[type-arg] # generic from click 8.5 on only
    """The value of a preset's option, with the option's own parser and bounds."""

    def __init__(self, option: Option) -> None:
        self.name = option.kind
        self._option = option

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Parse what was written; values that are parsed already stay."""
        if not isinstance(value, str):
            return value
        try:
            return self._option.parse(value)
        except UsageError as error:
            self.fail(str(error), param, ctx)
