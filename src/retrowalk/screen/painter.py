"""Puts frames on a terminal, writing only what has changed since the last one."""

from __future__ import annotations

from itertools import groupby
from operator import itemgetter
from typing import TextIO

from rich.cells import cell_len
from rich.color import ColorSystem
from rich.style import Style

from .lines import Line

Cell = tuple[str, Style]


class Painter:
    """Remembers what stands on the screen. Lines must already fit the window."""

    def __init__(self, out: TextIO, colours: ColorSystem | None) -> None:
        self._out = out
        self._colours = colours
        self._shown: list[Line] = []

    def forget(self) -> None:
        """Take the screen for unknown: the next frame is painted whole."""
        self._shown = []

    def paint(self, frame: list[Line]) -> None:
        """Make the screen show the frame."""
        whole = len(frame) != len(self._shown)
        parts = ["\x1b[2J"] if whole else []
        for row, line in enumerate(frame, 1):
            before = [] if whole else self._shown[row - 1]
            if line != before:
                parts.append(self._change(row, _cells(before), _cells(line)))
        if parts:
            self._out.write("".join(parts))
            self._out.flush()
        self._shown = frame

    def _change(self, row: int, before: list[Cell], after: list[Cell]) -> str:
        """What turns one line into the other: the stretch between the cells that stay."""
        start = 0
        while start < min(len(before), len(after)) and before[start] == after[start]:
            start += 1
        end = len(after)
        if len(before) == len(after):
            while end > start and before[end - 1] == after[end - 1]:
                end -= 1
        styled = "".join(
            self._styled("".join(character for character, _ in run), style)
            for style, run in groupby(after[start:end], key=itemgetter(1))
        )
        erase = "\x1b[K" if len(after) < len(before) else ""
        return f"\x1b[{row};{start + 1}H{styled}{erase}"

    def _styled(self, content: str, style: Style) -> str:
        return style.render(content, color_system=self._colours) if style else content


def _cells(line: Line) -> list[Cell]:
    """The line cell by cell; a wide character is followed by an empty one."""
    cells: list[Cell] = []
    for content, style in line:
        if content.isascii():
            cells += [(character, style) for character in content]
            continue
        for character in content:
            size = cell_len(character)
            if size == 0 and cells:
                cells[-1] = (cells[-1][0] + character, cells[-1][1])
            else:
                cells += [(character, style), ("", style)][:size]
    return cells
