"""`retrowalk PRESET` and `retrowalk run SOURCE`: walk a session."""

from __future__ import annotations

import gc
import time
from datetime import timedelta
from typing import Any, TextIO

from ..core.events import Event, Outcome
from ..core.gaps import GapPolicy
from ..core.session import Session
from ..core.summary import Summary, summarize
from ..core.walk import Command, Verb
from ..errors import EXIT_DONE, EXIT_ENDED_EARLY, EXIT_INTERRUPTED
from ..hooks import Hooks
from ..runner import Moment, MonotonicClock, play
from ..screen.controls import KeyControls
from ..screen.frame import Ui
from ..screen.inputs import Inputs
from ..screen.look import glyphs_for
from ..screen.outside import Outside, Wishes
from ..screen.signals import Signals
from ..screen.terminal import FullScreen, Keyboard, NormalScreen, Taken
from ..sound.listener import Sound
from ..stream import EventStream
from .app import App, drop_output, is_terminal
from .sounds import NO_VOICE, bank_for, bell_terminal, lacks_voice, rungs, speaker_for

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
    inline: bool = False,
    events: str | None = None,
) -> int:
    """Walk the session to its end and print the summary; returns the exit code."""
    gc.freeze()  # what start-up has loaded stays
    gc.enable()
    out = app.stderr if events == "-" else app.stdout
    plain = plain or events == "-" or not app.screen
    runner = Runner(
        app, session, out, speed=rehearse or 1.0, muted=mute, plain=plain, inline=inline
    )
    outcome, exit_code = runner.walk(timedelta(seconds=lead_in), events)
    for trouble in runner.troubles:
        app.complain(trouble)
    summary = summarize(session, runner.events)
    _report(out, summary, app.settings.values["weight"], bare=plain)
    if any(summary.by_segment):
        from .last_walk import keep  # only now: nothing is loaded before the first frame for it

        keep(app.data_folder, summary)
    runner.end_sound()
    if exit_code is not None:
        return exit_code
    codes = {Outcome.COMPLETED: EXIT_DONE, Outcome.ENDED: EXIT_ENDED_EARLY}
    return codes.get(outcome, EXIT_INTERRUPTED)


def _report(out: TextIO, summary: Summary, weight: float | None, *, bare: bool) -> None:
    """Print the summary; a walk that was walked is one even where nobody reads of it."""
    from ..screen.report import print_summary

    try:
        print_summary(out, summary, weight, bare=bare)
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
        self,
        app: App,
        session: Session,
        out: TextIO,
        *,
        speed: float,
        muted: bool,
        plain: bool,
        inline: bool,
    ) -> None:
        self._app = app
        app.use_theme()
        self._session = session
        self._out = out
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
        if app.settings.values["voice"] and lacks_voice(session):
            self._bank.troubles.append(NO_VOICE)
        self._sound: Sound | None = None
        self.events: list[Event] = []
        self.troubles: list[str] = []
        self._now: Moment | None = None
        self._noticed: float | None = None

    def walk(self, lead_in: timedelta, events: str | None) -> tuple[Outcome, int | None]:
        """Walk to the end; returns the outcome, and the exit code of a signal that ended it."""
        app, speed = self._app, self._ui.speed
        keyboard = Keyboard(app.stdin) if is_terminal(app.stdin) else None
        screen = None if self._plain else (NormalScreen if self._inline else FullScreen)(app.stdout)
        outside = self._outside() if screen else None
        with Signals() as signals, Taken(keyboard, screen, outside) as taken:
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
            self._sound = sound = Sound(
                self._session,
                self._bank,
                rungs(app, self._bank, signals.wake, bell_terminal(app)),
                voice=app.settings.values["voice"],
                speed=speed,
            )
            hooks = Hooks(self._app.settings.hooks, self._session)
            stream = EventStream(events, self._session) if events else None
            try:
                for moment in play(
                    self._session,
                    MonotonicClock(speed),
                    controls,
                    lead_in=lead_in,
                    gaps=GapPolicy().at_speed(speed),
                ):
                    is_first, self._now = self._now is None, moment
                    self.events += moment.events
                    if not is_first:
                        self._listen(moment, sound)
                    if stream:
                        stream.show(moment)
                    hooks.show(moment)
                    view.show(moment)
                    if outside:
                        outside.show(moment)
                    if is_first:  # the sound is loaded only once something is to be seen
                        self._listen(moment, sound)
            finally:
                if stream:
                    stream.close()
                    self.troubles += [stream.trouble] if stream.trouble else []
                self.troubles += hooks.close()
        assert self._now is not None
        return self._now.view.outcome or Outcome.INTERRUPTED, inputs.exit_code

    def _listen(self, moment: Moment, sound: Sound) -> None:
        if sound.volume != self._ui.volume:
            sound.volume = self._ui.volume
        sound.hear(moment, muted=self._ui.muted)
        self._ui.notice = self._notice(sound.notice)

    def end_sound(self) -> None:
        """Let the cue at the end be heard; after a walk that was broken off there is none."""
        completed = bool(self._now and self._now.view.outcome is Outcome.COMPLETED)
        try:
            if self._sound is not None:
                self._sound.close(completed=completed)
        except KeyboardInterrupt:  # heard enough
            pass

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

        if isinstance(screen, NormalScreen):
            from ..screen.inline import InlineDisplay

            return InlineDisplay(self._app.stdout, screen, self._ui, colour_system())
        from ..screen.display import Display

        return Display(self._app.stdout, screen, self._ui, colour_system())

    def _outside(self) -> Outside:
        values = self._app.settings.values
        wishes = Wishes(*(values[name] for name in Wishes._fields))
        return Outside(self._app.stdout, glyphs_for(self._app.stdout.encoding), wishes)

    def _lines(self, lead_in: timedelta) -> Any:
        from ..screen.plain import PlainLines

        return PlainLines(self._out, self._session, self._ui, lead_in.seconds)
