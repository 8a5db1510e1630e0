"""Walk a session: connect clock, keys, sound, screen, event stream and history."""

from __future__ import annotations

import gc
import os
import stat
from collections.abc import Iterable, Sequence
from contextlib import ExitStack
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING

from ..core.events import Outcome
from ..core.gaps import GapPolicy, OnGap
from ..core.session import Session
from ..core.summary import summarize
from ..errors import EXIT_DONE, EXIT_ENDED_EARLY, EXIT_INTERRUPTED
from ..loop import Moment, MonotonicClock, first_moment, play
from ..screen.controls import KeyControls
from ..screen.ui_state import Ui
from ..screen.window_status import WindowStatus
from ..terminal.inputs import Inputs
from ..terminal.modes import FullScreen, Keyboard, NormalScreen, TerminalSession
from ..terminal.signals import Signals
from .context import App
from .first_walk import lead_in_seconds, show_safety_page
from .listener_factory import (
    make_history_listeners,
    make_media_listeners,
    make_outputs,
    make_sound_listeners,
    make_status,
    make_view,
)
from .listeners import (
    ForegroundListener,
    HistoryListener,
    Listener,
    View,
    WalkLog,
    close_all,
)
from .options import WalkOptions, WalkResult

if TYPE_CHECKING:
    from ..playback.controller import CuePlayer

EXIT_CODES = {Outcome.COMPLETED: EXIT_DONE, Outcome.ENDED: EXIT_ENDED_EARLY}
STDIN_COMMANDS = "pause, resume, next, previous, goto 3, lap, repeat, volume 80, extend 30s, end"


def walk(app: App, session: Session, options: WalkOptions | None = None) -> WalkResult:
    """Walk a session to its end, print the summary and ask how it was."""
    gc.freeze()  # what start-up has loaded stays in memory anyway
    gc.enable()
    options = options or WalkOptions()
    lead_in = lead_in_seconds(app, options)
    left = show_safety_page(app, options)
    if left is not None:
        return WalkResult(Outcome.ENDED, summarize(session, []), left)
    with ExitStack() as after_report:
        with app.nonblocking_output():
            result = _run(app, session, options, lead_in, after_report)
            from .feedback import ask_feedback, print_report, show_end

            show_end(app, result, options, session.name)
            print_report(app, result, options)
        ask_feedback(app, result, options, session.name)
    return result


def _run(
    app: App, session: Session, options: WalkOptions, lead_in: int, after_report: ExitStack
) -> WalkResult:
    """Walk the session. `after_report` closes the sound later, so that its last cue is heard."""
    keyboard = Keyboard(app.keyboard) if app.keyboard else None
    screen, status = _screen(app, options)
    ui, log = _ui(app, options), WalkLog()
    with Signals() as signals, TerminalSession(keyboard, screen, status) as terminal:
        view = make_view(app, session, options, ui, screen, lead_in)
        shown: Listener = view if screen is None else ForegroundListener(terminal, view)
        progress = options.resumed_from.progress if options.resumed_from else None
        starts_in = timedelta(seconds=lead_in)
        if screen is not None:
            shown.show(first_moment(session, starts_in, progress))  # the sound takes longer to load
        player = _cue_player(app, session, options, signals, to_stderr=screen is None)
        after_report.callback(_finish_sound, player, log)
        inputs = Inputs(signals, keyboard, terminal, None if keyboard else app.stdin_descriptor)
        listeners: list[Listener] = [
            *make_sound_listeners(app, options, ui, player),
            log,
            *make_outputs(app, session, options),
            shown,
            *([ForegroundListener(terminal, status)] if status else []),
            *make_media_listeners(app, options, ui, inputs),
            *make_history_listeners(app, session, options),
        ]
        moments = play(
            session,
            MonotonicClock(options.speed),
            _controls(app, options, inputs, ui, log, view),
            lead_in=options.starts_in() if options.starts_in else starts_in,
            gaps=_gap_policy(app, can_answer=keyboard is not None).at_speed(options.speed),
            progress=progress,
        )
        problems = _show(moments, listeners)
    return WalkResult(
        log.outcome,
        log.summary(session, options.resumed_from),
        inputs.exit_code or EXIT_CODES.get(log.outcome, EXIT_INTERRUPTED),
        next((each.record_id for each in listeners if isinstance(each, HistoryListener)), None),
        tuple(problems),
    )


def _show(moments: Iterable[Moment], listeners: Sequence[Listener]) -> list[str]:
    """Show each moment to every listener, then close them; return their problems."""
    try:
        for moment in moments:
            for listener in listeners:
                listener.show(moment)
    finally:
        problems = close_all(listeners)
    return problems


def _controls(
    app: App, options: WalkOptions, inputs: Inputs, ui: Ui, log: WalkLog, view: View
) -> KeyControls:
    return KeyControls(
        inputs,
        ui,
        speed=options.speed,
        enter=log.enter_command,
        redraw=view.forget,
        unknown=partial(_report_unknown, app),
        debounce=app.settings.values["debounce"] / 1000,
        find=log.find_place,
    )


def _cue_player(
    app: App, session: Session, options: WalkOptions, signals: Signals, *, to_stderr: bool
) -> CuePlayer:
    """Return the player of the cues. Its warnings are shown on the screen, or go to stderr."""
    from .sound_setup import SoundSetup

    setup = SoundSetup.build(app, session)
    for warning in setup.warnings if to_stderr else ():
        app.message(warning)
    shown = () if to_stderr else setup.warnings
    return setup.player(session, speed=options.speed, wake=signals.wake, warnings=shown)


def _screen(app: App, options: WalkOptions) -> tuple[FullScreen | None, WindowStatus | None]:
    """Return the screen to draw on and the status of its window; None for plain lines."""
    if options.is_plain(app):
        return None, None
    kind = NormalScreen if options.inline else FullScreen
    return kind(app.stdout), make_status(app)


def _ui(app: App, options: WalkOptions) -> Ui:
    """Return the initial state of the screen, from the options and the settings."""
    values = app.settings.values
    return Ui(
        muted=options.mute,
        volume=values["volume"],
        flash=not values["reduced-motion"],
        still=values["reduced-motion"],
        speed=options.speed,
        units=values["units"],
    )


def _gap_policy(app: App, *, can_answer: bool) -> GapPolicy:
    """Return the policy of the settings; if no one can answer, the walk continues."""
    on_gap = OnGap(app.settings.values["on-gap"])
    if on_gap is OnGap.ASK and not can_answer and not _stdin_is_pipe(app):
        on_gap = OnGap.CONTINUE
    return GapPolicy(on_gap)


def _stdin_is_pipe(app: App) -> bool:
    """Return whether another program can write commands to standard input."""
    if app.stdin_descriptor is None:
        return False
    try:
        mode = os.fstat(app.stdin_descriptor).st_mode
    except OSError:
        return False
    return stat.S_ISFIFO(mode) or stat.S_ISSOCK(mode)


def _report_unknown(app: App, line: str) -> None:
    """Report a line on standard input that is not a command."""
    app.message(f"unknown command {line[:40]!r}: write {STDIN_COMMANDS}")


def _finish_sound(player: CuePlayer, log: WalkLog) -> None:
    """Let the last cue of a completed walk finish; Ctrl-C cuts it off."""
    try:
        player.close(completed=log.outcome is Outcome.COMPLETED)
    except KeyboardInterrupt:
        pass
