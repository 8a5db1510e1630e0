"""Make sessions in Python, from segments and repeats (docs/scripting.md)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import timedelta

from .core.session import CueSettings, Direction, Segment, Session
from .core.validate import check_session
from .durations import parse_duration
from .errors import InvalidSession, UsageError
from .sanitize import first_control

Length = str | float | timedelta | None
"""A duration: a `timedelta`, a number of minutes, text as in session files, or None for open."""


def forward(
    duration: Length = None,
    *,
    at_most: Length = None,
    label: str | None = None,
    note: str | None = None,
    say: str | None = None,
    speed_kmh: float | None = None,
    cadence: int | None = None,
) -> Segment:
    """Return a forward segment; without a duration it is open. `cadence` is in steps a minute."""
    return _segment(Direction.FORWARD, duration, at_most, label, note, say, speed_kmh, cadence)


def backward(
    duration: Length = None,
    *,
    at_most: Length = None,
    label: str | None = None,
    note: str | None = None,
    say: str | None = None,
    speed_kmh: float | None = None,
    cadence: int | None = None,
) -> Segment:
    """Return a backward segment; without a duration it is open. `cadence` is in steps a minute."""
    return _segment(Direction.BACKWARD, duration, at_most, label, note, say, speed_kmh, cadence)


def stand(
    duration: Length = None,
    *,
    label: str | None = None,
    note: str | None = None,
    say: str | None = None,
) -> Segment:
    """Return a stand segment; without a duration it is open."""
    return _segment(Direction.STAND, duration, None, label, note, say, None, None)


def repeat(
    times: int,
    *segments: Segment | Iterable[Segment],
    between: Segment | Iterable[Segment] = (),
) -> list[Segment]:
    """Return the segments repeated, followed by `between` after every round except the last.

    Segments of an inner repeat keep their own rounds.
    """
    if times < 1:
        raise UsageError(f"cannot repeat {times} times: use 1 or more")
    flat, rest = list(_flatten(segments)), list(_flatten([between]))
    return [
        segment if segment.round else replace(segment, round=turn, rounds=times)
        for turn in range(1, times + 1)
        for segment in (flat if turn == times else [*flat, *rest])
    ]


def session(
    name: str,
    segments: Iterable[Segment | Iterable[Segment]],
    *,
    title: str | None = None,
    midpoint: bool = True,
    every: Length = None,
) -> Session:
    """Return a session of segments, within the limits of session files. Raises `UsageError`.

    `every` is the interval at which the time left in a segment is said: 10 seconds or more.
    """
    result = Session(
        _line("name", name) or "session",
        _line("title", title) or name,
        tuple(_flatten(segments)),
        CueSettings(midpoint, _interval(every)),
    )
    try:
        return check_session(result)
    except InvalidSession as error:
        raise UsageError(str(error)) from None


def _segment(
    direction: Direction,
    duration: Length,
    at_most: Length,
    label: str | None,
    note: str | None,
    say: str | None,
    speed_kmh: float | None,
    cadence: int | None,
) -> Segment:
    length = length_of(duration)
    if at_most is not None and length is not None:
        raise UsageError("at_most is only for open segments")
    return Segment(
        direction,
        length,
        at_most=length_of(at_most),
        label=_line("label", label),
        note=_line("note", note),
        say=_line("say", say),
        speed_kmh=speed_kmh,
        cadence=cadence,
    )


def length_of(value: Length) -> timedelta | None:
    """Return a duration, None for an open one. Raises `UsageError`."""
    if value is None or value == "open":
        return None
    length = value if isinstance(value, timedelta) else parse_duration(str(value))
    if length < timedelta(seconds=1):
        raise UsageError(f"{value} is shorter than a second")
    return length


def _interval(value: Length) -> timedelta | None:
    length = length_of(value)
    if length is not None and length < timedelta(seconds=10):
        raise UsageError(f"the interval {value} is too short: use 10 seconds or more")
    return length


def _line(what: str, text: str | None) -> str | None:
    """Return the text if a session file and a terminal can show it. Raises `UsageError`."""
    if text is None:
        return None
    if not text.strip() or len(text) > 200 or first_control(text):
        raise UsageError(f"{what} must be one line of at most 200 characters of plain text")
    return text


def _flatten(parts: Iterable[Segment | Iterable[Segment]]) -> Iterator[Segment]:
    for part in parts:
        if isinstance(part, Segment):
            yield part
        else:
            yield from part
