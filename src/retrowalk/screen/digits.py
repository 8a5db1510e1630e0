"""Digits, drawn as large as there is room, and the signs beside them.

Everything is drawn in square pixels: half a cell if there are characters for half cells, else two
cells.
"""

from __future__ import annotations

from typing import NamedTuple

from ..core.session import Direction
from .glyphs import Glyphs

_BARS = {
    "0": "abcdef",
    "1": "",
    "2": "abged",
    "3": "abgcd",
    "4": "fgbc",
    "5": "afgcd",
    "6": "afgedc",
    "7": "abc",
    "8": "abcdefg",
    "9": "abcdfg",
}
"""The bars of each digit: a top, b upper right, c lower right, d bottom, e lower left, f upper
left, g middle. The digit 1 has a shape of its own."""
WIDE, NARROW = 0.62, 0.48
"""Widths of a digit as fractions of its height: the usual one, and one for less room."""
SMALLEST, LARGEST = 5, 120
"""Heights in pixels."""


class Shape(NamedTuple):
    """Sizes in pixels: digit, bars, colon, and space between characters."""

    width: int
    height: int
    bar: int
    colon: int
    gap: int

    def width_of(self, text: str) -> int:
        """Return the width of a text."""
        colons = text.count(":")
        digits = len(text) - colons
        return digits * self.width + colons * self.colon + (len(text) - 1) * self.gap


def _shape(height: int, part: float = WIDE) -> Shape:
    """Return a shape of that height; its width is `part` of the height, its bars a sixth."""
    bar = max(1, round(height * part / 4))
    width = max(3, round(height * part))
    return Shape(width, height, bar, bar, max(1, round(bar * 0.8)))


def fit(
    text: str, width: int, height: int, glyphs: Glyphs, *, arrow: bool = False, clear: int = 0
) -> Shape | None:
    """Return the largest shape in which the text fits into width x height cells, or None.

    With `arrow`, an arrow of the digits' height and four cells must fit beside it. `clear` is the
    number of pixels that stay empty above.
    """
    across, down = (width, height * 2 - clear) if glyphs.halves else (width // 2, height)
    for size in range(min(down, LARGEST), SMALLEST - 1, -1):
        for part in (WIDE,) if arrow else (WIDE, NARROW):
            shape = _shape(size, part)
            if shape.width_of(text) + (size + 5 if arrow else 0) <= across:
                return shape
    return None


def draw(text: str, shape: Shape, glyphs: Glyphs) -> list[str]:
    """Return the text in digits of that shape, as rows of cells."""
    columns: list[list[str]] = [[] for _ in range(shape.height)]
    for index, character in enumerate(text):
        rows = _colon(shape) if character == ":" else _digit(character, shape)
        for column, row in zip(columns, rows, strict=True):
            column.append(" " * shape.gap * (index > 0) + row)
    return in_cells(["".join(column) for column in columns], glyphs)


def in_cells(pixels: list[str], glyphs: Glyphs) -> list[str]:
    """Return rows of pixels, # and space, as rows of cells."""
    if not glyphs.halves:
        return ["".join(glyphs.full * 2 if p == "#" else "  " for p in row) for row in pixels]
    if len(pixels) % 2:
        pixels = [" " * len(pixels[0]), *pixels]
    shapes = {"##": glyphs.full, "# ": glyphs.upper, " #": glyphs.lower, "  ": " "}
    return [
        "".join(shapes[upper + lower] for upper, lower in zip(*pair, strict=True))
        for pair in zip(pixels[::2], pixels[1::2], strict=True)
    ]


def _digit(digit: str, shape: Shape) -> list[str]:
    width, height, bar = shape.width, shape.height, shape.bar
    if digit == "1":
        return _one(shape)
    grid = [[" "] * width for _ in range(height)]
    middle = (height - bar) // 2
    right, low = width - bar, height - bar
    boxes = {
        "a": (0, 0, width, bar),
        "g": (0, middle, width, bar),
        "d": (0, low, width, bar),
        "f": (0, 0, bar, middle + bar),
        "b": (right, 0, bar, middle + bar),
        "e": (0, middle, bar, height - middle),
        "c": (right, middle, bar, height - middle),
    }
    for name in _BARS[digit]:
        left, top, across, down = boxes[name]
        for row in grid[top : top + down]:
            row[left : left + across] = "#" * across
    _round(grid, digit, shape)
    return ["".join(row) for row in grid]


def _round(grid: list[list[str]], digit: str, shape: Shape) -> None:
    """Round the corners at which two bars meet."""
    bars = _BARS[digit]
    radius = (shape.bar + 1) // 2 if shape.height > 6 else 0
    corners = [("af", 0, 0), ("ab", 0, -1), ("de", -1, 0), ("cd", -1, -1)]
    for pair, row, column in corners:
        if not all(bar in bars for bar in pair):
            continue
        for n in range(radius):
            for m in range(radius - n):
                y, x = (n if row == 0 else -1 - n), (m if column == 0 else -1 - m)
                grid[y][x] = " "


def _one(shape: Shape) -> list[str]:
    """Return the digit 1: a stem with a flag and a foot."""
    width, height, bar = shape.width, shape.height, shape.bar
    left = (width - bar) // 2
    rows = []
    for y in range(height - bar):
        flag = [x for x in range(max(0, left - bar), left) if left <= x + y < left + bar]
        row = "".join("#" if x in flag or left <= x < left + bar else " " for x in range(width))
        rows.append(row)
    return rows + ["#" * width] * bar


def _colon(shape: Shape) -> list[str]:
    """Return a colon."""
    bar, height = shape.bar, shape.height
    dots = {round(height * part) + n for part in (0.25, 0.62) for n in range(bar)}
    return ["#" * bar if y in dots else " " * bar for y in range(height)]


def arrow(
    direction: Direction, height: int, glyphs: Glyphs, *, outlined: bool = False
) -> list[str]:
    """Return a triangle up or down, or a square, as rows of cells; `outlined` leaves it hollow."""
    pixels = _square(height) if direction is Direction.STAND else _triangle(height)
    if direction is Direction.BACKWARD:
        pixels.reverse()
    if outlined:
        pixels = _outline(pixels, max(1, height // 10))
    return in_cells(pixels, glyphs)


def pause_sign(height: int, glyphs: Glyphs) -> list[str]:
    """Return two upright bars as rows of cells."""
    bar = max(1, round(height * 0.26))
    row = "#" * bar + " " * max(1, round(height * 0.22)) + "#" * bar
    edge = round(height * 0.08)
    return in_cells(
        [" " * len(row)] * edge + [row] * (height - 2 * edge) + [" " * len(row)] * edge, glyphs
    )


def _square(size: int) -> list[str]:
    side = max(2, round(size * 0.6))
    before = (size - side) // 2
    rows = [" " * side] * before + ["#" * side] * side
    return rows + [" " * side] * (size - len(rows))


def _triangle(size: int) -> list[str]:
    """Return a triangle that points up, a little lower than the digits."""
    width = size | 1
    tall = max(1, round(size * 0.85))
    rows = [("#" * max(1, round(width * (y + 1) / tall) | 1)).center(width) for y in range(tall)]
    before = (size - tall) // 2
    rows = [" " * width] * before + [row[:width] for row in rows]
    return rows + [" " * width] * (size - len(rows))


def _outline(pixels: list[str], line: int) -> list[str]:
    """Return the shape without its inside, the pixels further than `line` from its edge."""
    blank = " " * (len(pixels[0]) + 2 * line)
    padded = [blank] * line + [f"{' ' * line}{row}{' ' * line}" for row in pixels] + [blank] * line

    def inside(x: int, y: int) -> bool:
        square = (padded[y + dy][x : x + 2 * line + 1] for dy in range(2 * line + 1))
        return all(" " not in row for row in square)

    return [
        "".join(" " if inside(x, y) else pixel for x, pixel in enumerate(row))
        for y, row in enumerate(pixels)
    ]
