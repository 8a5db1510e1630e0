"""Sessions without an open end, for what cannot wait for the walker."""

from __future__ import annotations

from dataclasses import replace

from ..core.session import Segment, Session
from ..errors import InvalidSession
from ..sanitize import printable


def with_fixed_lengths(session: Session) -> Session:
    """The session with open segments as long as they can be. Raises `InvalidSession`."""
    return replace(
        session,
        segments=tuple(_closed(s, number) for number, s in enumerate(session.segments, 1)),
    )


def _closed(segment: Segment, number: int) -> Segment:
    if segment.duration is not None:
        return segment
    if segment.at_most is None:
        what = f"{segment.direction}{', ' if segment.label else ''}{printable(segment.label or '')}"
        raise InvalidSession(
            f"step {number} ({what}) is open, and audio cannot wait for you:"
            " give it a length, or 'at_most', which is then its length"
        )
    return replace(segment, duration=segment.at_most, at_most=None)
