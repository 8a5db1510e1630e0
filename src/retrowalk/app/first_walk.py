"""The very first walk: a safety page, and a longer lead-in if the page cannot wait."""

from __future__ import annotations

from pathlib import Path

from ..errors import EXIT_ENDED_EARLY
from ..files import PRIVATE, make_private_folder
from ..terminal.modes import FullScreen
from .context import App
from .options import WalkOptions

FIRST_LEAD_IN = 20
"""Seconds before the first walk if the page does not wait: time to read it."""
PAGE_WAIT = 120.0
"""Seconds without a key press after which the walk starts, so that the program never hangs."""


def lead_in_seconds(app: App, options: WalkOptions) -> int:
    """Return the given lead-in, else that of the settings, made longer before the first walk."""
    if options.lead_in is not None:
        return options.lead_in
    default: int = app.settings.values["lead-in"]
    if options.rehearse is None and is_first_walk(app) and not _can_wait(app, options):
        return max(default, FIRST_LEAD_IN)
    return default


def show_safety_page(app: App, options: WalkOptions) -> int | None:
    """Show the safety page before the first walk; return an exit code if the walker leaves.

    On a screen the page waits for a key. Otherwise it is written to stderr.
    """
    if not is_first_walk(app):
        return None
    from .dialogs import has_full_screen, show_pages

    if not _can_wait(app, options):
        print_safety_page(app)
        if not (options.rehearse is not None and has_full_screen(app, options)):
            remember_page(app)  # a rehearsal covers it at once
        return None
    from ..screen.pages import SafetyPage

    page, code = show_pages(app, SafetyPage(app.theme), PAGE_WAIT)
    if page.is_read(*FullScreen(app.stdout).size()):
        remember_page(app)
    if code is not None or page.answer == "leave":
        return EXIT_ENDED_EARLY if code is None else code
    return None


def _can_wait(app: App, options: WalkOptions) -> bool:
    """Return whether the page waits for a key: not if the lead-in is given, for example."""
    from .dialogs import has_full_screen

    timed = options.rehearse is not None or options.lead_in is not None
    return not timed and has_full_screen(app, options)


def is_first_walk(app: App) -> bool:
    """Return whether the safety page has never been shown."""
    return not _marker(app).exists()


def remember_page(app: App) -> None:
    """Remember that the page was shown. Errors are ignored: it is then shown again."""
    try:
        make_private_folder(_marker(app).parent)
        _marker(app).touch(PRIVATE)
    except OSError:
        pass


def print_safety_page(app: App) -> None:
    """Write the page to stderr."""
    app.message(safety_page(app) + "\n", "")


def safety_page(app: App) -> str:
    """Return the page, as wide as the terminal allows."""
    return _text(max(40, min(100, FullScreen(app.stdout).size()[0])))


def _marker(app: App) -> Path:
    return app.data_folder / "safety-page-shown"


def _text(width: int) -> str:
    from ..cues.safety_text import page_text

    return page_text(width)
