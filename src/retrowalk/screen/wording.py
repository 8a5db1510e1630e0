"""What a screen says about a walk at a moment, in words."""

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
from .theme import WORDS, Theme

ANNOUNCED = timedelta(seconds=10)
"""How long before a change the screen announces it; in short segments only in their second half."""
FLASH = timedelta(seconds=1)
"""How long the whole screen takes the direction's colour; of a short segment at most a quarter."""
SECOND = timedelta(seconds=1)
END_QUESTION = "End this walk? q again ends, space continues"


class Phase(Enum):
    """The appearances of the runner, which must be clearly distinct."""

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
    """Return the segment's index and the time into it; in the lead-in where the walk will start."""
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
    """Return the longest time the session will show: digits keep their size through it."""
    planned = max((segment.limit or ANNOUNCED for segment in view.session.segments), default=ZERO)
    times = (shown_time(view), countdown_text(planned), countdown_text(view.limit or ZERO))
    return max(times, key=len)


def seconds_to_announce(view: View) -> int | None:
    """Return the seconds to the change if it is near enough to be announced, else None."""
    if view.index == LEAD_IN or view.state is not State.WALKING or not view.limit:
        return None
    assert view.remaining is not None
    if view.remaining > (ANNOUNCED if view.limit > ANNOUNCED else view.limit / 2):
        return None
    return -(-view.remaining // SECOND)


def coming_word(view: View) -> str:
    """Return what comes in one word: "BACKWARD", a label if the direction stays, or "DONE"."""
    coming = view.coming
    if coming is None:
        return "DONE"
    same = coming.direction is direction_of(view)
    return (coming.label if same and coming.label else segment_word(coming)).upper()


def segment_word(segment: Segment) -> str:
    """Return what to do in one word: the direction, or while standing what its label says."""
    if segment.direction is Direction.STAND and segment.label:
        return segment.label.upper()
    return WORDS[segment.direction]


def announcement(view: View, seconds: int) -> str:
    """Return what comes in how many seconds: "BACKWARD in 10"."""
    return f"{coming_word(view)} in {seconds}"


def announcement_style(view: View, theme: Theme) -> Style:
    """Return the ground of an announcement: the colour of what comes."""
    if view.coming is None:
        return theme.done
    if view.coming.direction is direction_of(view):
        return Style(reverse=True, bold=True)
    return theme.band[view.coming.direction]


def coming_arrow(view: View, glyphs: Glyphs) -> str:
    """Return the arrow of the next segment; after the last, nothing."""
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


def paused_text(view: View, dot: str) -> str:
    """Return "Paused 0:02 · space to continue"."""
    return f"Paused {clock_text(view.paused_for)} {dot} space to continue"


def open_text(view: View) -> str:
    """Return how far an open segment is: "+0:02, at most 2:58 more; press n to continue"."""
    if not is_open(view):
        return ""
    walked = f"+{clock_text(view.elapsed)}"
    left = "" if view.remaining is None else f", at most {countdown_text(view.remaining)} more"
    return f"{walked}{left}; press n when ready"


def details(view: View, units: str, dot: str) -> str:
    """Return what there is to know about the current segment besides its direction."""
    segment = view.segment
    if view.is_paused:
        return paused_text(view, dot)
    if segment is None:
        return ""
    parts = [segment.label or "", "" if segment_steps(segment) else segment.note or ""]
    parts += [", ".join(segment_pace(segment, units)), open_text(view)]
    return f" {dot} ".join(part for part in parts if part)


def gap_text(length: timedelta, *, paused: bool = False) -> str:
    """Return the notice of a time in which the program could not run."""
    text = f"Interrupted for {clock_text(length)} (sleep?)."
    return f"{text} Paused there; space continues." if paused else text


def present_step(view: View) -> tuple[int, list[str]]:
    """Return the place of the step to do now and all steps; each has the same share of time."""
    listed = segment_steps(view.segment) if view.segment else []
    elapsed = view.elapsed / view.limit if view.limit else 0.0
    return max(0, min(len(listed) - 1, int(elapsed * len(listed)))), listed


def has_steps(session: Session) -> bool:
    """Return whether any segment lists steps."""
    return any(segment_steps(segment) for segment in session.segments)
