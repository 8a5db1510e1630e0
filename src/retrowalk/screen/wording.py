"""Describe a walk at a moment in the words of the screen."""

from __future__ import annotations

from datetime import timedelta
from enum import Enum, auto

from rich.segment import Segment as Span
from rich.style import Style

from ..core.commands import State
from ..core.describe import segment_name, segment_pace, segment_steps
from ..core.session import ZERO, Direction, Segment, Session
from ..core.view import LEAD_IN, View
from ..durations import clock_text, countdown_text
from ..terminal.lines import PLAIN, Line, text
from .glyphs import Glyphs
from .theme import Theme

ANNOUNCED = timedelta(seconds=10)
"""How long in advance the screen announces a change; in short segments from the midpoint."""
FLASH = timedelta(seconds=1)
"""How long the whole screen has the direction's colour: at most a quarter of the segment."""
SECOND = timedelta(seconds=1)
END_QUESTION = "End this walk? q again ends, space continues"


class Phase(Enum):
    """The appearances of the runner, which must be easy to tell apart."""

    LEAD_IN = auto()
    WALKING = auto()
    ANNOUNCING = auto()
    PAUSED = auto()


def phase_of(view: View) -> Phase:
    """Return the phase of the walk."""
    if view.is_paused:
        return Phase.PAUSED
    if view.index == LEAD_IN:
        return Phase.LEAD_IN
    return Phase.WALKING if seconds_to_announce(view) is None else Phase.ANNOUNCING


def direction_of(view: View) -> Direction:
    """Return the current direction; in the lead-in the first one."""
    return segment_of(view).direction


def segment_of(view: View) -> Segment:
    """Return the current segment; in the lead-in the first one."""
    return view.session.segments[view.first if view.index == LEAD_IN else view.index]


def position(view: View) -> tuple[int, timedelta]:
    """Return segment index and offset; in the lead-in, those at which the walk will start."""
    return (view.first, view.first_at) if view.index == LEAD_IN else (view.index, view.elapsed)


def just_started(view: View, speed: float = 1.0) -> bool:
    """Return whether a segment started within the last second of real time."""
    lasts = FLASH * speed if view.limit is None else min(FLASH * speed, view.limit / 4)
    just = view.elapsed < max(lasts, timedelta(milliseconds=1))
    return view.index != LEAD_IN and view.state is State.WALKING and just


def is_open(view: View) -> bool:
    """Return whether the current segment lasts until the walker ends it."""
    return view.segment is not None and view.segment.duration is None


def shown_time(view: View) -> str:
    """Return the time left; in an open segment the time walked, counting up."""
    if view.remaining is None or is_open(view):
        return clock_text(view.elapsed)
    return countdown_text(view.remaining)


def widest_time(view: View) -> str:
    """Return the longest time that the session will show, so that digits keep their size."""
    planned = max((segment.limit or ANNOUNCED for segment in view.session.segments), default=ZERO)
    times = (shown_time(view), countdown_text(planned), countdown_text(view.limit or ZERO))
    return max(times, key=len)


def seconds_to_announce(view: View) -> int | None:
    """Return the seconds to the change if it is close enough to announce, else None."""
    if view.index == LEAD_IN or view.state is not State.WALKING or not view.limit:
        return None
    assert view.remaining is not None
    if view.remaining > (ANNOUNCED if view.limit > ANNOUNCED else view.limit / 2):
        return None
    return -(-view.remaining // SECOND)


def coming_word(view: View) -> str:
    """Return one word for the next segment: "BACKWARD", a label if the direction stays, "DONE"."""
    coming = view.coming
    if coming is None:
        return "DONE"
    same = coming.direction is direction_of(view)
    return (coming.label if same and coming.label else segment_word(coming)).upper()


def segment_word(segment: Segment) -> str:
    """Return one word for the segment: the direction or, for a stand, its label."""
    if segment.direction is Direction.STAND and segment.label:
        return segment.label.upper()
    return segment.direction.upper()


def announcement(view: View, seconds: int) -> str:
    """Return the announcement of a change: "BACKWARD in 10"."""
    return f"{coming_word(view)} in {seconds}"


def announcement_style(view: View, theme: Theme) -> Style:
    """Return the background of an announcement: the colour of the next segment."""
    if view.coming is None:
        return theme.done
    if view.coming.direction is direction_of(view):
        return Style(reverse=True, bold=True)
    return theme.band[view.coming.direction]


def coming_arrow(view: View, glyphs: Glyphs) -> str:
    """Return the arrow of the next segment, or "" in the last one."""
    return glyphs.arrows[view.coming.direction] if view.coming else ""


def coming_text(view: View, glyphs: Glyphs, theme: Theme) -> Line:
    """Return the next segment with its length and label."""
    coming = view.coming
    if coming is None:
        return text("Next: done")
    name = segment_name(coming, ", until you press n").lower()
    label = f" {glyphs.dot} {coming.label}" if coming.label else ""
    heading = "GET READY: " if view.index == LEAD_IN else "Next: "
    return [
        Span(heading, PLAIN),
        *text(f"{glyphs.arrows[coming.direction]} {name}", theme.ink[coming.direction]),
        *text(label),
    ]


def counted_in(view: View) -> str:
    """Return "BACKWARD in 3" in the countdown after a pause, else ""."""
    if view.state is not State.RESUMING:
        return ""
    return f"{segment_word(segment_of(view))} in {-(-view.resumes_in // SECOND)}"


def paused_text(view: View, dot: str) -> str:
    """Return "Paused 0:02 · space to continue", or the countdown after a pause."""
    if counted := counted_in(view):
        return f"{counted} {dot} space pauses again"
    return f"Paused {clock_text(view.paused_for)} {dot} space to continue"


def open_text(view: View) -> str:
    """Return the time of an open segment: "+0:02, at most 2:58 more; press n when ready"."""
    if not is_open(view):
        return ""
    walked = f"+{clock_text(view.elapsed)}"
    left = "" if view.remaining is None else f", at most {countdown_text(view.remaining)} more"
    return f"{walked}{left}; press n when ready"


def details(view: View, units: str, dot: str) -> str:
    """Return the details of the current segment besides its direction, in one line."""
    segment = view.segment
    if view.is_paused:
        return paused_text(view, dot)
    if segment is None:
        return ""
    parts = [open_text(view), segment.label or ""]
    parts += ["" if segment_steps(segment) else segment.note or ""]
    parts += [", ".join(segment_pace(segment, units))]
    return f" {dot} ".join(part for part in parts if part)


def gap_text(length: timedelta, *, paused: bool = False) -> str:
    """Return the notice about a gap."""
    text = f"Interrupted for {clock_text(length)} (sleep?)."
    return f"{text} Paused there; space continues." if paused else text


def current_step(view: View) -> tuple[int, list[str]]:
    """Return the index of the current step and all steps. Each takes the same share of time."""
    listed = segment_steps(view.segment) if view.segment else []
    elapsed = view.elapsed / view.limit if view.limit else 0.0
    return max(0, min(len(listed) - 1, int(elapsed * len(listed)))), listed


def has_steps(session: Session) -> bool:
    """Return whether any segment lists steps."""
    return any(segment_steps(segment) for segment in session.segments)
