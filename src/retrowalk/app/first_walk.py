"""The first walk ever: a longer lead-in, and a page about safety."""

from __future__ import annotations

from pathlib import Path

from ..files import PRIVATE, make_private_folder
from ..terminal.modes import FullScreen
from .context import App
from .options import WalkOptions

FIRST_LEAD_IN = 20
"""Seconds before the first walk: time to read the page."""
READABLE = 5.0
"""Seconds of real time for which the page has to be on the screen."""


def lead_in_seconds(app: App, options: WalkOptions) -> int:
    """Return the lead-in: as given, else as set, and longer before the first walk."""
    if options.lead_in is not None:
        return options.lead_in
    usual: int = app.settings.values["lead-in"]
    if options.rehearse is None and is_first_walk(app):
        return max(usual, FIRST_LEAD_IN)
    return usual


def show_safety_page(app: App, seconds: float, *, full_screen: bool) -> str:
    """Show the safety page once, before the first walk.

    Return it if the screen is to show it for `seconds`, else write it to stderr and return "".
    """
    if not is_first_walk(app):
        return ""
    page = ""
    if full_screen and seconds >= READABLE:
        page = page_for_screen(*FullScreen(app.stdout).size())
    if not page:
        print_safety_page(app)
    remember_page(app)
    return page


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


def page_for_screen(width: int, height: int) -> str:
    """Return the page for a window, or "" if it does not fit."""
    page = _text(width)
    return page if len(page.splitlines()) <= height - 2 else ""


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
