"""A walk as plain lines, for screen readers, pipes and logs.

There is one line at every change, and one for every cue except the countdown: announcements, and
reminders at least 10 seconds apart. Lines contain no control characters.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TextIO

from ..core.cue_rules import CueKind
from ..core.describe import total_length
from ..core.events import (
    CueGiven,
    EndReason,
    Event,
    Extended,
    GapFound,
    LapMarked,
    Paused,
    Repeated,
    Resumed,
    SegmentEnded,
    SegmentStarted,
    SkippedOn,
    WentBack,
)
from ..core.gaps import drop_missed
from ..core.session import ZERO, Session
from ..cues.phrases import time_left_sentence
from ..cues.safety_text import SAFETY_LINE
from ..cues.wording import time_left_to_say, words
from ..durations import clock_text, countdown_text, format_duration
from ..loop import Moment
from .ui_state import Ui
from .wording import END_QUESTION, gap_text

NOT_WRITTEN = (CueKind.READY, CueKind.START, CueKind.COUNTDOWN)
"""Cues without a line: other lines say the same, or they would come every second."""


class PlainLines:
    """Writes lines and flushes each. A reader that closes does not stop the walk."""

    def __init__(self, out: TextIO, session: Session, ui: Ui, lead_in: int = 0) -> None:
        self._out = out
        self._session = session
        self._ui = ui
        self._notice = ""
        self._left: timedelta | None = None
        title = f"{session.title}: {total_length(session)}"
        self._lead_in = f"{title}. {SAFETY_LINE}" + (
            f" Starting in {lead_in} s." if lead_in else ""
        )

    def show(self, moment: Moment) -> None:
        """Write the events of the moment."""
        if self._lead_in:
            self._write(self._lead_in)
            self._lead_in = ""
        self._left = time_left_to_say(moment.view, moment.events)
        for event in drop_missed(moment.events):
            if line := self._line(event, moment):
                self._write(f"{clock_text(max(event.at, ZERO))} {line}")
        notice = END_QUESTION if self._ui.ending else self._ui.notice
        if notice not in ("", self._notice):
            self._write(f"{notice}." if self._ui.ending else notice)
        self._notice = notice

    def forget(self) -> None:
        """Do nothing: written lines need no redrawing."""

    def _write(self, line: str) -> None:
        try:
            self._out.write(line + "\n")
            self._out.flush()
        except (OSError, ValueError):
            self._write = lambda line: None  # type: ignore[method-assign]

    def _line(self, event: Event, moment: Moment) -> str:
        match event:
            case SegmentStarted():
                return self._segment(event.index)
            case CueGiven():
                return self._cue(event, moment)
            case Paused():
                return "Paused."
            case Resumed():
                return "Continued."
            case SkippedOn():
                return "Skipped."
            case WentBack():
                return "Back."
            case LapMarked():
                return "Lap marked."
            case Repeated():
                return self._segment(event.index)
            case Extended():
                size = format_duration(abs(event.by))
                return f"This segment is {size} {'longer' if event.by.days >= 0 else 'shorter'}."
            case GapFound():
                return gap_text(event.length)
            case _:
                return ""

    def _segment(self, index: int) -> str:
        segment = self._session.segments[index]
        length = "open, press n when ready"
        if self._left is not None:
            length = f"{countdown_text(self._left)} left"
        elif segment.duration is not None:
            length = clock_text(segment.duration)
        parts = [
            f"{segment.direction.capitalize()} {length}",
            segment.label or "",
            segment.note or "",
            segment.say or "",
            f"Round {segment.round} of {segment.rounds}" if segment.round else "",
        ]
        return " ".join(part if part[-1] in ".!?" else f"{part}." for part in parts if part)

    def _cue(self, event: CueGiven, moment: Moment) -> str:
        """Return the cue's words; an announcement begins with the time left."""
        cue = event.cue
        if cue.kind in NOT_WRITTEN:
            return ""
        sentence = words(self._session, cue)
        left = _time_left(event, moment) if cue.kind is CueKind.SOON else None
        return sentence if left is None else f"{time_left_sentence(left)} {sentence}"


def _time_left(event: CueGiven, moment: Moment) -> timedelta | None:
    """Return the time left in a cue's segment when the cue was due; None if it is unknown."""
    for later in moment.events:  # after a late wake-up the segment may be over
        if isinstance(later, SegmentEnded) and later.index == event.cue.segment:
            return later.now - event.now if later.reason is EndReason.DONE else None
    remaining = moment.view.remaining
    return None if remaining is None else remaining + event.late
