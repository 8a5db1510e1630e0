"""The terminal during a walk: its screen, its keyboard and what draws on it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, NamedTuple

from ..core.session import Session
from ..screen.ui_state import Ui
from ..terminal.modes import FullScreen, Keyboard, NormalScreen, TerminalSession
from ..terminal.signals import Signals
from .context import App
from .options import WalkOptions

if TYPE_CHECKING:
    from ..loop import Moment
    from ..screen.window_status import WindowStatus
    from .listeners import View


class Stage(NamedTuple):
    """A terminal that was taken for a walk.

    `view` draws on the screen. Without a screen it writes lines, and `status`, which sets the
    window's title, is None. `ui` is the state that the keys change.
    """

    signals: Signals
    keyboard: Keyboard | None
    terminal: TerminalSession
    view: View
    status: WindowStatus | None
    ui: Ui
    has_screen: bool

    def show_frame(self, moment: Moment) -> None:
        """Draw a moment on the screen, if no shell uses it, or write its lines."""
        if self.terminal.is_taken or not self.has_screen:
            self.view.show(moment)


@contextmanager
def open_stage(app: App, session: Session, options: WalkOptions, lead_in: int) -> Iterator[Stage]:
    """Take the terminal as the options say; on exit give it back."""
    keyboard = Keyboard(app.keyboard) if app.keyboard else None
    screen, ui = _screen(app, options), _ui(app, options)
    status = _status(app) if screen else None
    with Signals() as signals, TerminalSession(keyboard, screen, status) as terminal:
        view = _view(app, session, options, ui, screen, lead_in)
        yield Stage(signals, keyboard, terminal, view, status, ui, screen is not None)


def _screen(app: App, options: WalkOptions) -> FullScreen | None:
    """Return the screen to draw on; None for plain lines."""
    if options.is_plain(app):
        return None
    return NormalScreen(app.stdout) if options.inline else FullScreen(app.stdout)


def _status(app: App) -> WindowStatus:
    """Return what sets the terminal's title, taskbar and notifications."""
    from ..screen.glyphs import glyphs_for
    from ..screen.window_status import OscOptions, WindowStatus

    values = app.settings.values
    wanted = OscOptions(*(values[name] for name in OscOptions._fields))
    return WindowStatus(app.stdout, glyphs_for(app.stdout.encoding), wanted, app.environment)


def _view(
    app: App,
    session: Session,
    options: WalkOptions,
    ui: Ui,
    screen: FullScreen | None,
    lead_in: int,
) -> View:
    """Return what draws on the screen or, without a screen, writes lines."""
    if screen is None:
        from ..screen.plain import PlainLines

        out = app.stderr if options.events_on_stdout else app.stdout
        return PlainLines(out, session, ui, lead_in)
    if isinstance(screen, NormalScreen):
        from ..screen.inline import InlineDisplay

        return InlineDisplay(app.stdout, screen, ui, app.theme, app.colours)
    from ..screen.display import Display

    return Display(app.stdout, screen, ui, app.theme, app.colours)


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
