"""A walk as plain lines: one a segment and cue, for pipes, logs and screen readers."""

from __future__ import annotations

from typing import TextIO

from ..core.events import (
    CueGiven,
    Event,
    Extended,
    GapFound,
    Paused,
    Resumed,
    SegmentStarted,
    SkippedOn,
    WentBack,
)
from ..core.session import Session
from ..core.timeline import CueKind
from ..cues.words import SAFETY_LINE, words
from ..durations import clock_text, format_duration
from ..runner import Moment
from .frame import Ui


class PlainLines:
    """Writes lines and flushes each; a reader that goes away does not stop the walk."""

    def __init__(self, out: TextIO, session: Session, ui: Ui, lead_in: int = 0) -> None:
        self._out = out
        self._session = session
        self._ui = ui
        self._told = ""
        title = f"{session.title}: {clock_text(session.total)}"
        self._lead_in = f"{title}. {SAFETY_LINE}" + (
            f" Starting in {lead_in} s." if lead_in else ""
        )

    def show(self, moment: Moment) -> None:
        """Write what has just happened."""
        if self._lead_in:
            self._write(self._lead_in)
            self._lead_in = ""
        for event in moment.events:
            if line := self._line(event):
                at = event.at if event.at.total_seconds() > 0 else event.at * 0
                self._write(f"{clock_text(at)} {line}")
        if self._ui.notice not in ("", self._told):
            self._told = self._ui.notice
            self._write(self._told)

    def forget(self) -> None:
        """Lines that were written stay written."""

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
            case Extended():
                size = format_duration(abs(event.by))
                return f"This segment is {size} {'longer' if event.by.days >= 0 else 'shorter'}."
            case GapFound():
                return f"The program could not run for {format_duration(event.length)}."
            case _:
                return ""

    def _segment(self, index: int) -> str:
        segment = self._session.segments[index]
        length = (
            "open, press n when ready" if segment.duration is None else clock_text(segment.duration)
        )
        parts = [
            f"{segment.direction.capitalize()} {length}",
            segment.label or "",
            segment.note or "",
            segment.say or "",
            f"Round {segment.round} of {segment.rounds}" if segment.round else "",
        ]
        return ". ".join(part.rstrip(".") for part in parts if part) + "."

    def _cue(self, event: CueGiven) -> str:
        """The cue's words; a segment has its own line, the countdown one when it begins."""
        cue = event.cue
        if cue.kind is CueKind.START:
            return ""
        if cue.kind is CueKind.COUNTDOWN:
            return "Three, two, one." if cue.count == 3 else ""
        return words(self._session, cue)
