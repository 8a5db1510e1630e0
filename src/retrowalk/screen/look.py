"""Colours, words and shapes: a direction is always told by all three."""

from __future__ import annotations

from typing import NamedTuple

from rich.style import Style

from ..core.session import Direction

THEMES: dict[str, tuple[str, str, str]] = {
    "default": ("#56b4e9", "#e69f00", "#c8c8c8"),
    "light": ("#005a8c", "#8f4700", "#4a4a4a"),
    "high-contrast": ("#8fd3ff", "#ffc400", "#ffffff"),
    "mono": ("", "", ""),
}
"""Forward, backward and stand: blue, orange and grey after Okabe and Ito, which colour-blind eyes
tell apart; darker for light terminals. `mono` has no colours, but words, arrows and shapes."""
KMH_PER_MPH = 1.609344

PLAIN = Style.null()
BOLD = Style(bold=True)
DIM = Style(dim=True)
NOTICE = Style(bold=True, underline=True)

WORDS = {
    Direction.FORWARD: "FORWARD",
    Direction.BACKWARD: "BACKWARD",
    Direction.STAND: "STAND",
}
INK: dict[Direction, Style] = {}
FAINT: dict[Direction, Style] = {}
BAND: dict[Direction, Style] = {}
"""A direction's colour as text, dimmed, and as the ground of a band."""


def use_theme(name: str) -> None:
    """Take a theme's colours; the program has one screen, and so one theme at a time."""
    ink = "#ffffff" if name == "light" else "#000000"
    for direction, colour in zip(Direction, THEMES[name], strict=True):
        INK[direction] = Style(color=colour or None, bold=True)
        FAINT[direction] = Style(color=colour or None, dim=True)
        BAND[direction] = (
            Style(color=ink, bgcolor=colour, bold=True)
            if colour
            else Style(reverse=True, bold=True)
        )


use_theme("default")


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
