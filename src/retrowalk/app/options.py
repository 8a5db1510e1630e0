"""The options of a walk."""

from __future__ import annotations

from collections.abc import Callable
from datetime import time, timedelta
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from ..history.record import WalkRecord
    from .context import App

ANSWER_WITHIN = 120.0
"""Seconds to wait for an answer to the question after a walk."""


def _default_answer_time() -> float:
    return ANSWER_WITHIN


class WalkOptions(NamedTuple):
    """How to run one walk.

    `lead_in` is in seconds; None uses the setting. `rehearse` is the speed-up factor.
    `events` is a file for the event stream, "-" for standard output. `resumed_from` is the record
    to continue. `starts_in` returns the lead-in that is left once everything is ready, and
    `answer_within` the seconds for an answer to the question after the walk.
    """

    lead_in: int | None = None
    rehearse: float | None = None
    mute: bool = False
    plain: bool = False
    inline: bool = False
    events: str | None = None
    no_history: bool = False
    resumed_from: WalkRecord | None = None
    starts_in: Callable[[], timedelta] | None = None
    answer_within: Callable[[], float] = _default_answer_time

    @property
    def speed(self) -> float:
        """How many times as fast as real time the walk runs."""
        return self.rehearse or 1.0

    def is_plain(self, app: App) -> bool:
        """Return whether the walk is shown as lines of text instead of on a screen."""
        return self.plain or self.events_on_stdout or not app.screen

    @property
    def events_on_stdout(self) -> bool:
        """Whether standard output carries the event stream, so that text goes to stderr."""
        return self.events == "-"


class SeriesOptions(NamedTuple):
    """When to walk: at `start_at`, again after each `every`, `times` times, ending by `until`."""

    every: timedelta | None = None
    times: int | None = None
    start_at: time | None = None
    until: time | None = None

    def __bool__(self) -> bool:
        return any(value is not None for value in self)
