"""Texts of help pages: examples, sentences and wrapped lines."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path


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


def wrap_lines(text: str) -> str:
    """Return text wrapped to the terminal's width, with continuation lines indented."""
    import shutil
    import textwrap

    width = shutil.get_terminal_size().columns
    lines = []
    for line in text.splitlines():
        lead = line[: len(line) - len(line.lstrip("# "))]
        indent = lead if "#" in lead else f"{lead}  "
        lines += textwrap.wrap(line, width, subsequent_indent=indent, break_long_words=False) or [
            ""
        ]
    return "".join(f"{line}\n" for line in lines)
