"""Desktop notifications."""

from __future__ import annotations

import subprocess
import sys

from ..programs import find_program
from ..sanitize import printable


def notify(title: str, message: str) -> None:
    """Show a desktop notification, if this system has a program for that."""
    title, message = printable(title), printable(message)
    name, *arguments = _desktop(title, message)
    if program := find_program(name):
        try:
            subprocess.Popen(  # noqa: S603 - a known program, and no shell
                [program, *arguments],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
            )
        except OSError:  # a notification is optional
            pass


def _desktop(title: str, message: str) -> list[str]:
    """Return the command that shows a notification on this system."""
    if sys.platform == "darwin":
        script = "on run a\ndisplay notification (item 2 of a) with title (item 1 of a)\nend run"
        return ["osascript", "-e", script, title, message]
    if sys.platform == "win32":
        return ["msg", "*", "/time:10", f"{title}: {message}"]
    return ["notify-send", "--app-name=retrowalk", "--", title, message]
