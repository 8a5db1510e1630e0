"""Puts frames on a terminal, writing only what has changed since the last one."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from functools import cache
from typing import TextIO

from rich.cells import cell_len
from rich.color import ColorSystem
from rich.style import Style

from .lines import Line

Cell = tuple[str, Style]
BEGIN, END = "\x1b[?2026h", "\x1b[?2026l"
"""Around a frame: the terminal shows it when it is whole."""
HOLDING = (
    *("xterm", "tmux", "screen", "alacritty", "kitty", "foot", "contour", "rxvt", "konsole"),
    *("ghostty", "wezterm", "vte", "mintty", "st-", "iterm"),
)
"""What the names of terminals begin with that hold a frame back, or pass over the wish."""
_BLANK: Cell = (" ", Style.null())
STEP = 6
"""Cells that stay and yet are cheaper written again than leapt over."""


def holds_frames(environment: Mapping[str, str] = os.environ) -> bool:
    """Whether a terminal of this environment can be asked to show frames whole."""
    return environment.get("TERM", "").startswith(HOLDING)


class Painter:
    """Remembers what stands on the screen. Lines must already fit the window."""

    def __init__(self, out: TextIO, colours: ColorSystem | None, *, whole: bool = False) -> None:
        self._out = out
        self._colours = colours or ColorSystem.STANDARD  # without colours: bold and reverse
        self._shown: list[Line] = []
        self._begin, self._end = (BEGIN, END) if whole else ("", "")

    def forget(self) -> None:
        """Take the screen for unknown: the next frame is painted whole."""
        self._shown = []

    def paint(self, frame: list[Line]) -> None:
        """Make the screen show the frame, in one piece."""
        anew = len(frame) != len(self._shown)
        parts = ["\x1b[2J"] if anew else []
        for row, line in enumerate(frame, 1):
            before = [] if anew else self._shown[row - 1]
            if line != before:
                parts += self._change(row, cells(before), cells(line))
        if parts:
            self._out.write("".join([self._begin, *parts, self._end]))
            self._out.flush()
        self._shown = frame

    def _change(self, row: int, before: list[Cell], after: list[Cell]) -> Iterator[str]:
        """What turns one line into the other: the stretches between the cells that stay."""
        for start, end in _stretches(before, after):
            yield f"\x1b[{row};{start + 1}H{styled(after[start:end], self._colours)}"
        if len(after) < len(before):
            yield f"\x1b[{row};{len(after) + 1}H\x1b[K"


def _stretches(before: list[Cell], after: list[Cell]) -> Iterator[tuple[int, int]]:
    """The (start, end) of what differs; short pieces that stay are taken in."""
    start = end = -1
    for place, cell in enumerate(after):
        if place < len(before) and before[place] == cell:
            continue
        if start < 0:
            start = place
        elif place - end > STEP:
            yield start, end
            start = place
        end = place + 1
    if start >= 0:
        yield start, end


def styled(run: list[Cell], colours: ColorSystem) -> str:
    """Cells as a terminal takes them; ends without a style."""
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
    """What switches a style on."""
    return style.render("#", color_system=colours).split("#")[0] if style else ""


def cells(line: Line) -> list[Cell]:
    """The line cell by cell, a wide character followed by an empty one; no blanks at its end."""
    found: list[Cell] = []
    for content, style in line:
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
