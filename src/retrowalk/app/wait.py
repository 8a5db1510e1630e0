"""Wait for the next walk, showing which one it is and when it starts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple, TextIO

from ..core.session import Session
from ..durations import clock_text
from ..errors import EXIT_ENDED_EARLY, EXIT_INTERRUPTED
from ..terminal.inputs import HANGUP, LINE, REDRAW, SUSPEND, Inputs
from ..terminal.layouts import command_key
from ..terminal.modes import FullScreen, Keyboard, TerminalSession
from ..terminal.nonblocking import is_blocked
from ..terminal.signals import Signals
from .context import App
from .options import WalkOptions

LONGEST_SLEEP = 1.0
"""Maximum number of seconds between checks: the clock may be set, or the machine suspended."""
CANCEL_KEYS = ("q", f"{LINE}end")
START_KEYS = ("enter", "n", f"{LINE}next")


class WaitCancelled(Exception):
    """The walker cancelled the wait; `code` is the exit code."""

    def __init__(self, code: int) -> None:
        super().__init__(code)
        self.code = code


class Repetition(NamedTuple):
    """The number of a walk in a series, from 1; `times` is None if the series has no end."""

    number: int
    times: int | None

    @property
    def is_last(self) -> bool:
        """Whether no other walk follows."""
        return self.number == self.times

    @property
    def following(self) -> Repetition:
        """The repetition after this one."""
        return Repetition(self.number + 1, self.times)

    @property
    def title(self) -> str:
        """Which walk it is, as in "walk 2 of 3"; "" if there is only one."""
        if self.times == 1:
            return ""
        return f"walk {self.number}" + (f" of {self.times}" if self.times else "")


@dataclass(frozen=True)
class Wait:
    """What to wait for: `seconds_left` returns the time until the first segment starts.

    Waiting ends `lead_in` seconds before that.
    """

    session: Session
    repetition: Repetition
    seconds_left: Callable[[], float]
    lead_in: float


def wait(app: App, what: Wait, options: WalkOptions) -> bool:
    """Wait until only the lead-in is left; return True if the walker starts earlier.

    Raises `WaitCancelled`.
    """
    if what.seconds_left() <= what.lead_in:
        return False
    with app.nonblocking_output():
        return _wait(app, what, options)


def _wait(app: App, what: Wait, options: WalkOptions) -> bool:
    keyboard = Keyboard(app.keyboard) if app.keyboard else None
    screen = None if options.is_plain(app) else FullScreen(app.stdout)
    with Signals() as signals, TerminalSession(keyboard, screen) as terminal:
        inputs = Inputs(signals, keyboard, terminal, None if keyboard else app.stdin_descriptor)
        show = _make_show(app, what, options, screen)
        while (seconds := what.seconds_left()) > what.lead_in:
            if screen is None or terminal.is_taken:
                show(seconds)
            key = inputs.next(_sleep_seconds(seconds, what.lead_in))
            if key == HANGUP:
                code = EXIT_INTERRUPTED if inputs.exit_code is None else inputs.exit_code
                raise WaitCancelled(code)
            if key == SUSPEND:
                inputs.suspend()
            key = command_key(key) if key else None
            if key in CANCEL_KEYS:
                raise WaitCancelled(EXIT_ENDED_EARLY)
            if key in START_KEYS:
                return True
            if key == REDRAW and screen:
                show = _make_show(app, what, options, screen)
    return False


def _sleep_seconds(seconds: float, lead_in: float) -> float:
    """Return how long to sleep: until the displayed seconds change or the lead-in begins."""
    return min(seconds % 1 or LONGEST_SLEEP, LONGEST_SLEEP, seconds - lead_in)


def _make_show(
    app: App, what: Wait, options: WalkOptions, screen: FullScreen | None
) -> Callable[[float], None]:
    """Return a function that shows how many seconds are left."""
    if screen is None:
        return _lines(app, what, app.stderr if options.events_on_stdout else app.stdout)
    return _frames(app, what, screen)


def _lines(app: App, what: Wait, out: TextIO) -> Callable[[float], None]:
    """Return a function that writes one line at its first call."""
    is_written = False

    def show(seconds: float) -> None:
        nonlocal is_written
        if is_written:
            return
        is_written = True
        which = f", {what.repetition.title}," if what.repetition.title else ""
        starts_at, left = _clock(app, seconds), clock_text(_whole(seconds))
        try:
            out.write(f"{what.session.title}{which} starts at {starts_at}, in {left}.\n")
            out.flush()
        except OSError:  # closed
            pass

    return show


def _frames(app: App, what: Wait, screen: FullScreen) -> Callable[[float], None]:
    """Return a function that draws a frame at each call."""
    from ..screen.glyphs import glyphs_for
    from ..screen.pages import WaitingPage
    from ..terminal.painter import Painter

    painter, glyphs = Painter(app.stdout, app.colours), glyphs_for(app.stdout.encoding)
    theme, which = app.theme, what.repetition.title.capitalize()

    def show(seconds: float) -> None:
        starts_at = _clock(app, seconds)
        text = f"{which} starts at {starts_at}" if which else f"Starts at {starts_at}"
        if is_blocked(app.stdout):
            return
        page = WaitingPage(what.session, text, _whole(seconds), theme)
        try:
            painter.paint(page.lines(*screen.size(), glyphs))
        except OSError:  # the terminal has closed; reading the next key reports it
            pass

    return show


def _whole(seconds: float) -> timedelta:
    """Return whole seconds, rounded up, so that 0:00 is the end."""
    return timedelta(seconds=int(-(-seconds // 1)))


def _clock(app: App, seconds: float) -> str:
    """Return the local time `seconds` from now, to the nearest second."""
    now = app.clock.time()
    return local_clock_text(now + timedelta(seconds=seconds + 0.5), now, app)


def local_clock_text(moment: datetime, now: datetime, app: App) -> str:
    """Return a moment's local time as "19:10", with the weekday if it is not today."""
    local, today = moment.astimezone(app.clock.zone), now.astimezone(app.clock.zone).date()
    return f"{local:%H:%M}" if local.date() == today else f"{local:%H:%M on %A}"
