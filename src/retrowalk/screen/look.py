"""Colours, words and shapes: a direction is always told by all three."""

from __future__ import annotations

from typing import NamedTuple

from rich.style import Style

from ..core.session import Direction

FORWARD = "#56b4e9"
BACKWARD = "#e69f00"
STAND = "#c8c8c8"
"""Blue, orange and grey of the Okabe-Ito palette, which colour-blind eyes tell apart."""

KMH_PER_MPH = 1.609344

PLAIN = Style.null()
BOLD = Style(bold=True)
DIM = Style(dim=True)
NOTICE = Style(color="#f0e442", bold=True)

WORDS = {
    Direction.FORWARD: "FORWARD",
    Direction.BACKWARD: "BACKWARD",
    Direction.STAND: "STAND",
}
COLOURS = {Direction.FORWARD: FORWARD, Direction.BACKWARD: BACKWARD, Direction.STAND: STAND}
INK = {direction: Style(color=colour, bold=True) for direction, colour in COLOURS.items()}
FAINT = {direction: Style(color=colour, dim=True) for direction, colour in COLOURS.items()}
BAND = {
    direction: Style(color="#000000", bgcolor=colour, bold=True)
    for direction, colour in COLOURS.items()
}


class Glyphs(NamedTuple):
    """The shapes a terminal can show."""

    arrows: dict[Direction, str]
    strip: dict[Direction, str]
    place: str
    full: str
    empty: str
    upper: str
    lower: str
    dot: str
    ellipsis: str

    @property
    def halves(self) -> bool:
        """Whether a cell can be half full, so that digits have two pixels to a row."""
        return self.upper != self.full


UNICODE = Glyphs(
    arrows={Direction.FORWARD: "▲", Direction.BACKWARD: "▼", Direction.STAND: "■"},
    strip={Direction.FORWARD: "▄", Direction.BACKWARD: "█", Direction.STAND: "▁"},
    place="▲",
    full="█",
    empty="░",
    upper="▀",
    lower="▄",
    dot="·",
    ellipsis="…",
)
ASCII = Glyphs(
    arrows={Direction.FORWARD: "^", Direction.BACKWARD: "v", Direction.STAND: "="},
    strip={Direction.FORWARD: "-", Direction.BACKWARD: "#", Direction.STAND: "."},
    place="^",
    full="#",
    empty=".",
    upper="#",
    lower="#",
    dot="-",
    ellipsis="~",
)


def speed_text(kmh: float, units: str) -> str:
    """A speed in the units that were chosen: "1.2 km/h", "0.75 mph"."""
    return f"{kmh:g} km/h" if units == "km/h" else f"{kmh / KMH_PER_MPH:.3g} mph"


def glyphs_for(encoding: str | None) -> Glyphs:
    """The shapes that an output of this encoding can show."""
    try:
        "▲▄█▁░▀…·".encode(encoding or "ascii")
    except (UnicodeEncodeError, LookupError):
        return ASCII
    return UNICODE
