"""Waiting for a turn: quietly, with what is to come and when on the screen."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import NamedTuple, TextIO

from ..core.session import Session
from ..durations import clock_text
from ..errors import EXIT_ENDED_EARLY, EXIT_INTERRUPTED
from ..terminal.inputs import HANGUP, LINE, REDRAW, SUSPEND, Inputs
from ..terminal.modes import FullScreen, Keyboard, TerminalSession
from ..terminal.nonblocking import is_blocked
from ..terminal.signals import Signals
from .context import App, is_terminal
from .flowing import flowing

LONGEST_WAIT = 1.0
"""Seconds of one wait: the time on the wall may be set meanwhile, or the machine sleep."""
LEAVES = ("q", f"{LINE}end")
STARTS = ("enter", "n", f"{LINE}next")


class WaitCancelled(Exception):
    """The walker does not want to wait; `code` is the exit code."""

    def __init__(self, code: int) -> None:
        super().__init__(code)
        self.code = code


class Repetition(NamedTuple):
    """Which turn it is, from 1; `times` is None while nobody has said how many there are."""

    number: int
    times: int | None

    @property
    def is_last(self) -> bool:
        """Whether no other follows."""
        return self.number == self.times

    @property
    def following(self) -> Repetition:
        """The turn after this one."""
        return Repetition(self.number + 1, self.times)

    @property
    def words(self) -> str:
        """Which turn of how many; nothing where there is only one."""
        if self.times == 1:
            return ""
        return f"bout {self.number}" + (f" of {self.times}" if self.times else "")


def wait(
    app: App,
    session: Session,
    turn: Repetition,
    left: Callable[[], float],
    lead: float,
    *,
    plain: bool,
    quiet: bool = False,
) -> bool:
    """Wait for the lead-in; return True if the walker starts before. Raises `WaitCancelled`.

    With `quiet` standard output is for another program, and what is said goes to standard error.
    """
    if left() <= lead:
        return False
    with flowing(app):
        return _wait(app, session, turn, left, lead, plain=plain, quiet=quiet)


def _wait(
    app: App,
    session: Session,
    turn: Repetition,
    left: Callable[[], float],
    lead: float,
    *,
    plain: bool,
    quiet: bool,
) -> bool:
    keyboard = Keyboard(app.stdin) if is_terminal(app.stdin) else None
    screen = None if plain else FullScreen(app.stdout)
    with Signals() as signals, TerminalSession(keyboard, screen) as taken:
        lines = None if keyboard else _descriptor(app)
        inputs = Inputs(signals, keyboard, taken, lines)
        if screen is None:
            show = _lines(app.stderr if quiet else app.stdout, session, turn)
        else:
            show = _frames(app, screen, session, turn)
        while (seconds := left()) > lead:
            show(seconds)
            key = inputs.next(min(seconds % 1 or LONGEST_WAIT, LONGEST_WAIT, seconds - lead))
            if key == HANGUP:
                raise WaitCancelled(
                    EXIT_INTERRUPTED if inputs.exit_code is None else inputs.exit_code
                )
            if key == SUSPEND:
                inputs.suspend()
            if key in LEAVES:
                raise WaitCancelled(EXIT_ENDED_EARLY)
            if key in STARTS:
                return True
            if key == REDRAW:
                show = show if screen is None else _frames(app, screen, session, turn)
    return False


def _descriptor(app: App) -> int | None:
    try:
        return app.stdin.fileno()
    except (OSError, ValueError):
        return None


def _lines(out: TextIO, session: Session, turn: Repetition) -> Callable[[float], None]:
    """Says once what is to come."""
    said = False

    def show(seconds: float) -> None:
        nonlocal said
        if said:
            return
        said = True
        what = session.title + (f", {turn.words}," if turn.words else "")
        try:
            out.write(f"{what} begins at {_clock(seconds)}, in {clock_text(_whole(seconds))}.\n")
            out.flush()
        except OSError:  # nobody reads it
            pass

    return show


def _frames(
    app: App, screen: FullScreen, session: Session, turn: Repetition
) -> Callable[[float], None]:
    """Draws a frame at each call."""
    from ..screen.glyphs import glyphs_for
    from ..screen.waiting import compose_waiting
    from ..terminal.capabilities import colour_system
    from ..terminal.painter import Painter

    painter, glyphs = Painter(app.stdout, colour_system()), glyphs_for(app.stdout.encoding)
    theme = app.theme

    def show(seconds: float) -> None:
        words = turn.words.capitalize()
        what = f"{words} begins at {_clock(seconds)}" if words else f"Begins at {_clock(seconds)}"
        if is_blocked(app.stdout):
            return
        frame = compose_waiting(session, what, _whole(seconds), *screen.size(), glyphs, theme)
        try:
            painter.paint(frame)
        except OSError:  # the terminal has gone, which the next key says
            pass

    return show


def _whole(seconds: float) -> timedelta:
    """Whole seconds, rounded up, so that 0:00 is the end."""
    return timedelta(seconds=int(-(-seconds // 1)))


def _clock(seconds: float) -> str:
    """What a clock on the wall will show then, the day with it where that is another one."""
    now = datetime.now()
    then = now + timedelta(seconds=seconds + 0.5)  # the nearest second
    return f"{then:%H:%M}" if then.date() == now.date() else f"{then:%H:%M on %A}"
