"""TODO."""

from __future__ import annotations

from pathlib import Path

from .context import App

MARK = "safety-page-shown"


LEAD_IN = 20
"""Seconds before the first session ever: time to read."""


READABLE = 5.0
"""Seconds for which the page has to stand on the screen to count as shown there."""


def is_new(app: App) -> bool:
    """Whether nobody has been shown the page yet."""
    return not _mark(app).exists()


def note_shown(app: App) -> None:
    """Remember that the page was shown; where that cannot be it is shown again next time."""
    try:
        _mark(app).parent.mkdir(parents=True, exist_ok=True)
        _mark(app).touch()
    except OSError:
        pass


def page_for_screen(width: int, height: int) -> str:
    """The page for a window; empty where it does not fit."""
    page = _text(width)
    return page if len(page.splitlines()) <= height - 2 else ""


def tell(app: App) -> None:
    """The page on stderr."""
    app.message(_text(_width(app)) + "\n", "")


def _mark(app: App) -> Path:
    return app.data_folder / MARK


def _text(width: int) -> str:
    from ..cues.safety_text import page_text

    return page_text(width)


def _width(app: App) -> int:
    from ..terminal.modes import FullScreen

    return max(40, min(100, FullScreen(app.stdout).size()[0]))
