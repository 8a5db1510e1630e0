"""Paint frames on a terminal, writing only what has changed since the last one."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from functools import cache
from typing import TextIO

from rich.cells import cell_len
from rich.color import ColorSystem
from rich.style import Style

from .lines import PLAIN, Line

Cell = tuple[str, Style]
BEGIN, END = "\x1b[?2026h", "\x1b[?2026l"
"""Synchronized output: the terminal shows everything between the two at once."""
SYNCHRONIZED = (
    *("xterm", "tmux", "screen", "alacritty", "kitty", "foot", "contour", "rxvt", "konsole"),
    *("ghostty", "wezterm", "vte", "mintty", "st-", "iterm"),
)
"""Prefixes of TERM for terminals that support synchronized output or ignore the request."""
_BLANK: Cell = (" ", PLAIN)
LONGEST_REWRITE = 6
"""Maximum number of unchanged cells that are cheaper to rewrite than to jump over."""


def synchronizes(environment: Mapping[str, str] = os.environ) -> bool:
    """Return whether this terminal can be asked to show a frame in one piece."""
    return environment.get("TERM", "").startswith(SYNCHRONIZED)


class Painter:
    """Remembers what the screen shows, and writes the differences. Lines must fit the window."""

    def __init__(self, out: TextIO, colours: ColorSystem | None, *, whole: bool = False) -> None:
        self._out = out
        self._colours = colours or ColorSystem.STANDARD  # without colours: bold and reverse
        self._shown: list[Line] = []
        self._begin, self._end = (BEGIN, END) if whole else ("", "")

    def forget(self) -> None:
        """Clear the screen before the next frame."""
        self._shown = []

    def paint(self, frame: list[Line], *, rewrite: bool = False) -> None:
        """Show the frame; with `rewrite` write every line, even if it has not changed."""
        clear = len(frame) != len(self._shown)
        parts = ["\x1b[2J"] if clear else []
        for row, line in enumerate(frame, 1):
            before = [] if clear else self._shown[row - 1]
            if rewrite and not clear:
                parts += _whole_line(row, cells(line), self._colours)
            elif line != before:
                parts += _changes(row, cells(before), cells(line), self._colours)
        if parts:
            self._out.write("".join([self._begin, *parts, self._end]))
            self._out.flush()
        self._shown = frame


def _changes(
    row: int, before: list[Cell], after: list[Cell], colours: ColorSystem
) -> Iterator[str]:
    """Yield the sequences that turn one line into the other."""
    if not (_is_regular(before) and _is_regular(after)):
        yield from _whole_line(row, after, colours)
        return
    for start, end in _changed_ranges(before, after):
        yield f"\x1b[{row};{start + 1}H{styled(after[start:end], colours)}"
    if len(after) < len(before):
        yield f"\x1b[{row};{len(after) + 1}H\x1b[K"


def _whole_line(row: int, line: list[Cell], colours: ColorSystem) -> Iterator[str]:
    """Yield the whole line, placing the cursor again after each character of uncertain width."""
    yield f"\x1b[{row};1H\x1b[K"
    start = 0
    for index, (character, _) in enumerate(line):
        if len(character) != 1:
            yield f"{styled(line[start : index + 1], colours)}\x1b[{row};{index + 2}H"
            start = index + 1
    yield styled(line[start:], colours)


def _is_regular(line: list[Cell]) -> bool:
    """Return whether every terminal agrees on the width: one character in each cell."""
    return all(len(character) == 1 for character, _ in line)


def _changed_ranges(before: list[Cell], after: list[Cell]) -> Iterator[tuple[int, int]]:
    """Yield (start, end) of the cells that differ, joined across short unchanged runs."""
    start = end = -1
    for index, cell in enumerate(after):
        if index < len(before) and before[index] == cell:
            continue
        if start < 0:
            start = index
        elif index - end > LONGEST_REWRITE:
            yield start, end
            start = index
        end = index + 1
    if start >= 0:
        yield start, end


def styled(run: list[Cell], colours: ColorSystem) -> str:
    """Return cells as text with escape sequences; the style is reset at the end."""
    parts, pen = [], ""
    for character, style in run:
        wanted = _pen(style, colours)
        if wanted != pen:
            parts.append(f"\x1b[0m{wanted}" if pen else wanted)
            pen = wanted
        parts.append(character)
    return "".join(parts) + ("\x1b[0m" if pen else "")


@cache
def _pen(style: Style, colours: ColorSystem) -> str:
    """Return the sequence that switches a style on."""
    return style.render("#", color_system=colours).split("#")[0] if style else ""


def cells(line: Line) -> list[Cell]:
    """Return the line cell by cell, without blanks at its end.

    A wide character is followed by an empty cell; a combining one is joined to its base.
    """
    found: list[Cell] = []
    for content, own_style, _ in line:
        style = own_style or PLAIN
        if content.isascii():
            found += [(character, style) for character in content]
            continue
        for character in content:
            size = cell_len(character)
            if size == 0 and found:
                found[-1] = (found[-1][0] + character, found[-1][1])
            else:
                found += [(character, style), ("", style)][:size]
    while found and found[-1] == _BLANK:
        found.pop()
    return found
