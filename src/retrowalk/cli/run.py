"""`retrowalk PRESET` and `retrowalk run SOURCE`: walk a session."""

from __future__ import annotations

import gc
import time
from datetime import timedelta
from typing import Any, TextIO

from ..core.events import Event, Outcome
from ..core.session import Session
from ..core.summary import Summary, summarize
from ..core.walk import GAP, Command, Verb
from ..errors import EXIT_DONE, EXIT_ENDED_EARLY, EXIT_INTERRUPTED
from ..hooks import Hooks
from ..runner import Moment, MonotonicClock, play
from ..screen.controls import KeyControls
from ..screen.frame import Ui
from ..screen.inputs import Inputs
from ..screen.signals import Signals
from ..screen.terminal import FullScreen, Keyboard, Taken
from ..sound.bell import Bell
from ..sound.listener import LATE, Sound
from ..sound.player import FilePlayer
from ..sound.port import Output
from ..stream import EventStream
from .app import App, drop_output, is_terminal

NOTICE_SECONDS = 15
"""How long a notice stays on the screen."""


def walk(
    app: App,
    session: Session,
    *,
    lead_in: int = 5,
    rehearse: float | None = None,
    mute: bool = False,
    plain: bool = False,
    events: str | None = None,
    sound: str = "player",
) -> int:
    """Walk the session to its end and print the summary; returns the exit code."""
    gc.freeze()  # what start-up has loaded stays
    gc.enable()
    out = app.stderr if events == "-" else app.stdout
    plain = plain or events == "-" or not app.screen
    runner = Runner(app, session, out, speed=rehearse or 1.0, muted=mute, plain=plain)
    runner.outputs = sound
    outcome, exit_code = runner.walk(timedelta(seconds=lead_in), events)
    for trouble in runner.troubles:
        app.complain(trouble)
    _report(out, summarize(session, runner.events), app.settings.values["weight"])
    if exit_code is not None:
        return exit_code
    codes = {Outcome.COMPLETED: EXIT_DONE, Outcome.ENDED: EXIT_ENDED_EARLY}
    return codes.get(outcome, EXIT_INTERRUPTED)


def _report(out: TextIO, summary: Summary, weight: float | None) -> None:
    """Print the summary; a walk that was walked is one even where nobody reads of it."""
    from ..screen.report import print_summary

    try:
        print_summary(out, summary, weight)
        out.flush()
    except OSError:
        drop_output()


def _lines(app: App) -> int | None:
    """Where another program's commands come from, when standard input is no terminal."""
    try:
        return app.stdin.fileno()
    except (OSError, ValueError):
        return None


class Runner:
    """Wires a session to clock, keys, sound and screen, and keeps what happened."""

    def __init__(
        self, app: App, session: Session, out: TextIO, *, speed: float, muted: bool, plain: bool
    ) -> None:
        self._app = app
        app.use_theme()
        self._session = session
        self._out = out
        self._plain = plain
        self._ui = Ui(muted=muted, speed=speed, units=app.settings.values["units"])
        self.events: list[Event] = []
        self.troubles: list[str] = []
        self.outputs = "player"
        self._now: Moment | None = None
        self._noticed: float | None = None

    def walk(self, lead_in: timedelta, events: str | None) -> tuple[Outcome, int | None]:
        """Walk to the end; returns the outcome, and the exit code of a signal that ended it."""
        app, speed = self._app, self._ui.speed
        keyboard = Keyboard(app.stdin) if is_terminal(app.stdin) else None
        screen = None if self._plain else FullScreen(app.stdout)
        with Signals() as signals, Taken(keyboard, screen) as taken:
            inputs = Inputs(signals, keyboard, taken, None if keyboard else _lines(app))
            view = self._lines(lead_in) if screen is None else self._display(screen)
            controls = KeyControls(
                inputs,
                self._ui,
                speed=speed,
                enter=self._enter,
                redraw=view.forget,
                unknown=self._unknown,
            )
            bell = Bell(self._bell_terminal())
            player = self._player(bell, signals)
            sound = Sound(player, bell, late=LATE * speed)
            hooks = Hooks(self._app.settings.hooks, self._session)
            stream = EventStream(events, self._session) if events else None
            try:
                for moment in play(
                    self._session,
                    MonotonicClock(speed),
                    controls,
                    lead_in=lead_in,
                    gap=GAP * speed,
                    every_second=not self._plain,
                ):
                    self._take(moment, sound)
                    if stream:
                        stream.show(moment)
                    hooks.show(moment)
                    view.show(moment)
                    if not self._ui.muted:
                        player.prepare()
            finally:
                if stream:
                    stream.close()
                    self.troubles += [stream.trouble] if stream.trouble else []
                self.troubles += hooks.close()
                sound.close(
                    completed=bool(self._now and self._now.view.outcome is Outcome.COMPLETED)
                )
        assert self._now is not None
        return self._now.view.outcome or Outcome.INTERRUPTED, inputs.exit_code

    def _player(self, bell: Bell, signals: Signals) -> Output:
        """What was chosen to sound; "off" is a bell that nobody has."""
        if self.outputs == "player":
            return FilePlayer(signals.wake, volume=self._app.settings.values["volume"])
        return bell if self.outputs == "bell" else Bell(None)

    def _take(self, moment: Moment, sound: Sound) -> None:
        self._now = moment
        self.events += moment.events
        sound.muted = self._ui.muted
        sound.hear(moment)
        self._ui.notice = self._notice(sound.notice)

    def _notice(self, notice: str) -> str:
        """The notice for a while after it first came; then it has been said."""
        if notice and self._noticed is None:
            self._noticed = time.monotonic()
        recent = self._noticed is not None and time.monotonic() - self._noticed < NOTICE_SECONDS
        return notice if recent else ""

    def _enter(self) -> Command | None:
        """Enter ends the lead-in and goes on from an open segment; elsewhere it does nothing."""
        segment = self._now.view.segment if self._now else None
        return Command(Verb.NEXT) if segment is None or segment.duration is None else None

    def _unknown(self, line: str) -> None:
        """Answer a line that is no command."""
        known = "pause, resume, next, previous, extend 30s, end"
        self._app.complain(f"{line[:40]!r} is no command: write {known}")

    def _display(self, screen: FullScreen) -> Any:
        from ..screen.colours import colour_system
        from ..screen.display import Display

        return Display(self._app.stdout, screen, self._ui, colour_system())

    def _lines(self, lead_in: timedelta) -> Any:
        from ..screen.plain import PlainLines

        return PlainLines(self._out, self._session, self._ui, lead_in.seconds)

    def _bell_terminal(self) -> Any:
        streams = (self._app.stdout, self._app.stderr)
        return next((stream for stream in streams if is_terminal(stream)), None)
