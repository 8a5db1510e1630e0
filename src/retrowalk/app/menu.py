"""The menu: choose a preset, change its options, walk it, look at its plan, export it."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from ..core.session import Session
from ..errors import EXIT_DONE, EXIT_FAILURE, RetrowalkError
from ..presets import builder
from ..presets.preset import Preset
from ..presets.values import value_text
from ..screen.glyphs import glyphs_for
from ..screen.menu import Menu
from ..screen.menu_entry import Choice, Entry
from ..screen.menu_view import MenuFrame
from ..terminal.inputs import HANGUP, REDRAW, SUSPEND, Inputs
from ..terminal.keys import PASTE
from ..terminal.modes import FullScreen, Keyboard, TerminalSession
from ..terminal.painter import Painter, synchronizes
from ..terminal.signals import Signals
from .context import App
from .morning import pending_morning
from .recent import by_recent_use, recent_presets
from .resume import Interrupted, interrupted
from .sources import set_options
from .start_walk import walk_session


def open_menu(app: App) -> int:
    """Show the menu until a session is chosen, then walk it; return the exit code."""
    if pending_morning(app) is not None:
        from .programme_questions import ask_morning

        ask_morning(app)
    entries, notice = _entries(app)
    entries = [*_todays_entry(app), *entries]
    unfinished = interrupted(app)
    if unfinished:
        entries.insert(0, entry_to_resume(unfinished))
    chosen = _choose(app, Menu(tuple(entries), notice))
    if isinstance(chosen, int):
        return chosen
    if unfinished and chosen is unfinished.session:
        return unfinished.resume().exit_code
    return walk_session(app, chosen, i_know=False)


def _entries(app: App) -> tuple[list[Entry], str]:
    """Return an entry for each preset, recently used ones first, and a notice of problems."""
    presets = app.library.working()
    broken = len(app.library.broken)
    notice = f"{broken} preset files cannot be used: see 'retrowalk presets'" if broken else ""
    entries = []
    for name in by_recent_use(list(presets), recent_presets(app.data_folder)):
        try:
            entries.append(entry_of(presets[name], set_options(app, presets[name])))
        except RetrowalkError as error:  # a setting is wrong: show the preset without it
            notice = str(error)
            entries.append(entry_of(presets[name], {}))
    return entries, notice


def _todays_entry(app: App) -> list[Entry]:
    """Return the entry of today's walk of the programme, if one is due."""
    if not app.history_file.exists():
        return []
    from ..core.programme_weeks import week_name
    from ..reports.programme import walk_of_three
    from .programme import load_programme, week_session

    try:
        programme = load_programme(app)
        status = programme.status
        if status.due != programme.today:
            return []
        session = week_session(app, status.week)
    except RetrowalkError:
        return []
    title = f"Today: {week_name(status.week)}, {walk_of_three(status)}"
    entry = Entry("today", title, session.title, session, (), lambda *_: entry)
    return [entry]


def entry_to_resume(unfinished: Interrupted) -> Entry:
    """Return the first entry of the menu after an interrupted walk."""
    title, session = unfinished.title, unfinished.session
    entry = Entry("resume", title, title, session, (), lambda *_: entry)
    return entry


def entry_of(preset: Preset, chosen: dict[str, Any]) -> Entry:
    """Return the entry of a preset with some options changed."""
    choices = tuple(
        Choice(o.name, o.help, chosen.get(o.name, o.default), o.default, o.parse, value_text)
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


def _choose(app: App, menu: Menu) -> Session | int:
    """Return the chosen session, or the exit code of leaving without one."""
    assert app.keyboard is not None
    keyboard, screen = Keyboard(app.keyboard), FullScreen(app.stdout)
    painter = Painter(app.stdout, app.colours, whole=synchronizes(app.environment))
    with Signals() as signals, TerminalSession(keyboard, screen) as terminal:
        inputs = Inputs(signals, keyboard, terminal)
        size, glyphs = (0, 0), glyphs_for(app.stdout.encoding)
        theme, units = app.theme, app.settings.values["units"]
        while True:
            if size != screen.size():
                size = screen.size()
                painter.forget()
            if terminal.is_taken:
                painter.paint(MenuFrame(menu, theme, units).lines(*size, glyphs))
            key = inputs.next(None)
            if key == HANGUP:
                return EXIT_FAILURE if inputs.exit_code is None else inputs.exit_code
            if key == SUSPEND:
                inputs.suspend()
            if key in (SUSPEND, REDRAW, "repaint"):
                painter.forget()
                continue
            if key and key.startswith(PASTE):
                menu = menu.paste(key.removeprefix(PASTE))
                continue
            menu = menu.press(key) if key else menu
            if menu.request == "leave":
                return EXIT_DONE
            if menu.request == "start":
                return menu.entry.session
            if menu.request == "export":
                terminal.give_back()  # an export may be slow and shows its progress
                menu = menu.exported(_export(app, menu.entry.session, menu.file_name or ""))
                terminal.refresh()
                painter.forget()


def _export(app: App, session: Session, name: str) -> str:
    """Write a session to a file in the format of its suffix; return what was done."""
    from .export import export_session

    # unlike Path.expanduser, this does not fail without a home folder
    path = Path(os.path.expanduser(name.strip()))
    if path.exists():
        return f"{path} exists: choose another name"
    try:
        written = export_session(app, session, path)
    except RetrowalkError as error:
        return str(error)
    except KeyboardInterrupt:
        return "interrupted: nothing was written"
    return f"wrote {', '.join(map(str, written))}"
