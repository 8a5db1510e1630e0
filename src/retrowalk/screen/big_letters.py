"""Words in large letters, in two pixel fonts: 5 by 7, and 3 by 5 for low bands."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from .digits import in_cells
from .glyphs import Glyphs

Font = Mapping[str, tuple[str, ...]]

# Each glyph's rows from top to bottom, '#' for a pixel.
_TALL: Font = {
    letter: tuple(rows.split())
    for letter, rows in {
        "A": ".###. #...# #...# ##### #...# #...# #...#",
        "B": "####. #...# #...# ####. #...# #...# ####.",
        "C": ".#### #.... #.... #.... #.... #.... .####",
        "D": "####. #...# #...# #...# #...# #...# ####.",
        "E": "##### #.... #.... ####. #.... #.... #####",
        "F": "##### #.... #.... ####. #.... #.... #....",
        "G": ".#### #.... #.... #..## #...# #...# .####",
        "H": "#...# #...# #...# ##### #...# #...# #...#",
        "I": "### .#. .#. .#. .#. .#. ###",
        "J": "..### ...#. ...#. ...#. ...#. #..#. .##..",
        "K": "#...# #..#. #.#.. ##... #.#.. #..#. #...#",
        "L": "#.... #.... #.... #.... #.... #.... #####",
        "M": "#...# ##.## #.#.# #.#.# #...# #...# #...#",
        "N": "#...# ##..# ##..# #.#.# #..## #..## #...#",
        "O": ".###. #...# #...# #...# #...# #...# .###.",
        "P": "####. #...# #...# ####. #.... #.... #....",
        "Q": ".###. #...# #...# #...# #.#.# #..#. .##.#",
        "R": "####. #...# #...# ####. #.#.. #..#. #...#",
        "S": ".#### #.... #.... .###. ....# ....# ####.",
        "T": "##### ..#.. ..#.. ..#.. ..#.. ..#.. ..#..",
        "U": "#...# #...# #...# #...# #...# #...# .###.",
        "V": "#...# #...# #...# #...# .#.#. .#.#. ..#..",
        "W": "#...# #...# #...# #.#.# #.#.# ##.## #...#",
        "X": "#...# #...# .#.#. ..#.. .#.#. #...# #...#",
        "Y": "#...# #...# .#.#. ..#.. ..#.. ..#.. ..#..",
        "Z": "##### ....# ...#. ..#.. .#... #.... #####",
        "0": ".###. #...# #...# #...# #...# #...# .###.",
        "1": "..#.. .##.. ..#.. ..#.. ..#.. ..#.. .###.",
        "2": ".###. #...# ....# ..##. .#... #.... #####",
        "3": ".###. #...# ....# ..##. ....# #...# .###.",
        "4": "...#. ..##. .#.#. #..#. ##### ...#. ...#.",
        "5": "##### #.... ####. ....# ....# #...# .###.",
        "6": ".###. #.... #.... ####. #...# #...# .###.",
        "7": "##### ....# ...#. ..#.. ..#.. .#... .#...",
        "8": ".###. #...# #...# .###. #...# #...# .###.",
        "9": ".###. #...# #...# .#### ....# ....# .###.",
        ":": ". . # . . # .",
        ",": ".. .. .. .. .. .# #.",
        ".": ". . . . . . #",
        "-": "... ... ... ### ... ... ...",
        "/": "..# ..# .#. .#. .#. #.. #..",
        "'": "# # . . . . .",
        "?": ".###. #...# ....# ..##. ..#.. ..... ..#..",
        " ": ".. .. .. .. .. .. ..",
    }.items()
}
_LOW: Font = {
    letter: tuple(rows.split())
    for letter, rows in {
        "A": "### #.# ### #.# #.#",
        "B": "##. #.# ##. #.# ##.",
        "C": "### #.. #.. #.. ###",
        "D": "##. #.# #.# #.# ##.",
        "E": "### #.. ##. #.. ###",
        "F": "### #.. ##. #.. #..",
        "G": "#### #... #.## #..# ####",
        "H": "#.# #.# ### #.# #.#",
        "I": "### .#. .#. .#. ###",
        "J": "..# ..# ..# #.# ###",
        "K": "#..# #.#. ##.. #.#. #..#",
        "L": "#.. #.. #.. #.. ###",
        "M": "#...# ##.## #.#.# #...# #...#",
        "N": "#..# ##.# #.## #..# #..#",
        "O": "### #.# #.# #.# ###",
        "P": "### #.# ### #.. #..",
        "Q": "#### #..# #..# #.## ####",
        "R": "### #.# ##. #.# #.#",
        "S": "### #.. ### ..# ###",
        "T": "### .#. .#. .#. .#.",
        "U": "#.# #.# #.# #.# ###",
        "V": "#.# #.# #.# #.# .#.",
        "W": "#...# #...# #.#.# ##.## #...#",
        "X": "#.# #.# .#. #.# #.#",
        "Y": "#.# #.# .#. .#. .#.",
        "Z": "### ..# .#. #.. ###",
        "0": "### #.# #.# #.# ###",
        "1": "##. .#. .#. .#. ###",
        "2": "### ..# ### #.. ###",
        "3": "### ..# ### ..# ###",
        "4": "#.# #.# ### ..# ..#",
        "5": "### #.. ### ..# ###",
        "6": "### #.. ### #.# ###",
        "7": "### ..# ..# .#. .#.",
        "8": "### #.# ### #.# ###",
        "9": "### #.# ### ..# ###",
        ":": ". # . # .",
        ",": ".. .. .. .# #.",
        ".": ". . . . #",
        "-": "... ... ### ... ...",
        "/": "..# ..# .#. #.. #..",
        "'": "# # . . .",
        "?": "### ..# .#. ... .#.",
        " ": "... ... ... ... ...",
    }.items()
}
FONTS = (_TALL, _LOW)


def draw(word: str, width: int, height: int, glyphs: Glyphs) -> list[str]:
    """Return the word as rows of cells, as large as possible; [] if it cannot be drawn."""
    pixels = max((_fitted(word, width, height, glyphs, font) for font in FONTS), key=len)
    if len(pixels) % 2:
        pixels.append(" " * len(pixels[0]))
    return in_cells(pixels, glyphs) if pixels else []


def first_drawn(forms: Iterable[str], width: int, height: int, glyphs: Glyphs) -> list[str]:
    """Return the first of the forms that fits, drawn; [] if none does."""
    return next((rows for form in forms if (rows := draw(form, width, height, glyphs))), [])


def _fitted(word: str, width: int, height: int, glyphs: Glyphs, font: Font) -> list[str]:
    """Return the word's pixels at the largest whole scale that fits; [] if none does."""
    if not word or not font.keys() >= set(word):
        return []
    columns = sum(len(font[letter][0]) for letter in word) + len(word) - 1
    rows = len(font[" "])
    across, down = (width, height * 2) if glyphs.halves else (width // 2, height)
    scale = min(across // columns, down // rows)
    return [_row(word, font, row, scale) for row in range(rows) for _ in range(scale)]


def _row(word: str, font: Font, row: int, scale: int) -> str:
    line = ".".join(font[letter][row] for letter in word).replace(".", " ")
    return "".join(pixel * scale for pixel in line)
