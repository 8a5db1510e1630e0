"""Themes: the styles in which directions, hints and what is past are drawn."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from rich.color import ColorSystem
from rich.style import Style

from ..core.session import Direction


class Palette(NamedTuple):
    """The colours of a theme; triples are forward, backward and stand.

    `bright` is used for text and bands, `past` for what is over, `few` on terminals with 16
    colours. `ink` and `few_ink` are the text colours on a band, `quiet` is for hints. An empty
    string means the terminal's own colour. `grounds` are window backgrounds the theme is made for.
    """

    bright: tuple[str, str, str]
    past: tuple[str, str, str]
    few: tuple[str, str, str]
    ink: str
    few_ink: str
    quiet: str
    grounds: tuple[str, ...]


PALETTES: dict[str, Palette] = {
    "default": Palette(
        bright=("#56b4e9", "#e69f00", "#c8c8c8"),
        past=("#2f6280", "#7e5700", "#6e6e6e"),
        few=("cyan", "yellow", "white"),
        ink="#000000",
        few_ink="black",
        quiet="#a3acb5",
        grounds=("#000000", "#1e1e1e", "#2e3440"),
    ),
    "light": Palette(
        bright=("#005a8c", "#8f4700", "#4a4a4a"),
        past=("#8ab4cc", "#d0ac88", "#b0b0b0"),
        few=("blue", "red", "black"),
        ink="#ffffff",
        few_ink="white",
        quiet="#595959",
        grounds=("#ffffff", "#fdf6e3", "#eff1f5"),
    ),
    "high-contrast": Palette(
        bright=("#8fd3ff", "#ffc400", "#ffffff"),
        past=("#4d7a96", "#967300", "#8c8c8c"),
        few=("cyan", "yellow", "white"),
        ink="#000000",
        few_ink="black",
        quiet="",
        grounds=("#000000", "#1e1e1e"),
    ),
    "mono": Palette(("",) * 3, ("",) * 3, ("",) * 3, "", "", "", ()),
}
"""Blue, orange and grey after Okabe and Ito (2008), distinct for colour-blind eyes; darker on light
backgrounds. `mono` has no colours: words, arrows and shapes tell directions apart."""

BOLD = Style(bold=True)
NOTICE = Style(bold=True, underline=True)

WORDS = {
    Direction.FORWARD: "FORWARD",
    Direction.BACKWARD: "BACKWARD",
    Direction.STAND: "STAND",
}


@dataclass(frozen=True)
class Theme:
    """The styles of a screen.

    By direction: `ink` for text and bars, `past` for what is over, `band` for a filled ground.
    `quiet` is for hints and for what is empty.
    """

    ink: Mapping[Direction, Style]
    past: Mapping[Direction, Style]
    band: Mapping[Direction, Style]
    quiet: Style


def theme_for(name: str, colours: ColorSystem | None = ColorSystem.TRUECOLOR) -> Theme:
    """Return the named theme for a terminal with these colours; without colours, `mono`."""
    palette = PALETTES["mono" if colours is None else name]
    if colours is ColorSystem.STANDARD:
        return _of_few_colours(palette)
    return Theme(
        ink={d: Style(color=c or None, bold=True) for d, c in _by_direction(palette.bright)},
        past={d: Style(color=c or None, dim=not c or None) for d, c in _by_direction(palette.past)},
        band={d: _band(c, palette.ink, bold=True) for d, c in _by_direction(palette.bright)},
        quiet=Style(color=palette.quiet) if palette.quiet else Style.null(),
    )


def _of_few_colours(palette: Palette) -> Theme:
    """Return the theme in 16 colours, where dim replaces a second shade."""
    few = _by_direction(palette.few)
    return Theme(
        ink={d: Style(color=c or None, bold=True) for d, c in few},
        past={d: Style(color=c or None, dim=True) for d, c in few},
        # bold would turn black text into grey
        band={d: _band(c, palette.few_ink, bold=False) for d, c in few},
        quiet=Style.null(),
    )


def _by_direction(colours: tuple[str, str, str]) -> list[tuple[Direction, str]]:
    return list(zip(Direction, colours, strict=True))


def _band(colour: str, ink: str, *, bold: bool) -> Style:
    if not colour:
        return Style(reverse=True, bold=True)
    return Style(color=ink, bgcolor=colour, bold=bold)
