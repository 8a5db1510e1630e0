"""A frame as peripheral vision sees it: a picture of 16 by 9 colours.

    python -m tests.screen.blur

prints the smallest distances between states at each size, in each theme.
"""

import math
from collections.abc import Sequence
from itertools import combinations

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


def halves(character: str, style: Style, ground: tuple[RGB, RGB]) -> tuple[RGB, RGB]:
    """Return the colours of a cell's upper and lower half."""
    ink, paper = rgb(style.color, ground[0]), rgb(style.bgcolor, ground[1])
    if style.dim:
        ink = mixed(ink, paper, 0.6)
    if style.reverse:
        ink, paper = paper, ink
    upper, lower = HALVES.get(character) or (SHADES.get(character, TEXT),) * 2
    return mixed(ink, paper, upper), mixed(ink, paper, lower)


def picture(lines: list[Line], width: int, ground: tuple[RGB, RGB]) -> list[RGB]:
    rows: list[list[RGB]] = []
    for line in lines:
        drawn = [halves(*cell, ground) for cell in cells(line)]
        drawn += [(ground[1], ground[1])] * (width - len(drawn))
        for half in range(2):
            rows.append(averaged([cell[half] for cell in drawn], ACROSS))
    columns = [averaged(column, DOWN) for column in zip(*rows, strict=True)]
    return [colour for column in columns for colour in column]


def averaged(colours: Sequence[RGB], count: int) -> list[RGB]:
    """Return the mean colours of `count` equal parts of a row."""
    found = []
    size = len(colours) / count
    for part in range(count):
        start, end = part * size, (part + 1) * size
        cells_ = range(int(start), min(len(colours), math.ceil(end)))
        weights = [(min(end, n + 1) - max(start, n), colours[n]) for n in cells_]
        found.append(tuple(sum(w * c[k] for w, c in weights) / size for k in range(3)))
    return found  # type: ignore[return-value]


def distance(one: list[RGB], other: list[RGB]) -> float:
    """Return the mean distance between the colours of two pictures, from 0 to 441."""
    apart = (
        sum((a - b) ** 2 for a, b in zip(p, q, strict=True)) ** 0.5
        for p, q in zip(one, other, strict=True)
    )
    return sum(apart) / len(one)


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
