"""Large digits: a font of 5 by 7 pixels, drawn as large as there is room."""

from __future__ import annotations

from .look import Glyphs

ROWS = 7
_FONT: dict[str, tuple[str, ...]] = {
    "0": (".###.", "#...#", "#...#", "#...#", "#...#", "#...#", ".###."),
    "1": ("..#..", ".##..", "..#..", "..#..", "..#..", "..#..", ".###."),
    "2": (".###.", "#...#", "....#", "..##.", ".#...", "#....", "#####"),
    "3": (".###.", "#...#", "....#", "..##.", "....#", "#...#", ".###."),
    "4": ("...#.", "..##.", ".#.#.", "#..#.", "#####", "...#.", "...#."),
    "5": ("#####", "#....", "####.", "....#", "....#", "#...#", ".###."),
    "6": (".###.", "#....", "#....", "####.", "#...#", "#...#", ".###."),
    "7": ("#####", "....#", "...#.", "..#..", "..#..", ".#...", ".#..."),
    "8": (".###.", "#...#", "#...#", ".###.", "#...#", "#...#", ".###."),
    "9": (".###.", "#...#", "#...#", ".####", "....#", "....#", ".###."),
    ":": ("..", "##", "##", "..", "##", "##", ".."),
}
_SLIMMEST, _WIDEST = 0.6, 1.4
"""Pixel widths against heights between which a digit still looks like one."""


def draw(text: str, width: int, height: int, glyphs: Glyphs) -> list[str]:
    """The text in digits as large as fit in width x height cells; none where none fit."""
    size = _size(text, width, height, 2 if glyphs.halves else 1)
    if size is None:
        return []
    across, down = size
    pixels = [_pixel_row(text, row, across) for row in range(ROWS) for _ in range(down)]
    if not glyphs.halves:
        return [line.replace("#", glyphs.full) for line in pixels]
    if len(pixels) % 2:
        pixels.append(" " * len(pixels[0]))
    return [_halve(pixels[n], pixels[n + 1], glyphs) for n in range(0, len(pixels), 2)]


def _size(text: str, width: int, height: int, per_cell: int) -> tuple[int, int] | None:
    """The largest pixel (cells across, half cells down) with which the text fits."""
    columns = sum(len(_FONT[c][0]) for c in text) + len(text) - 1
    across, down = width // columns, height * per_cell // ROWS
    if across < 1 or down < 1:
        return None
    square = 1 if per_cell == 2 else 2  # cells are about twice as high as wide
    across = min(across, max(1, int(down * square * _WIDEST)))
    return across, min(down, max(1, int(across / square / _SLIMMEST)))


def _pixel_row(text: str, row: int, across: int) -> str:
    """A row of pixels, each `across` characters wide: # and space."""
    line = ".".join(_FONT[character][row] for character in text)
    return "".join(("#" if pixel == "#" else " ") * across for pixel in line)


def _halve(upper: str, lower: str, glyphs: Glyphs) -> str:
    """Two rows of pixels in one row of cells."""
    shapes = {"##": glyphs.full, "# ": glyphs.upper, " #": glyphs.lower, "  ": " "}
    return "".join(shapes[pair[0] + pair[1]] for pair in zip(upper, lower, strict=True))
