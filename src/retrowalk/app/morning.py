"""Whether to ask about pain on the morning after a walk of the programme."""

from __future__ import annotations

from datetime import date

from ..errors import FileError
from .context import App

PENDING_FILE = "morning-question"
"""Stores the day of a programme walk until the question about the next morning is asked."""


def expect_morning(app: App) -> None:
    """Remember to ask about the morning after today. Write errors are ignored."""
    from ..files import PRIVATE, make_private_folder, write_file

    try:
        make_private_folder(app.data_folder)
        text = f"{app.today.isoformat()}\n"
        write_file(app.data_folder / PENDING_FILE, text, force=True, mode=PRIVATE)
    except (OSError, FileError):
        pass


def forget_morning(app: App) -> None:
    """Stop asking about the morning after the last walk."""
    try:
        (app.data_folder / PENDING_FILE).unlink(missing_ok=True)
    except OSError:
        pass


def pending_morning(app: App) -> date | None:
    """Return the day of the last walk if its next morning was not asked about yet, or None."""
    from ..files import read_limited

    try:
        text = read_limited(app.data_folder / PENDING_FILE, 64).decode("ascii")
        day = date.fromisoformat(text.strip())
    except (OSError, FileError, ValueError):
        return None
    return day if day < app.today else None
