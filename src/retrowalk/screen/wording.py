"""What a screen says about a walk at a moment, in words."""

from __future__ import annotations

import re
from datetime import timedelta

from rich.segment import Segment
from rich.style import Style

from ..core.commands import State
from ..core.describe import segment_name, segment_pace
from ..core.session import Direction
from ..core.view import LEAD_IN, View
from ..durations import clock_text, countdown_text
from ..terminal.lines import PLAIN, Line, text
from .glyphs import Glyphs
from .theme import WORDS, Theme

ANNOUNCED = timedelta(seconds=10)
"""How long before a change the screen announces it; in short segments only in their second half."""
FLASH = timedelta(seconds=1)
"""How long the whole screen takes the direction's colour; of a short segment at most a quarter."""


def direction_of(view: View) -> Direction:
    """The direction the walker cares for: the present one, in the lead-in the first."""
    return view.session.segments[view.first if view.index == LEAD_IN else view.index].direction


def position(view: View) -> tuple[int, timedelta]:
    """The segment in which the walk stands, and how far in; in the lead-in where it will begin."""
    return (view.first, view.first_at) if view.index == LEAD_IN else (view.index, view.elapsed)


def just_started(view: View, speed: float = 1.0) -> bool:
    """Whether a segment has begun within the last second, as the walker's own clock has it."""
    lasts = FLASH * speed if view.limit is None else min(FLASH * speed, view.limit / 4)
    just = view.elapsed < max(lasts, timedelta(milliseconds=1))
    return view.index != LEAD_IN and view.state is State.WALKING and just


def shown_time(view: View) -> str:
    """The time left, counting down; in an open segment the time walked, counting up."""
    if view.remaining is None:
        return clock_text(view.elapsed)
    return countdown_text(view.remaining)


def longest_time(view: View) -> str:
    """The longest time that the segment will show: digits keep their size through it."""
    shown = shown_time(view)
    return shown if view.limit is None else max(shown, countdown_text(view.limit), key=len)


def seconds_to_announce(view: View) -> int | None:
    """The seconds to the change when it is near enough to be announced, else None."""
    if view.index == LEAD_IN or view.state is not State.WALKING or not view.limit:
        return None
    assert view.remaining is not None
    if view.remaining > (ANNOUNCED if view.limit > ANNOUNCED else view.limit / 2):
        return None
    return -(-view.remaining // timedelta(seconds=1))


def announcement(view: View, seconds: int) -> str:
    """What comes in how many seconds: "BACKWARD in 10"."""
    coming = view.coming
    if coming is None:
        return f"DONE in {seconds}"
    same = coming.direction is direction_of(view)
    return f"{(same and coming.label) or WORDS[coming.direction]} in {seconds}"


def announcement_style(view: View, theme: Theme) -> Style:
    """The ground on which the change is announced: the colour of what comes."""
    coming = view.coming
    if coming is not None and coming.direction is direction_of(view):
        return Style(reverse=True, bold=True)
    return theme.band[coming.direction if coming else Direction.STAND]


def coming_arrow(view: View, glyphs: Glyphs) -> str:
    """The arrow of the segment that comes next; nothing after the last."""
    return glyphs.arrows[view.coming.direction] if view.coming else ""


def coming_text(view: View, glyphs: Glyphs, theme: Theme) -> Line:
    """The segment that comes next, with its length and label."""
    coming = view.coming
    if coming is None:
        return text("Next: done")
    name = segment_name(coming, ", until you press n").lower()
    arrow = glyphs.arrows[coming.direction]
    return [
        Segment("Next: ", PLAIN),
        Segment(f"{arrow} {name}", theme.ink[coming.direction]),
        Segment(f" {glyphs.dot} {coming.label}" if coming.label else "", PLAIN),
    ]


def details(view: View, units: str, dot: str) -> tuple[str, str]:
    """The segment's label, and what more there is to know of it now."""
    segment = view.segment
    assert segment is not None
    if view.state is State.PAUSED:
        return segment.label or "", f"paused for {clock_text(view.paused_for)}, space goes on"
    detail = [segment.note or "", ", ".join(segment_pace(segment, units))]
    if segment.duration is None:
        detail.append("press n when ready")
    return segment.label or "", f" {dot} ".join(part for part in detail if part)


def steps(view: View) -> list[str]:
    """What to do one after the other while standing, where the segment's note is such a list."""
    segment = view.segment
    if segment is None or segment.direction is not Direction.STAND or not segment.note:
        return []
    parts = [part for part in re.split(r"[,;.] +", segment.note.rstrip(".")) if part]
    return [part[:1].upper() + part[1:] for part in parts] if len(parts) > 1 else []


def gap_text(length: timedelta, *, paused: bool = False) -> str:
    """Return the notice of a time in which the program could not run."""
    text = f"Interrupted for {clock_text(length)} (sleep?)."
    return f"{text} Paused there; space continues." if paused else text
