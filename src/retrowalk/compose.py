"""Make sessions in Python, from segments and repeats (docs/scripting.md)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from .core.limits import LONGEST_LINE, SHORTEST_INTERVAL
from .core.session import ZERO, CueSettings, Direction, Segment, Session
from .core.validate import check_session
from .durations import parse_duration
from .errors import InvalidSession, UsageError
from .sanitize import first_control

Length = str | float | timedelta | None
"""A duration: a `timedelta`, a number of minutes, text as in session files, or None for open."""


if TYPE_CHECKING:
    from typing import TypedDict, Unpack

    class WalkKeys(TypedDict, total=False):
        """The keys of a forward or backward segment. `cadence` is in steps a minute."""

        at_most: Length
        label: str
        note: str
        say: str
        speed_kmh: float
        cadence: int


def forward(duration: Length = None, **keys: Unpack[WalkKeys]) -> Segment:
    """Return a forward segment; without a duration it is open. Raises `UsageError`.

    Keys: `at_most` (ends an open segment), `label`, `note`, `say`, `speed_kmh`, and `cadence` in
    steps a minute.
    """
    return _walk(Direction.FORWARD, duration, **keys)


def backward(duration: Length = None, **keys: Unpack[WalkKeys]) -> Segment:
    """Return a backward segment, with the same keys as `forward`. Raises `UsageError`."""
    return _walk(Direction.BACKWARD, duration, **keys)


def stand(
    duration: Length = None,
    *,
    label: str | None = None,
    note: str | None = None,
    say: str | None = None,
) -> Segment:
    """Return a stand segment; without a duration it is open. Raises `UsageError`."""
    return _checked(Segment(Direction.STAND, length_of(duration), label=label, note=note, say=say))


def repeat(
    times: int,
    *segments: Segment | Iterable[Segment],
    between: Segment | Iterable[Segment] = (),
) -> list[Segment]:
    """Return the segments repeated, followed by `between` after every round except the last.

    Segments of an inner repeat keep their own rounds.
    """
    if not isinstance(times, int) or times < 1:
        raise UsageError(f"cannot repeat {times!r} times: use a whole number, 1 or more")
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

    `every` is the interval at which the time left in a segment is said: 10 seconds or more, or
    "off".
    """
    result = Session(
        _line("name", name) or "session",
        _line("title", title) or name,
        tuple(_flatten(segments)),
        CueSettings(midpoint, interval_of(every)),
    )
    try:
        return check_session(result)
    except InvalidSession as error:
        raise UsageError(str(error)) from None


def _walk(direction: Direction, duration: Length, at_most: Length = None, **keys: Any) -> Segment:
    return _checked(Segment(direction, length_of(duration), at_most=length_of(at_most), **keys))


def _checked(segment: Segment) -> Segment:
    """Return the segment if its texts and limit are allowed. Raises `UsageError`."""
    if segment.at_most is not None and segment.duration is not None:
        raise UsageError("at_most is only for open segments")
    for name in ("label", "note", "say"):
        _line(name, getattr(segment, name))
    return segment


def length_of(value: Length) -> timedelta | None:
    """Return a duration, None for an open one. Raises `UsageError`."""
    if value is None or value == "open":
        return None
    if isinstance(value, float):
        value = f"{value:.6f}"  # a third of a minute has more decimals than a text may have
    length = value if isinstance(value, timedelta) else parse_duration(str(value))
    if length < timedelta(seconds=1):
        raise UsageError(f"{value} is shorter than a second")
    return length


def interval_of(value: Length) -> timedelta | None:
    """Return the time between two announcements: 10 seconds or more, or zero for "off".

    Raises `UsageError`.
    """
    if value in ("off", ZERO):
        return ZERO
    length = length_of(value)
    if length is not None and length < SHORTEST_INTERVAL:
        raise UsageError(f"the interval {value} is too short: use 10 seconds or more, or 'off'")
    return length


def _line(what: str, text: str | None) -> str | None:
    """Return the text if a session file and a terminal can show it. Raises `UsageError`."""
    if text is None:
        return None
    if not text.strip() or len(text) > LONGEST_LINE or first_control(text):
        raise UsageError(
            f"{what} must be one line of plain text, at most {LONGEST_LINE} characters"
        )
    return text


def _flatten(parts: Iterable[Segment | Iterable[Segment]]) -> Iterator[Segment]:
    for part in parts:
        if isinstance(part, Segment):
            yield part
        elif isinstance(part, Iterable) and not isinstance(part, str):
            yield from _flatten(part)
        else:
            raise UsageError(f"{part!r} is not a segment: use forward(), backward() or stand()")
