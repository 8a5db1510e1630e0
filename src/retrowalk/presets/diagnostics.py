"""Problems in a session file, with their positions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from ..errors import InvalidSession
from ..sanitize import visible
from .lookalikes import lookalike

MOST_SHOWN = 20
"""Maximum number of problems that one message lists."""
LINE_WIDTH = 100
"""Maximum number of characters of a line that a message shows."""


class Position(NamedTuple):
    """A place in a text; line and column count from 1."""

    line: int
    column: int


class Diagnostic(NamedTuple):
    """One problem: where it is, what is wrong, and perhaps how to fix it."""

    position: Position
    message: str
    hint: str = ""


class Text(NamedTuple):
    """The content of a session file, and the name that messages use for it."""

    name: str
    content: str


class Invalid(InvalidSession):
    """All problems of one session file, formatted like a compiler's messages."""

    def __init__(self, text: Text, problems: Iterable[Diagnostic]) -> None:
        self.text = text
        lines = text.content.splitlines()
        self.problems: Sequence[Diagnostic] = sorted(
            {_with_lookalike(lines, problem) for problem in problems},
            key=lambda p: (p.position, p.message),
        )
        super().__init__(_report(text.name, lines, self.problems))


def _with_lookalike(lines: Sequence[str], problem: Diagnostic) -> Diagnostic:
    """Return the problem with a hint about an odd character in its line."""
    if not 0 < problem.position.line <= len(lines):
        return problem
    hint = lookalike(lines[problem.position.line - 1])
    return problem._replace(hint=hint) if hint else problem


def _report(name: str, lines: Sequence[str], problems: Sequence[Diagnostic]) -> str:
    """Return the problems as `name:line:column: message`, each with its line and a caret."""
    shown = [_show(name, lines, problem) for problem in problems[:MOST_SHOWN]]
    if len(problems) > MOST_SHOWN:
        shown.append(f"and {len(problems) - MOST_SHOWN} more")
    return "\n".join(shown)


def _show(name: str, lines: Sequence[str], problem: Diagnostic) -> str:
    (row, column), message, hint = problem
    head = f"{visible(name)}:{row}:{column}: {visible(message)}"
    head += f" ({visible(hint)})" if hint else ""
    if not 0 < row <= len(lines):
        return head
    line = visible(lines[row - 1].replace("\t", " "))
    place = min(column - 1, len(line))
    start = max(0, place - LINE_WIDTH // 2) if len(line) > LINE_WIDTH else 0
    before = "…" if start else ""
    after = "…" if start + LINE_WIDTH < len(line) else ""
    window = line[start : start + LINE_WIDTH]
    return f"{head}\n  {before}{window}{after}\n  {' ' * (len(before) + place - start)}^"
