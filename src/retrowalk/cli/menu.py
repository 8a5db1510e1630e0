"""`retrowalk` alone: choose a preset, change its options, walk it, look at its plan, export it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from ..core.session import Session
from ..errors import EXIT_DONE, EXIT_FAILURE, FileError, RetrowalkError, UsageError
from ..presets import builder
from ..presets.preset import Preset
from ..presets.values import value_text
from ..screen.colours import colour_system
from ..screen.inputs import HANGUP, REDRAW, SUSPEND, Inputs
from ..screen.look import glyphs_for
from ..screen.menu import Choice, Entry, Menu
from ..screen.painter import Painter, holds_frames
from ..screen.signals import Signals
from ..screen.terminal import FullScreen, Keyboard, Taken
from .app import App
from .session_command import set_options, walk_session
from .used import in_order, last_used

FORM_OF = {".yaml": "yaml", ".yml": "yaml", ".json": "json", ".txt": "line"}
"""The form that a file's ending asks for."""


def open_menu(app: App) -> int:
    """Show the menu until a session is chosen, then walk it; returns the exit code."""
    app.use_theme()
    presets = app.library.working()
    broken = len(app.library.broken)
    notice = (
        f"{broken} of your preset files cannot be used: see 'retrowalk presets'" if broken else ""
    )
    entries = []
    for name in in_order(list(presets), last_used(app.data_folder)):
        try:
            entries.append(entry_of(presets[name], set_options(app, presets[name])))
        except RetrowalkError as error:  # what is set for it cannot be: show it as it comes
            notice = str(error)
            entries.append(entry_of(presets[name], {}))
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
        preset.why,
        preset.source,
    )


def export_session(app: App, session: Session, path: str) -> str:
    """Write a session to a file, in the form that its ending asks for; says what was done."""
    from ..presets.writer import FORMS

    target = Path(path.strip()).expanduser()
    form = FORM_OF.get(target.suffix.lower())
    if form is None:
        raise UsageError(f"{target.name!r} has to end in {', '.join(FORM_OF)}")
    try:
        with target.open("x", encoding="utf-8") as file:
            file.write(FORMS[form](session))
    except FileExistsError:
        raise FileError(f"{target} is there already: choose another name") from None
    except OSError as error:
        raise FileError.cannot("write", target, error) from None
    return f"{target} is written"


def _choose(app: App, menu: Menu) -> Session | int:
    """The session that was chosen, or the exit code of leaving without one."""
    keyboard, screen = Keyboard(app.stdin), FullScreen(app.stdout)
    painter = Painter(app.stdout, colour_system(), whole=holds_frames())
    with Signals() as signals, Taken(keyboard, screen) as taken:
        inputs = Inputs(signals, keyboard, taken)
        size = (0, 0)
        while True:
            if size != screen.size():
                size = screen.size()
                painter.forget()
            painter.paint(menu.compose(*size))
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
            if answer == "export":
                _export(app, menu)


def _export(app: App, menu: Menu) -> None:
    try:
        menu.exported(export_session(app, menu.entry.session, menu.file_name or ""))
    except RetrowalkError as error:
        menu.exported(str(error))
