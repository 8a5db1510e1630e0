"""A frame as peripheral vision sees it: a picture of 16 by 9 colours.

    python -m tests.screen.blur

prints the smallest distances between states at each size, in each theme.
"""

from functools import cache
from itertools import combinations

import numpy
from rich.color import Color, ColorSystem
from rich.style import Style

from retrowalk.screen.glyphs import UNICODE
from retrowalk.screen.theme import Theme, theme_for
from retrowalk.terminal.lines import Line
from retrowalk.terminal.painter import cells
from tests.screen.states import SIZES, STATES, frame, runner, view
from tests.screen.xterm import XTERM

RGB = tuple[float, float, float]
ACROSS, DOWN = 16, 9
DARK: tuple[RGB, RGB] = ((230, 230, 230), (16, 20, 24))
LIGHT: tuple[RGB, RGB] = ((27, 31, 36), (255, 255, 255))
HALVES = {"█": (1.0, 1.0), "▀": (1.0, 0.0), "▄": (0.0, 1.0), " ": (0.0, 0.0), "": (0.0, 0.0)}
SHADES = {"░": 0.25, "▒": 0.5, "▓": 0.75}
FIRST = view("intervals", 350)
"""Ten seconds before a change, when the announcement begins."""
OTHER_SIZES = ((132, 43), (79, 23), (40, 12), (120, 12), (24, 6))
TEXT = 0.2
"""The fraction of a cell that a letter covers."""
THEMES: dict[str, tuple[Theme, tuple[RGB, RGB]]] = {
    "default": (theme_for("default"), DARK),
    "light": (theme_for("light"), LIGHT),
    "high-contrast": (theme_for("high-contrast"), DARK),
    "mono": (theme_for("mono"), DARK),
    "mono on white": (theme_for("mono"), LIGHT),
    "16 colours": (theme_for("default", ColorSystem.STANDARD), DARK),
    "16 colours, light": (theme_for("light", ColorSystem.STANDARD), LIGHT),
}


def rgb(colour: Color | None, default: RGB) -> RGB:
    if colour is None or colour.is_default:
        return default
    return XTERM.get(colour.name) or colour.get_truecolor()


def mixed(over: RGB, under: RGB, part: float) -> RGB:
    return tuple(part * a + (1 - part) * b for a, b in zip(over, under, strict=True))  # type: ignore[return-value]


@cache
def halves(character: str, style: Style, ground: tuple[RGB, RGB]) -> tuple[RGB, RGB]:
    """Return the colours of a cell's upper and lower half."""
    ink, paper = rgb(style.color, ground[0]), rgb(style.bgcolor, ground[1])
    if style.dim:
        ink = mixed(ink, paper, 0.6)
    if style.reverse:
        ink, paper = paper, ink
    upper, lower = HALVES.get(character) or (SHADES.get(character, TEXT),) * 2
    return mixed(ink, paper, upper), mixed(ink, paper, lower)


def picture(lines: list[Line], width: int, ground: tuple[RGB, RGB]) -> numpy.ndarray:
    """Return the colours of the picture, of the shape (DOWN, ACROSS, 3)."""
    drawn = numpy.full((len(lines), 2, width, 3), ground[1], float)
    for row, line in zip(drawn, lines, strict=True):
        for column, cell in enumerate(cells(line)):
            row[:, column] = halves(*cell, ground)
    half_rows = drawn.reshape(-1, width, 3)
    down, across = shares(len(half_rows), DOWN), shares(width, ACROSS)
    return numpy.einsum("dr,rwc,aw->dac", down, half_rows, across, optimize=True)


@cache
def shares(count: int, parts: int) -> numpy.ndarray:
    """Return how much of each of equal `parts` each of `count` cells covers: (parts, count)."""
    edges = numpy.arange(parts + 1) * count / parts
    first, last = numpy.arange(count), numpy.arange(count) + 1
    start, end = edges[:-1, None], edges[1:, None]
    covered = numpy.minimum(end, last) - numpy.maximum(start, first)
    return numpy.clip(covered, 0, None) * parts / count


def distance(one: numpy.ndarray, other: numpy.ndarray) -> float:
    """Return the mean distance between the colours of two pictures, from 0 to 441."""
    return float(numpy.linalg.norm(one - other, axis=2).mean())


def distances(theme: str, size: tuple[int, int]) -> list[tuple[float, str, str]]:
    """Return each pair of states with its distance, the smallest first."""
    style, ground = THEMES[theme]
    shown = {name: frame(name, size, UNICODE, style) for name in STATES}
    shown["first announcement"] = runner(FIRST)(style).lines(*size, UNICODE)
    seen = {name: picture(lines, size[0], ground) for name, lines in shown.items()}
    return sorted((distance(seen[a], seen[b]), a, b) for a, b in combinations(seen, 2))


def main() -> None:
    for theme in THEMES:
        for size in (*SIZES, *OTHER_SIZES):
            apart = [f"{d:.0f} {a}/{b}" for d, a, b in distances(theme, size)[:4]]
            print(f"{theme:<18} {size[0]}x{size[1]:<4}", "; ".join(apart))


if __name__ == "__main__":
    main()
