"""Everything of one walk wired together: clock, keys, sound, screen, stream and history."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any, TextIO

from ..core.commands import Command, Verb
from ..core.events import Event, Outcome
from ..core.gaps import GapPolicy, OnGap
from ..core.session import Session
from ..core.summary import Summary, summarize
from ..integrations.event_stream import EventStream
from ..integrations.hooks import Hooks
from ..loop import Moment, MonotonicClock, play
from ..playback.controller import CuePlayer
from ..screen.controls import KeyControls
from ..screen.glyphs import glyphs_for
from ..screen.ui_state import Ui
from ..screen.window_status import OscOptions, WindowStatus
from ..terminal.inputs import Inputs
from ..terminal.modes import FullScreen, Keyboard, NormalScreen, TerminalSession
from ..terminal.signals import Signals
from . import first_walk as safety
from .context import App, is_terminal
from .listeners import Listener
from .notices import GapNotice, Notices
from .sound_setup import NO_VOICE, backends, bank_for, bell_terminal, lacks_voice, speaker_for

if TYPE_CHECKING:
    from ..history.record import WalkRecord
    from ..history.recorder import Recorder

MS = timedelta(milliseconds=1)


def _lines(app: App) -> int | None:
    """Where another program's commands come from, when standard input is no terminal."""
    try:
        return app.stdin.fileno()
    except (OSError, ValueError):
        return None


def _can_be_told(app: App) -> bool:
    """Whether another program can write commands to standard input."""
    try:
        mode = os.fstat(app.stdin.fileno()).st_mode
    except (OSError, ValueError):
        return False
    return stat.S_ISFIFO(mode) or stat.S_ISSOCK(mode)


class Runner:
    """Wire a session to clock, keys, sound, screen and history, and record what happened."""

    def __init__(
        self,
        app: App,
        session: Session,
        *,
        speed: float,
        muted: bool,
        plain: bool,
        inline: bool,
    ) -> None:
        self._app = app
        self._theme = app.theme
        self._session = session
        self._plain = plain
        self._inline = inline
        self._ui = Ui(
            muted=muted,
            volume=app.settings.values["volume"],
            flash=not app.settings.values["reduced-motion"],
            still=app.settings.values["reduced-motion"],
            speed=speed,
            units=app.settings.values["units"],
        )
        self._speaker = speaker_for(app, session)
        self._bank = bank_for(app, self._speaker)
        self._warnings: list[str] = []
        if app.settings.values["voice"] and lacks_voice(session):
            app.message(NO_VOICE) if plain else self._warnings.append(NO_VOICE)
        self._sound: CuePlayer | None = None
        self.events: list[Event] = []
        self.troubles: list[str] = []
        self.not_kept: list[str] = []
        self.page = False
        self.record: Callable[[], Recorder] | None = None
        self.recorder: Recorder | None = None
        self.resumed_from: WalkRecord | None = None
        self._now: Moment | None = None
        # lines are read one by one: there the next notice need not wait for the one before
        self._notices = Notices(0) if plain else Notices()
        self._gap = GapNotice()

    def walk(
        self, lead_in: int, begins_in: Callable[[], timedelta], events: str | None
    ) -> tuple[Outcome, int | None]:
        """Walk to the end; returns the outcome, and the exit code of a signal that ended it."""
        app, speed = self._app, self._ui.speed
        keyboard = Keyboard(app.stdin) if is_terminal(app.stdin) else None
        screen = None if self._plain else (NormalScreen if self._inline else FullScreen)(app.stdout)
        outside = self._outside() if screen else None
        with Signals() as signals, TerminalSession(keyboard, screen, outside) as taken:
            inputs = Inputs(signals, keyboard, taken, None if keyboard else _lines(app))
            if screen is None:
                view = self._lines(app.stderr if events == "-" else app.stdout, lead_in)
            else:
                view = self._display(screen)
            controls = KeyControls(
                inputs,
                self._ui,
                speed=speed,
                enter=self._enter,
                redraw=view.forget,
                unknown=self._unknown,
            )
            self._sound = self._sounding(signals)
            hooks = Hooks(self._app.settings.hooks, self._session)
            stream = EventStream(events, self._session) if events else None
            listeners = [each for each in (stream, hooks, view, outside) if each]
            try:
                for moment in play(
                    self._session,
                    MonotonicClock(speed),
                    controls,
                    lead_in=begins_in(),
                    gaps=self._gaps(keyboard is not None).at_speed(speed),
                    progress=self.resumed_from.progress if self.resumed_from else None,
                ):
                    self._tell(moment, self._sound, listeners)
            finally:
                if self.recorder is not None:
                    self.not_kept = self.recorder.close()
                if stream:
                    stream.close()
                    self.troubles += [stream.error] if stream.error else []
                self.troubles += hooks.close()
        assert self._now is not None
        return self._now.view.outcome or Outcome.INTERRUPTED, inputs.exit_code

    def _tell(self, moment: Moment, sound: CuePlayer, listeners: Sequence[Listener]) -> None:
        """Let everybody know: the sound first, but that is loaded only once something is seen."""
        is_first, self._now = self._now is None, moment
        self.events += moment.events
        self._gap.see(moment)
        if not is_first:
            self._listen(moment, sound)
        for listener in listeners:
            listener.show(moment)
        if is_first and self.record:
            self.recorder = self.record()
        if self.recorder is not None:
            self.recorder.show(moment)
        if is_first:
            self._listen(moment, sound)

    def _sounding(self, signals: Signals) -> CuePlayer:
        return CuePlayer(
            self._session,
            self._bank,
            backends(self._app, self._bank, signals.wake, bell_terminal(self._app)),
            voice=self._app.settings.values["voice"],
            speed=self._ui.speed,
            warnings=self._warnings,
        )

    def _listen(self, moment: Moment, sound: CuePlayer) -> None:
        sound.update(moment, muted=self._ui.muted, volume=self._ui.volume)
        notice = self._notices.present(sound.notices)
        self._ui.notice = notice if self._plain else self._gap.text or notice

    def summary(self) -> Summary:
        """What became of the walk, with what was walked before it was broken off."""
        if self.resumed_from is None:
            return summarize(self._session, self.events)
        standing = self.resumed_from.checkpoint
        base = standing.moment * MS if standing else timedelta(0)
        since = [replace(event, now=event.now + base) for event in self.events]
        return summarize(self._session, [*self.resumed_from.reopened().events, *since])

    def _gaps(self, has_keys: bool) -> GapPolicy:
        """What is set; where nobody can be asked, the walk goes on."""
        on_gap = OnGap(self._app.settings.values["on-gap"])
        if on_gap is OnGap.ASK and not has_keys and not _can_be_told(self._app):
            on_gap = OnGap.CONTINUE
        return GapPolicy(on_gap)

    def end_sound(self) -> None:
        """Let the cue at the end be heard; after a walk that was broken off there is none."""
        completed = bool(self._now and self._now.view.outcome is Outcome.COMPLETED)
        try:
            if self._sound is not None:
                self._sound.close(completed=completed)
        except KeyboardInterrupt:  # heard enough
            pass

    def _enter(self) -> Command | None:
        """Enter ends the lead-in and goes on from an open segment; elsewhere it does nothing."""
        segment = self._now.view.segment if self._now else None
        return Command(Verb.NEXT) if segment is None or segment.duration is None else None

    def _unknown(self, line: str) -> None:
        """Answer a line that is no command."""
        known = "pause, resume, next, previous, extend 30s, end"
        self._app.message(f"{line[:40]!r} is no command: write {known}")

    def _display(self, screen: FullScreen) -> Any:
        from ..terminal.capabilities import colour_system

        if isinstance(screen, NormalScreen):
            from ..screen.inline import InlineDisplay

            return InlineDisplay(self._app.stdout, screen, self._ui, self._theme, colour_system())
        from ..screen.display import Display

        if self.page:
            self._ui.page = safety.page_for_screen(*screen.size())
        return Display(self._app.stdout, screen, self._ui, self._theme, colour_system())

    def _outside(self) -> WindowStatus:
        values = self._app.settings.values
        wishes = OscOptions(*(values[name] for name in OscOptions._fields))
        return WindowStatus(self._app.stdout, glyphs_for(self._app.stdout.encoding), wishes)

    def _lines(self, out: TextIO, lead_in: int) -> Any:
        from ..screen.plain import PlainLines

        return PlainLines(out, self._session, self._ui, lead_in)
