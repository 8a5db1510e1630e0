"""A walk as plain lines, for screen readers, pipes and logs.

One line at every change and at milestones (half, one minute, ten seconds), never every second,
and nothing in it that steers a terminal.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TextIO

from ..core.commands import State
from ..core.events import (
    CueGiven,
    Event,
    Extended,
    GapFound,
    LapMarked,
    Paused,
    Repeated,
    Resumed,
    SegmentStarted,
    SkippedOn,
    WentBack,
)
from ..core.gaps import drop_missed
from ..core.session import Session
from ..core.timeline import CueKind
from ..core.view import View
from ..cues.wording import SAFETY_LINE, left_to_tell, words
from ..durations import clock_text, countdown_text, format_duration
from ..loop import Moment
from .ui_state import Ui
from .wording import END_QUESTION, gap_text

MINUTE, TEN = timedelta(minutes=1), timedelta(seconds=10)
HALF_OVER, MINUTE_OVER, TEN_OVER = TEN * 4, MINUTE * 1.5, TEN * 2
"""The lengths from which a segment has each milestone."""
APART = TEN
"""Half and the last minute are told as one where they are nearer to each other than this."""
TOLD_BY_MILESTONES = (CueKind.SOON, CueKind.MIDPOINT, CueKind.COUNTDOWN, CueKind.START)


class PlainLines:
    """Writes lines and flushes each; a reader that goes away does not stop the walk."""

    def __init__(self, out: TextIO, session: Session, ui: Ui, lead_in: int = 0) -> None:
        self._out = out
        self._session = session
        self._ui = ui
        self._told = ""
        self._before: View | None = None
        self._left: timedelta | None = None
        title = f"{session.title}: {clock_text(session.total)}"
        self._lead_in = f"{title}. {SAFETY_LINE}" + (
            f" Starting in {lead_in} s." if lead_in else ""
        )

    def show(self, moment: Moment) -> None:
        """Write what has just happened."""
        if self._lead_in:
            self._write(self._lead_in)
            self._lead_in = ""
        self._left = left_to_tell(moment.view, moment.events)
        for event in drop_missed(moment.events):
            if line := self._line(event):
                self._tell(event.at, line)
        if line := self._milestone(moment):
            self._tell(moment.view.at, line)
        self._before = moment.view
        notice = END_QUESTION if self._ui.ending else self._ui.notice
        if notice not in ("", self._told):
            self._write(f"{notice}." if self._ui.ending else notice)
        self._told = notice

    def forget(self) -> None:
        """Lines that were written stay written."""

    def _tell(self, at: timedelta, line: str) -> None:
        self._write(f"{clock_text(max(at, at * 0))} {line}")

    def _milestone(self, moment: Moment) -> str:
        """The milestone that was passed since the moment before, the last where it was several."""
        before, view = self._before, moment.view
        if before is None or view.state is not State.WALKING or view.segment is None:
            return ""
        if (before.index, before.limit) != (view.index, view.limit) or view.limit is None:
            return ""
        assert before.remaining is not None
        assert view.remaining is not None
        for left, said in reversed(_milestones(view.limit)):
            if view.remaining <= left < before.remaining and view.remaining:
                return " ".join([said, *self._cue_words(moment)])
        return " ".join(self._cue_words(moment))

    def _cue_words(self, moment: Moment) -> list[str]:
        """The words of the cues that belong to a milestone, without what it says itself."""
        found = []
        for event in moment.events:
            if isinstance(event, CueGiven) and event.cue.kind in (CueKind.SOON, CueKind.MIDPOINT):
                found.append(words(self._session, event.cue).removeprefix("Halfway.").strip())
        return [said for said in found if said]

    def _write(self, line: str) -> None:
        try:
            self._out.write(line + "\n")
            self._out.flush()
        except (OSError, ValueError):
            self._write = lambda line: None  # type: ignore[method-assign]

    def _line(self, event: Event) -> str:
        match event:
            case SegmentStarted():
                return self._segment(event.index)
            case CueGiven():
                return self._cue(event)
            case Paused():
                return "Paused."
            case Resumed():
                return "Going on."
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

    def _cue(self, event: CueGiven) -> str:
        """The cue's words, unless they belong to a milestone or to the segment's own line."""
        cue = event.cue
        return "" if cue.kind in TOLD_BY_MILESTONES else words(self._session, cue)


def _milestones(limit: timedelta) -> list[tuple[timedelta, str]]:
    """The time left at each milestone of a segment, and what is said then, in their order."""
    found = []
    half = limit / 2
    near = limit >= MINUTE_OVER and abs(half - MINUTE) < APART
    if limit >= HALF_OVER:
        found.append((half, f"Half. {clock_text(half)} left."))
    if limit >= MINUTE_OVER and not near:
        found.append((MINUTE, "One minute left."))
    if limit >= TEN_OVER:
        found.append((TEN, "Ten seconds left."))
    return sorted(found, reverse=True)
