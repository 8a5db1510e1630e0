"""Explain in plain words why a text is not YAML, or not a session file."""

from __future__ import annotations

import re
from typing import Any

from .diagnostics import Diagnostic, Position
from .lookalikes import lookalike

EXAMPLE_HINT = "'retrowalk new NAME' writes an example to start from"
MARKUP = "this is XML or HTML, not a session file"
OTHER_PROGRAMS = frozenset(
    (
        *("blocks", "circuits", "entries", "exercises", "intervals", "items", "laps", "phases"),
        *("program", "routine", "segments", "sets", "stages", "timers", "workout", "workouts"),
    )
)
"""Keys of other timers' files that hold what is called steps here."""

_SURROGATES = r"\\u[dD][89abAB][0-9a-fA-F]{2}"


def yaml_problem(content: str, position: Position, problem: str) -> Diagnostic:
    """Return an explanation of PyYAML's `problem` at a position."""
    if content.lstrip().startswith("<"):
        return Diagnostic(Position(1, 1), MARKUP, EXAMPLE_HINT)
    rows = content.splitlines()
    row = rows[position.line - 1] if position.line <= len(rows) else ""
    before, character = row[: position.column - 1], row[position.column - 1 : position.column]
    message, hint = f"not valid YAML: {problem}", ""
    if character == "\t" or "\t" in before[: len(before) - len(before.lstrip())]:
        message, hint = "a tab is not allowed here", "use spaces to indent"
    elif re.search(_SURROGATES, row):
        message, hint = "this escape is half of a surrogate pair", "write the character itself"
    elif "mapping values are not allowed" in problem:
        above = rows[position.line - 2] if 1 < position.line <= len(rows) + 1 else ""
        message, hint = _misplaced_colon(before, above)
    elif "cannot start any token" in problem:
        message, hint = f"unquoted text cannot begin with {character!r}", "put the text in quotes"
    elif "while scanning a quoted scalar" in problem:
        message, hint = "this quote is never closed", "write the same quote at the end of the text"
    elif quote := re.search(r"""[:-]\s+(["']).*\1\s*$""", before):
        message = "the quoted text ends before this"
        hint = f"write {_INNER_QUOTES[quote[1]]}"
    elif "block" in problem or "expected key" in problem:
        message = "this does not fit the lines above"
        hint = "line up the keys of one step, and the hyphens of one list"
    return Diagnostic(position, message, hint)


_INNER_QUOTES = {
    "'": "an apostrophe inside single quotes twice: 'it''s'",
    '"': 'a quote inside double quotes with a backslash: \\"',
}


def _misplaced_colon(before: str, above: str) -> tuple[str, str]:
    """Return a message and a hint; `before` is the line up to the colon, `above` the line above."""
    if ":" in before:
        key = before.split(":", maxsplit=1)[0].strip(" -")
        return "a colon inside unquoted text", f'put the text in quotes: {key}: "…"'
    if odd := lookalike(above):
        return "this does not fit the line above", f"there, {odd}"
    return "this key is indented too far", "line it up with the key above"


def not_a_session(data: Any) -> tuple[str, str] | None:
    """Return a message and a hint if the data cannot be a session, otherwise None."""
    if isinstance(data, list):
        return (
            "a session file must not be a bare list",
            "write 'steps:' above it and indent the list",
        )
    if isinstance(data, str) and data.startswith("<"):
        return MARKUP, EXAMPLE_HINT
    if not isinstance(data, dict):
        return "a session file must be a mapping with 'steps'", EXAMPLE_HINT
    if "steps" in data:
        return None
    if "schema" in data and "segments" in data:
        return (
            "this is a plan, not a session file",
            "'retrowalk convert SESSION --to json' writes a session file",
        )
    for key, value in data.items():
        if key.lower() in OTHER_PROGRAMS and isinstance(value, (list, dict)):
            return (
                f"'steps' is missing, and {key!r} looks like another program's file",
                EXAMPLE_HINT,
            )
    return None
