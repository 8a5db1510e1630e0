"""OSC sequences: the terminal's title, progress and notifications."""

from __future__ import annotations

from ..sanitize import printable

_START, _END = "\x1b]", "\x1b\\"


def osc(command: str, text: str = "") -> str:
    """Return an OSC sequence of a fixed command, such as "2;", and an untrusted text.

    Nothing in the text can end the sequence or start a parameter: control characters are
    replaced, and semicolons become commas.
    """
    return f"{_START}{command}{printable(text).replace(';', ',')}{_END}"


def notification_text(text: str) -> str:
    """Return the text of a notification, which starts with a fixed word.

    Some terminals run a notification that starts with a number as a command.
    """
    return f"Retrowalk: {text}"
