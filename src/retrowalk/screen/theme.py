"""Colours, words and shapes: a direction is always told by all three."""

from __future__ import annotations

from typing import NamedTuple

from rich.color import ColorSystem
from rich.style import Style

from ..core.session import Direction
from ..terminal.lines import PLAIN


class Theme(NamedTuple):
    """Colours for forward, backward and stand, in that order.

    `bright` are the colours, `past` the same for what lies behind, `few` their names on terminals
    of 16 colours; `ink` and `few_ink` stand on them, `quiet` is for hints beside the ground.
    Empty: the terminal's own. `grounds` are the lightest and darkest one that it is made for.
    """

    bright: tuple[str, str, str]
    past: tuple[str, str, str]
    few: tuple[str, str, str]
    ink: str
    few_ink: str
    quiet: str
    grounds: tuple[str, ...]


THEMES: dict[str, Theme] = {
    "default": Theme(
        bright=("#56b4e9", "#e69f00", "#c8c8c8"),
        past=("#2f6280", "#7e5700", "#6e6e6e"),
        few=("cyan", "yellow", "white"),
        ink="#000000",
        few_ink="black",
        quiet="#a3acb5",
        grounds=("#000000", "#1e1e1e", "#2e3440"),
    ),
    "light": Theme(
        bright=("#005a8c", "#8f4700", "#4a4a4a"),
        past=("#8ab4cc", "#d0ac88", "#b0b0b0"),
        few=("blue", "red", "black"),
        ink="#ffffff",
        few_ink="white",
        quiet="#595959",
        grounds=("#ffffff", "#fdf6e3", "#eff1f5"),
    ),
    "high-contrast": Theme(
        bright=("#8fd3ff", "#ffc400", "#ffffff"),
        past=("#4d7a96", "#967300", "#8c8c8c"),
        few=("cyan", "yellow", "white"),
        ink="#000000",
        few_ink="black",
        quiet="",
        grounds=("#000000", "#1e1e1e"),
    ),
    "mono": Theme(("",) * 3, ("",) * 3, ("",) * 3, "", "", "", ()),
}
"""Forward, backward and stand: blue, orange and grey after Okabe and Ito, which colour-blind eyes
tell apart; darker for light terminals. `mono` has no colours, but words, arrows and shapes."""

BOLD = Style(bold=True)
NOTICE = Style(bold=True, underline=True)

WORDS = {
    Direction.FORWARD: "FORWARD",
    Direction.BACKWARD: "BACKWARD",
    Direction.STAND: "STAND",
}
INK: dict[Direction, Style] = {}
FAINT: dict[Direction, Style] = {}
BAND: dict[Direction, Style] = {}
"""A direction's colour as text, for what lies behind, and as the ground of a band."""
_QUIET = [PLAIN]


def quiet() -> Style:
    """The theme's style for hints and for what is empty."""
    return _QUIET[0]


def use_theme(name: str, colours: ColorSystem | None = ColorSystem.TRUECOLOR) -> None:
    """Take a theme's colours; the program has one screen, and so one theme at a time.

    A terminal without colours gets `mono`, one with few of them their names.
    """
    theme = THEMES["mono" if colours is None else name]
    few = colours is ColorSystem.STANDARD
    bright, ink = (theme.few, theme.few_ink) if few else (theme.bright, theme.ink)
    # a terminal of few colours has no second one of the same kind
    past = [(c, True) for c in theme.few] if few else [(c, not c) for c in theme.past]
    for direction, colour, (behind, dim) in zip(Direction, bright, past, strict=True):
        INK[direction] = Style(color=colour or None, bold=True)
        FAINT[direction] = Style(color=behind or None, dim=dim or None)
        BAND[direction] = (
            # where there are few colours, bold would turn black into grey
            Style(color=ink, bgcolor=colour, bold=not few)
            if colour
            else Style(reverse=True, bold=True)
        )
    _QUIET[0] = PLAIN if few or not theme.quiet else Style(color=theme.quiet)


use_theme("default")
