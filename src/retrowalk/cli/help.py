"""Texts of help pages: examples, sentences and wrapped lines."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

DEFAULT_COLUMNS = 80


def examples(*lines: str) -> str:
    """Return an epilog that lists examples, one per line."""
    return "\n".join(["\b", "Examples:", *(f"  {line}" for line in lines)])


def preset_examples(name: str, defaults: Mapping[str, str]) -> str:
    """Return the epilog of a preset's command; `defaults` maps its options to their values."""
    flags = " ".join(f"--{option} {value}" for option, value in list(defaults.items())[:2])
    return examples(
        f"retrowalk {name}",
        *([f"retrowalk {name} {flags}"] if flags else []),
        f"retrowalk {name} --inline --reduced-motion",
        f"retrowalk plan {name}",
    )


def sentence(text: str) -> str:
    """Return text that starts with a capital letter and ends with a full stop."""
    if not text:
        return ""
    return f"{text[0].upper()}{text[1:]}{'' if text.endswith(('.', '!', '?')) else '.'}"


def shell_word(path: Path) -> str:
    """Return a path as it can be typed after a command: not an option, quoted if necessary."""
    import shlex

    word = f"./{path}" if str(path).startswith("-") else str(path)
    return shlex.quote(word)


def terminal_columns() -> int:
    """Return the width of the terminal: COLUMNS if set, else that of standard output, else 80.

    This is what `shutil.get_terminal_size` returns, whose import would delay help by 3 %.
    """
    columns = os.environ.get("COLUMNS", "")
    if columns.isdecimal() and int(columns):
        return int(columns)
    try:
        return os.get_terminal_size(sys.__stdout__.fileno()).columns or DEFAULT_COLUMNS  # type: ignore[union-attr]
    except (AttributeError, OSError, ValueError):  # closed, or not a terminal
        return DEFAULT_COLUMNS


def help_width() -> int:
    """Return the width of help, as click chooses it: 50 to 78 columns."""
    return max(min(terminal_columns(), DEFAULT_COLUMNS) - 2, 50)


def wrap_lines(text: str) -> str:
    """Return text wrapped to the terminal's width, with continuation lines indented."""
    import textwrap

    width = terminal_columns()
    lines = []
    for line in text.splitlines():
        lead = line[: len(line) - len(line.lstrip("# "))]
        indent = lead if "#" in lead else f"{lead}  "
        lines += textwrap.wrap(line, width, subsequent_indent=indent, break_long_words=False) or [
            ""
        ]
    return "".join(f"{line}\n" for line in lines)
