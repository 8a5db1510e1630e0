"""The listeners of a walk: sound, notices, screen, event stream, hooks and history."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from .. import clock
from ..core.commands import Command, Verb
from ..core.events import Event, GapFound, Outcome, Resumed
from ..core.session import Session, start_of_round
from ..core.summary import Summary, summarize
from ..loop import Moment
from ..screen.ui_state import Ui
from ..screen.wording import gap_text
from ..terminal.modes import TerminalSession

if TYPE_CHECKING:
    from ..history.record import WalkRecord
    from ..history.recorder import Recorder
    from ..playback.controller import CuePlayer

NOTICE_SECONDS = 15.0
"""How long a notice stays on the screen."""
MS = timedelta(milliseconds=1)


class Listener(Protocol):
    """Receives each moment of a walk."""

    def show(self, moment: Moment) -> None:
        """React to what has just happened."""


@runtime_checkable
class Closeable(Protocol):
    """A listener with something to finish after the walk."""

    def close(self) -> list[str]:
        """Finish; return problems as sentences."""


class View(Listener, Protocol):
    """A listener that draws."""

    def forget(self) -> None:
        """Draw everything at the next moment: something else has written on the screen."""


def close_all(listeners: Sequence[Listener]) -> list[str]:
    """Finish all listeners in reverse order; return their problems."""
    problems: list[str] = []
    for listener in reversed(listeners):
        if isinstance(listener, Closeable):
            problems += listener.close()
    return problems


class SoundListener:
    """Plays the cues, at the volume set by the keys."""

    def __init__(self, player: CuePlayer, ui: Ui) -> None:
        self._player = player
        self._ui = ui

    def show(self, moment: Moment) -> None:
        """Schedule the sounds that follow from a moment."""
        self._player.update(moment, muted=self._ui.muted, volume=self._ui.volume)


class NoticeListener:
    """Chooses the notice on the screen, each for some seconds: first about gaps, then about sound.

    With `seconds` 0 each notice is passed on once, for output in lines.
    """

    def __init__(
        self, ui: Ui, notices: Callable[[], Iterable[str]], seconds: float = NOTICE_SECONDS
    ) -> None:
        self._ui = ui
        self._notices = notices
        self._seconds = seconds
        self._since: dict[str, float] = {}
        self._gap = ""
        self._gap_until: float | None = None

    def show(self, moment: Moment) -> None:
        """Choose the notice of this moment."""
        self._follow_gaps(moment)
        self._ui.show_notice((self._gap if self._seconds else "") or self._next())

    def _next(self) -> str:
        now = clock.now()
        for notice in self._notices():
            if now - self._since.setdefault(notice, now) <= self._seconds:
                return notice
        return ""

    def _follow_gaps(self, moment: Moment) -> None:
        now = clock.now()
        for event in moment.events:
            if isinstance(event, GapFound):
                paused = moment.view.is_paused
                self._gap = gap_text(event.length, paused=paused)
                self._gap_until = None if paused else now + NOTICE_SECONDS
            elif isinstance(event, Resumed):
                self._gap = ""
        if self._gap_until is not None and now > self._gap_until:
            self._gap, self._gap_until = "", None


class WalkLog:
    """Remembers the events and the latest moment, at first the one before the walk begins."""

    def __init__(self, first: Moment) -> None:
        self.events: list[Event] = []
        self.moment = first

    def show(self, moment: Moment) -> None:
        """Remember a moment."""
        self.events += moment.events
        self.moment = moment

    @property
    def outcome(self) -> Outcome:
        """How the walk ended; interrupted if it has not."""
        return self.moment.view.outcome or Outcome.INTERRUPTED

    def enter_command(self) -> Command:
        """Return what Enter does now: end the lead-in or an open segment, else pause or continue.

        Some pedals send no other key.
        """
        segment = self.moment.view.segment
        ends = segment is None or segment.duration is None
        return Command(Verb.NEXT if ends else Verb.TOGGLE)

    def find_place(self, place: str) -> int | None:
        """Return the index of a place: "3" is the third segment, "r2" the start of round two."""
        number = place.removeprefix("r").strip()
        if not number.isdecimal():
            return None
        view = self.moment.view
        if place.startswith("r"):
            return start_of_round(view.session, int(number), view.index)
        index = int(number) - 1
        return index if 0 <= index < len(view.session.segments) else None

    def summary(self, session: Session, resumed_from: WalkRecord | None) -> Summary:
        """Summarize the walk, with what was recorded before it was resumed."""
        if resumed_from is None:
            return summarize(session, self.events)
        before = resumed_from.checkpoint
        walked_until = before.moment * MS if before else timedelta(0)
        since = [replace(event, now=event.now + walked_until) for event in self.events]
        return summarize(session, [*resumed_from.reopened().events, *since])


class HistoryListener:
    """Records the walk. The history is opened at the first moment, after the first frame."""

    def __init__(self, start: Callable[[], Recorder]) -> None:
        self._start = start
        self._recorder: Recorder | None = None

    @property
    def record_id(self) -> int | None:
        """The walk's ID in the history; None if it is not recorded."""
        return self._recorder.id if self._recorder else None

    def show(self, moment: Moment) -> None:
        """Record what has happened."""
        self._recorder = self._recorder or self._start()
        self._recorder.show(moment)

    def close(self) -> list[str]:
        """Write what is left."""
        return self._recorder.close() if self._recorder else []


class ForegroundListener:
    """Passes moments to a listener while this program, not a shell, uses the terminal."""

    def __init__(self, terminal: TerminalSession, view: Listener) -> None:
        self._terminal = terminal
        self._view = view

    def show(self, moment: Moment) -> None:
        """Draw a moment, if that is possible now."""
        if self._terminal.is_taken:
            self._view.show(moment)
