"""`retrowalk` alone: choose a preset, change its options, walk it."""

from __future__ import annotations

from typing import Any

from ..core.session import Session
from ..errors import EXIT_DONE, EXIT_FAILURE
from ..presets import builder
from ..presets.preset import Preset
from ..presets.values import value_text
from ..screen.colours import colour_system
from ..screen.inputs import HANGUP, REDRAW, SUSPEND, Inputs
from ..screen.look import glyphs_for
from ..screen.menu import Choice, Entry, Menu
from ..screen.painter import Painter
from ..screen.signals import Signals
from ..screen.terminal import FullScreen, Keyboard, Taken
from .app import App
from .session_command import walk_session


def open_menu(app: App) -> int:
    """Show the menu until a session is chosen, then walk it; returns the exit code."""
    app.use_theme()
    presets = app.library.working()
    entries = [entry_of(preset, {}) for preset in presets.values()]
    broken = len(app.library.broken)
    notice = (
        f"{broken} of your preset files cannot be used: see 'retrowalk presets'" if broken else ""
    )
    chosen = _choose(app, Menu(entries, glyphs_for(app.stdout.encoding), notice))
    if isinstance(chosen, int):
        return chosen
    return walk_session(app, chosen, i_know=False)


def entry_of(preset: Preset, chosen: dict[str, Any]) -> Entry:
    """The menu's entry for a preset with some options changed."""
    choices = tuple(
        Choice(o.name, o.help, chosen.get(o.name, o.default), o.parse, value_text)
        for o in preset.options
    )
    return Entry(
        preset.name,
        preset.title,
        preset.summary,
        builder.build(preset, chosen),
        choices,
        lambda name, value: entry_of(preset, {**chosen, name: value}),
    )


def _choose(app: App, menu: Menu) -> Session | int:
    """The session that was chosen, or the exit code of leaving without one."""
    keyboard, screen = Keyboard(app.stdin), FullScreen(app.stdout)
    painter = Painter(app.stdout, colour_system())
    with Signals() as signals, Taken(keyboard, screen) as taken:
        inputs = Inputs(signals, keyboard, taken)
        while True:
            painter.paint(menu.compose(*screen.size()))
            key = inputs.next(None)
            if key == HANGUP:
                return EXIT_FAILURE if inputs.exit_code is None else inputs.exit_code
            if key == SUSPEND:
                inputs.suspend()
            if key in (SUSPEND, REDRAW):
                painter.forget()
                continue
            answer = menu.key(key) if key else ""
            if answer == "leave":
                return EXIT_DONE
            if answer == "start":
                return menu.entry.session
