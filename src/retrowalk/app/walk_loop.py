"""Run a walk on its stage: connect clock, keys, sound, screen, event stream and history."""

from __future__ import annotations

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
from ..errors import EXIT_DONE, EXIT_ENDED_EARLY, EXIT_INTERRUPTED
from ..loop import Moment, MonotonicClock, first_moment, play
from ..screen.controls import KeyControls
from ..screen.key_commands import LINES
from ..terminal.inputs import Inputs
from .await_sound import await_sound
from .context import App
from .listener_factory import (
    make_history_listeners,
    make_media_listeners,
    make_outputs,
    make_sound_listeners,
)
from .listeners import ForegroundListener, HistoryListener, Listener, WalkLog, close_all
from .options import WalkOptions
from .stage import Stage
from .walk_result import WalkResult

if TYPE_CHECKING:
    from ..playback.controller import CuePlayer

EXIT_CODES = {Outcome.COMPLETED: EXIT_DONE, Outcome.ENDED: EXIT_ENDED_EARLY}
STDIN_COMMANDS = ", ".join([*LINES, "extend 30s", "goto 3", "volume 80"])


def run_loop(
    app: App,
    session: Session,
    options: WalkOptions,
    stage: Stage,
    lead_in: timedelta,
    after_report: ExitStack,
) -> WalkResult:
    """Walk the session. `after_report` closes the sound later, so that its last cue is heard."""
    progress = options.resumed_from.progress if options.resumed_from else None
    first = first_moment(session, lead_in, progress)
    log = WalkLog(first)
    player = _cue_player(app, session, options, stage)
    after_report.callback(_finish_sound, player, log)
    lines = None if stage.keyboard else app.stdin_descriptor
    inputs = Inputs(stage.signals, stage.keyboard, stage.terminal, lines)
    listeners: list[Listener] = [
        *make_sound_listeners(app, options, stage.ui, player),
        log,
        *make_outputs(app, session, options),
        *_shown(stage),
        *make_media_listeners(app, options, stage.ui, inputs),
        *make_history_listeners(app, session, options),
    ]
    controls = _controls(app, options, inputs, stage, log)
    redraw = partial(stage.show_frame, first)
    command = await_sound(player, options, lead_in, controls, redraw)
    moments = play(
        session,
        MonotonicClock(options.speed),
        controls,
        command=command,
        lead_in=options.starts_in() if options.starts_in else lead_in,
        gaps=_gap_policy(app, can_answer=stage.keyboard is not None).at_speed(options.speed),
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


def _shown(stage: Stage) -> list[Listener]:
    """Return the listeners that write to the terminal."""
    if not stage.has_screen:
        return [stage.view]
    drawn = (stage.view, stage.status) if stage.status else (stage.view,)
    return [ForegroundListener(stage.terminal, each) for each in drawn]


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
    app: App, options: WalkOptions, inputs: Inputs, stage: Stage, log: WalkLog
) -> KeyControls:
    return KeyControls(
        inputs,
        stage.ui,
        speed=options.speed,
        enter=log.enter_command,
        redraw=stage.view.forget,
        unknown=partial(_report_unknown, app),
        debounce=app.settings.values["debounce"] / 1000,
        find=log.find_place,
    )


def _cue_player(app: App, session: Session, options: WalkOptions, stage: Stage) -> CuePlayer:
    """Return the player of the cues. Its warnings are shown on the screen, or go to stderr."""
    from .sound_setup import SoundSetup

    setup = SoundSetup.build(app, session)
    for warning in () if stage.has_screen else setup.warnings:
        app.message(warning)
    shown = setup.warnings if stage.has_screen else ()
    return setup.player(session, speed=options.speed, wake=stage.signals.wake, warnings=shown)


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
