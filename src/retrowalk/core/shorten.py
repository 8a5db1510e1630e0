"""Shorten a session so that it ends in time."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from itertools import groupby

from ..errors import UsageError
from .session import ZERO, Direction, Segment, Session, planned

SHORTEST = timedelta(seconds=10)
"""A segment that would become shorter than this is left out."""
_Segments = tuple[Segment, ...]


def shortened(session: Session, room: timedelta) -> Session:
    """Return the session made to last at most `room`.

    The last rounds are shortened or left out; the cool-down stays. If no backward segment fits,
    the stands, which are there to turn round or to rest, are left out too. Raises `UsageError` if
    the session has open segments, or if no segment fits.
    """
    if session.has_open:
        raise UsageError("a session with open segments cannot be shortened to end at a given time")
    if session.total <= room:
        return session
    body, cool_down = _split(session.segments)
    left = room - planned(cool_down)
    fitting = _renumbered(_cut(body, left)) + cool_down if left >= ZERO else _cut(cool_down, room)
    if Direction.BACKWARD in _directions(session.segments) - _directions(fitting):
        forward = tuple(s for s in session.segments if s.direction is Direction.FORWARD)
        fitting = shortened(replace(session, segments=forward), room).segments if forward else ()
    if not fitting:
        raise UsageError("there is not enough time left for this session")
    return replace(session, segments=fitting)


def _directions(segments: _Segments) -> set[Direction]:
    return {segment.direction for segment in segments}


def _split(segments: _Segments) -> tuple[_Segments, _Segments]:
    """Return the segments up to the end of the last round, and the cool-down after it.

    Without rounds the last segment is the cool-down, unless its direction is backward.
    """
    rounds = [index for index, segment in enumerate(segments) if segment.round]
    end = len(segments) - 1
    if rounds:
        end = rounds[-1] + 1
    elif segments[-1].direction is Direction.BACKWARD or end == 0:
        end += 1
    return segments[:end], segments[end:]


def _cut(segments: _Segments, room: timedelta) -> _Segments:
    """Return as much from the start as fits; the last round, or segment, may be shortened."""
    fitting: list[Segment] = []
    for _, group in groupby(segments, key=lambda segment: (segment.round, segment.rounds)):
        parts = [tuple(group)]
        if not parts[0][0].round:
            parts = [(segment,) for segment in parts[0]]
        for part in parts:
            if planned(part) > room:
                return (*fitting, *(_scaled(part, room) or _head(part, room)))
            fitting += part
            room -= planned(part)
    return tuple(fitting)


def _head(segments: _Segments, room: timedelta) -> _Segments:
    """Return as much from the start as fits; the last segment may be shortened."""
    fitting: list[Segment] = []
    for segment in segments:
        length = segment.duration or ZERO
        if length > room:
            if room >= SHORTEST:
                fitting.append(replace(segment, duration=room))
            break
        fitting.append(segment)
        room -= length
    return tuple(fitting)


def _scaled(segments: _Segments, room: timedelta) -> _Segments:
    """Return the segments shortened in proportion; nothing if one would become too short.

    Stands keep their length, because stopping a belt and turning must not be hurried.
    """
    walked = [segment for segment in segments if segment.direction is not Direction.STAND]
    whole = planned(walked)
    room -= planned(segments) - whole
    if not walked or room < SHORTEST * len(walked):
        return ()
    second = timedelta(seconds=1)
    lengths = [(segment.duration or ZERO) * (room / whole) // second * second for segment in walked]
    lengths[0] += room - sum(lengths, ZERO)
    if min(lengths) < SHORTEST:
        return ()
    shorter = iter(lengths)
    return tuple(
        replace(s, duration=next(shorter)) if s.direction is not Direction.STAND else s
        for s in segments
    )


def _renumbered(segments: _Segments) -> _Segments:
    """Return the segments with their rounds renumbered if the last ones were left out."""
    if not segments or not segments[-1].round or segments[-1].round == segments[-1].rounds:
        return segments
    rounds, last = segments[-1].rounds, segments[-1].round
    renumbered, current = list(segments), last
    for index in range(len(segments) - 1, -1, -1):
        segment = segments[index]
        if segment.rounds != rounds or not segment.round or segment.round > current:
            break
        current = segment.round
        renumbered[index] = replace(segment, rounds=last)
    return tuple(renumbered)
