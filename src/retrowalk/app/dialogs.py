"""Pages that wait for keys: safety before the first walk, DONE and the questions after one."""

from __future__ import annotations

from typing import TypeVar

from ..screen.glyphs import glyphs_for
from ..screen.pages import Pages
from ..terminal.inputs import HANGUP, REDRAW, SUSPEND, Inputs
from ..terminal.modes import FullScreen, Keyboard, TerminalSession, in_foreground
from ..terminal.nonblocking import is_blocked
from ..terminal.painter import Painter, synchronizes
from ..terminal.signals import Signals
from .context import App
from .options import WalkOptions

P = TypeVar("P", bound=Pages)
BLOCKED_RETRY = 0.1
"""Seconds after which a page is drawn again if the terminal has not accepted all of it."""


def has_full_screen(app: App, options: WalkOptions) -> bool:
    """Return whether a walk with these options has a full screen, and a keyboard to answer with."""
    keyboard = app.keyboard
    on_screen = app.screen and keyboard is not None and in_foreground(keyboard.fileno())
    return on_screen and not (options.inline or options.is_plain(app))


def show_pages(app: App, pages: P, seconds: float) -> tuple[P, int | None]:
    """Show pages until they are done, or until no key has been pressed for `seconds`.

    Return the last state of the pages, and the exit code of a signal that ended them.
    """
    assert app.keyboard is not None
    keyboard, screen = Keyboard(app.keyboard), FullScreen(app.stdout)
    painter = Painter(app.stdout, app.colours, whole=synchronizes(app.environment))
    glyphs, size = glyphs_for(app.stdout.encoding), (0, 0)
    with Signals() as signals, TerminalSession(keyboard, screen) as terminal:
        inputs = Inputs(signals, keyboard, terminal)
        end = app.clock.now() + seconds
        while not pages.is_over and (left := end - app.clock.now()) > 0:
            if size != screen.size():
                size = screen.size()
                painter.forget()
            if terminal.is_taken and not is_blocked(app.stdout):
                painter.paint(pages.lines(*size, glyphs))
            key = inputs.next(min(left, BLOCKED_RETRY) if is_blocked(app.stdout) else left)
            if key == HANGUP:
                return pages, inputs.exit_code
            if key == SUSPEND:
                inputs.suspend()
            if key in (SUSPEND, REDRAW):
                painter.forget()
            elif key:
                pages, end = pages.press(key, *size), app.clock.now() + seconds
    return pages, None
