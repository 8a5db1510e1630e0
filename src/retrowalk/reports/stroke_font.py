"""A small font of strokes, so that pictures hold their own letters.

Each character is a path on a grid: capitals from 0 down to 9, small letters from 3, tails to 12.
"""

from __future__ import annotations

import unicodedata
from typing import NamedTuple

_O = "M3 0Q0 0 0 4.5T3 9T6 4.5T3 0"
_BOWL_LEFT = "M5 6Q5 3 2.5 3T0 6T2.5 9T5 6"
_BOWL_RIGHT = "M0 6Q0 3 2.5 3T5 6T2.5 9T0 6"
_S = "M5.6 1.6Q5 0 3 0Q.3 0 .3 2.2Q.3 4 3 4.4Q6 4.9 6 6.7Q6 9 3 9Q.6 9 0 7.2"
_PATHS: dict[str, tuple[float, str]] = {
    " ": (2.5, ""),
    "A": (6, "M0 9L3 0L6 9M1 6H5"),
    "B": (6, "M0 0V9H3.5Q6 9 6 6.7T3.5 4.4H0M0 0H3.2Q5.5 0 5.5 2.2T3.2 4.4"),
    "C": (6, "M6 2Q5 0 3 0Q0 0 0 4.5T3 9Q5 9 6 7"),
    "D": (6, "M0 0V9H2.5Q6 9 6 4.5T2.5 0Z"),
    "E": (5.5, "M5.5 0H0V9H5.5M0 4.4H4.5"),
    "F": (5.5, "M5.5 0H0V9M0 4.4H4.5"),
    "G": (6, "M6 2Q5 0 3 0Q0 0 0 4.5T3 9Q6 9 6 5H3.5"),
    "H": (6, "M0 0V9M6 0V9M0 4.4H6"),
    "I": (0, "M0 0V9"),
    "J": (4, "M4 0V6.5Q4 9 2 9T0 7"),
    "K": (6, "M0 0V9M6 0L0 5.5M2.2 3.6L6 9"),
    "L": (5, "M0 0V9H5"),
    "M": (7, "M0 9V0L3.5 6L7 0V9"),
    "N": (6, "M0 9V0L6 9V0"),
    "O": (6, _O),
    "P": (6, "M0 9V0H3.5Q6 0 6 2.5T3.5 5H0"),
    "Q": (6, _O + "M3.8 6.5L6 9.5"),
    "R": (6, "M0 9V0H3.5Q6 0 6 2.5T3.5 5H0M3 5L6 9"),
    "S": (6, _S),
    "T": (6, "M0 0H6M3 0V9"),
    "U": (6, "M0 0V6Q0 9 3 9T6 6V0"),
    "V": (6, "M0 0L3 9L6 0"),
    "W": (8, "M0 0L2 9L4 2L6 9L8 0"),
    "X": (6, "M0 0L6 9M6 0L0 9"),
    "Y": (6, "M0 0L3 4.5L6 0M3 4.5V9"),
    "Z": (6, "M0 0H6L0 9H6"),
    "a": (5, "M5 3V9" + _BOWL_LEFT),
    "b": (5, "M0 0V9" + _BOWL_RIGHT),
    "c": (4.6, "M4.6 4Q4 3 2.5 3Q0 3 0 6T2.5 9Q4 9 4.6 8"),
    "d": (5, "M5 0V9" + _BOWL_LEFT),
    "e": (5, "M0 6H5Q5 3 2.5 3T0 6T2.5 9Q4 9 4.7 8"),
    "f": (3.8, "M3.8 .4Q1.8 -.4 1.8 2V9M0 3H3.4"),
    "g": (5, "M5 3V9.5Q5 12 2.5 12Q1 12 .4 11" + _BOWL_LEFT),
    "h": (5, "M0 0V9M0 6Q0 3 2.5 3T5 6V9"),
    "i": (0, "M0 3V9M0 .7V.8"),
    "j": (2, "M2 3V10Q2 12 .4 12H0M2 .7V.8"),
    "k": (4.8, "M0 0V9M4.5 3L0 7M1.8 5.4L4.8 9"),
    "l": (1.2, "M0 0V7.5Q0 9 1.2 9"),
    "m": (8, "M0 9V3M0 5.5Q0 3 2 3T4 5.5V9M4 5.5Q4 3 6 3T8 5.5V9"),
    "n": (5, "M0 9V3M0 6Q0 3 2.5 3T5 6V9"),
    "o": (5, "M2.5 3Q0 3 0 6T2.5 9T5 6T2.5 3"),
    "p": (5, "M0 3V12" + _BOWL_RIGHT),
    "q": (5, "M5 3V12" + _BOWL_LEFT),
    "r": (3, "M0 9V3M0 6Q0 3 3 3"),
    "s": (4.6, "M4.3 4Q4 3 2.3 3Q.3 3 .3 4.5Q.3 5.7 2.3 6Q4.6 6.3 4.6 7.5Q4.6 9 2.3 9Q.4 9 0 8"),
    "t": (3.6, "M1.6 .8V7Q1.6 9 3.6 9M0 3H3.6"),
    "u": (5, "M0 3V6Q0 9 2.5 9T5 6V3M5 6V9"),
    "v": (5, "M0 3L2.5 9L5 3"),
    "w": (7, "M0 3L1.7 9L3.5 4L5.3 9L7 3"),
    "x": (5, "M0 3L5 9M5 3L0 9"),
    "y": (5, "M0 3L2.5 9M5 3L2 10.6Q1.5 12 .3 12"),
    "z": (5, "M0 3H5L0 9H5"),
    "0": (5.2, "M2.6 0Q0 0 0 4.5T2.6 9T5.2 4.5T2.6 0"),
    "1": (5.2, "M1 1.6L2.8 0V9M.8 9H4.8"),
    "2": (5.2, "M.2 2.2Q.4 0 2.6 0T5 2.4Q5 4.2 0 9H5.2"),
    "3": (5.2, "M.3 1.6Q1 0 2.6 0Q4.9 0 4.9 2.1T2.6 4.2Q5.2 4.2 5.2 6.6T2.6 9Q.6 9 0 7.2"),
    "4": (5.2, "M4 9V0L0 6.4H5.2"),
    "5": (5.2, "M4.8 0H.8L.4 4Q1.2 3.2 2.6 3.2Q5.2 3.2 5.2 6T2.6 9Q.6 9 0 7.4"),
    "6": (5.2, "M4.4 .3Q0 .4 0 6Q0 9 2.6 9T5.2 6.2T2.6 3.6Q.4 3.6 0 6"),
    "7": (5.2, "M0 0H5.2L1.8 9"),
    "8": (
        5.2,
        "M2.6 4.2Q.3 4.2 .3 2.1T2.6 0T4.9 2.1T2.6 4.2Q0 4.2 0 6.6T2.6 9T5.2 6.6T2.6 4.2",
    ),
    "9": (5.2, "M.8 8.7Q5.2 8.6 5.2 3Q5.2 0 2.6 0T0 2.8T2.6 5.4Q4.8 5.4 5.2 3"),
    ".": (0, "M0 8.9V9"),
    ",": (0.4, "M.4 8.8L0 10.4"),
    ":": (0, "M0 4V4.1M0 8.9V9"),
    ";": (0.4, "M.4 4V4.1M.4 8.8L0 10.4"),
    "!": (0, "M0 0V6M0 8.9V9"),
    "?": (4.6, "M0 1.8Q.3 0 2.4 0T4.6 2.2Q4.6 3.6 2.4 4.8V6.2M2.4 8.9V9"),
    "-": (3, "M0 5.5H3"),
    "_": (6, "M0 10.5H6"),
    "+": (5, "M0 5.5H5M2.5 3V8"),
    "=": (5, "M0 4.5H5M0 7H5"),
    "/": (4, "M0 10L4 -.5"),
    "\\": (4, "M0 -.5L4 10"),
    "|": (0, "M0 -1V11"),
    "(": (2, "M2 -.6Q0 2 0 4.8T2 10.2"),
    ")": (2, "M0 -.6Q2 2 2 4.8T0 10.2"),
    "[": (2, "M2 -.5H0V10.3H2"),
    "]": (2, "M0 -.5H2V10.3H0"),
    "{": (2.4, "M2.4 -.6Q1 -.6 1 1V3.6Q1 4.8 0 4.8Q1 4.8 1 6V8.7Q1 10.2 2.4 10.2"),
    "}": (2.4, "M0 -.6Q1.4 -.6 1.4 1V3.6Q1.4 4.8 2.4 4.8Q1.4 4.8 1.4 6V8.7Q1.4 10.2 0 10.2"),
    "'": (0, "M0 0V2"),
    '"': (2, "M0 0V2M2 0V2"),
    "`": (1.2, "M0 -.5L1.2 1"),
    "#": (5.4, "M1.6 .5L.8 8.5M4.6 .5L3.8 8.5M0 3H5.4M-.2 6H5"),
    "$": (6, _S + "M3 -1.2V10.2"),
    "%": (
        6,
        "M0 9L6 0M1.4 0Q0 0 0 1.6T1.4 3.2T2.8 1.6T1.4 0"
        "M4.6 5.8Q3.2 5.8 3.2 7.4T4.6 9T6 7.4T4.6 5.8",
    ),
    "&": (
        6,
        "M6 9L1.2 3.2Q.4 2 .9 1Q1.4 0 2.5 0Q4.2 0 4.2 1.8Q4.2 3 2.2 4.2"
        "Q0 5.4 0 6.8Q0 9 2.6 9Q5 9 5.8 5.4",
    ),
    "*": (3.6, "M1.8 1V5M0 2L3.6 4M3.6 2L0 4"),
    "@": (
        7,
        "M4.8 3V6Q5 7.2 5.9 6.6Q7 6 7 4.4Q7 0 3.6 0Q0 0 0 4.8T3.8 9.6"
        "M4.8 5Q4.6 7 3.3 7Q2 7 2 5T3.4 3Q4.8 3 4.8 5",
    ),
    "^": (4, "M0 3L2 0L4 3"),
    "~": (5, "M0 6Q1.2 4 2.5 5.5T5 5"),
    "<": (4, "M4 2.5L0 5.5L4 8.5"),
    ">": (4, "M0 2.5L4 5.5L0 8.5"),
    "·": (0, "M0 5.5V5.6"),
    "–": (5, "M0 5.5H5"),
}
_MARKS = {
    "\u0300": "M-1 0L.6 1.6",
    "\u0301": "M1 0L-.6 1.6",
    "\u0302": "M-1.4 1.6L0 0L1.4 1.6",
    "\u0303": "M-1.6 1.2Q-.8 0 0 .8T1.6 .4",
    "\u0308": "M-1.2 .9V1M1.2 .9V1",
    "\u030a": "M0 -.3Q-1 -.3 -1 .7T0 1.7T1 .7T0 -.3",
    "\u030c": "M-1.4 0L0 1.6L1.4 0",
}
"""Marks above a letter, around its middle."""
_SPELLED = {"ß": "ss", "æ": "ae", "Æ": "AE", "œ": "oe", "ø": "o", "Ø": "O", "ł": "l", "đ": "d"}
_SPELLED |= {"…": "...", "—": "–", "’": "'", "‘": "'", "“": '"', "”": '"', "×": "x", "−": "-"}
SPACING = 2.3
FOREIGN = 8.0
"""What a character takes that the font does not have."""


class Stroke(NamedTuple):
    """A path at its place; or, with a `letter`, a character for the reader's own font."""

    x: float
    y: float
    path: str
    letter: str = ""


def strokes(text: str) -> tuple[list[Stroke], float]:
    """The text as strokes beginning at 0, and how wide it is."""
    found: list[Stroke] = []
    x = 0.0
    for character in "".join(_SPELLED.get(c, c) for c in text):
        base, *marks = list(unicodedata.normalize("NFD", character))
        if base in _PATHS:
            width, path = _PATHS[base]
            found.append(Stroke(x, 0, path))
            top = 0.0 if base.islower() else -2.6
            found += [Stroke(x + width / 2, top, _MARKS[mark]) for mark in marks if mark in _MARKS]
        elif unicodedata.combining(base):
            continue
        else:
            width = FOREIGN
            found.append(Stroke(x, 0, "", base))
        x += width + SPACING
    return [stroke for stroke in found if stroke.path or stroke.letter], max(0.0, x - SPACING)
