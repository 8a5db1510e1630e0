"""Themes: the styles of directions, hints and the time that has passed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from rich.color import ColorSystem
from rich.style import Style

from ..core.session import Direction


class Palette(NamedTuple):
    """The colours of a theme; triples are forward, backward and stand.

    `bright` is used for text and bands, `past` for passed time, `few` on terminals with 16
    colours. `ink` and `few_ink` are the text colours on a band. `quiet` is for hints and for
    everything that is not in progress; `ready` is the band of the lead-in, with black text, and
    `done` the background of the last screen. An empty string means the terminal's own colour.
    `grounds` are window backgrounds that the theme is made for.
    """

    bright: tuple[str, str, str]
    past: tuple[str, str, str]
    few: tuple[str, str, str]
    ink: str
    few_ink: str
    quiet: str
    ready: str
    done: str
    grounds: tuple[str, ...]


_DEFAULT = Palette(
    bright=("#56b4e9", "#e69f00", "#c8c8c8"),
    past=("#2f6280", "#7e5700", "#6e6e6e"),
    few=("cyan", "yellow", "white"),
    ink="#000000",
    few_ink="black",
    quiet="#a3acb5",
    ready="#8b949e",
    done="#3fbf8f",
    grounds=("#000000", "#1e1e1e", "#2e3440"),
)
PALETTES: dict[str, Palette] = {
    "default": _DEFAULT,
    "light": Palette(
        bright=("#005a8c", "#8f4700", "#4a4a4a"),
        past=("#8ab4cc", "#d0ac88", "#b0b0b0"),
        few=("blue", "red", "black"),
        ink="#ffffff",
        few_ink="white",
        quiet="#595959",
        ready="#9a9a9a",
        done="#00664a",
        grounds=("#ffffff", "#fdf6e3", "#eff1f5"),
    ),
    "high-contrast": _DEFAULT._replace(
        bright=("#8fd3ff", "#ffc400", "#ffffff"),
        past=("#4d7a96", "#967300", "#8c8c8c"),
        quiet="#c0c0c0",
        ready="#b0b0b0",
        done="#5fe0b0",
        grounds=("#000000", "#1e1e1e"),
    ),
    "mono": Palette(("",) * 3, ("",) * 3, ("",) * 3, "", "", "", "", "", ()),
}
"""Blue, orange and grey after Okabe and Ito (2008), distinct for colour-blind eyes; darker on light
backgrounds. `mono` has no colours: words, arrows and shapes distinguish directions."""

BOLD = Style(bold=True)
NOTICE = Style(bold=True, underline=True)


class Theme(NamedTuple):
    """The styles of a screen.

    By direction: `ink` for text and bars, `past` for passed time, `band` for a filled background.
    `quiet` is for hints and empty parts, `off` for digits that do not run, `ready` for the
    lead-in's band and `done` for the last screen. `shades` means that the lead-in's band is
    shaded because there is no grey; `inverts` means that inverted digits mark backward.
    """

    ink: Mapping[Direction, Style]
    past: Mapping[Direction, Style]
    band: Mapping[Direction, Style]
    quiet: Style
    off: Style
    ready: Style
    done: Style
    shades: bool = False
    inverts: bool = False


def theme_for(
    name: str,
    colours: ColorSystem | None = ColorSystem.TRUECOLOR,
    *,
    on_light: bool | None = None,
) -> Theme:
    """Return the named theme for a terminal with these colours; without colours, `mono`.

    On a background that the theme is not made for, text has the colours of a theme that is. With
    `on_light` None the background is unknown.
    """
    if colours is None or name == "mono":
        return _mono()
    palette = text = PALETTES[name]
    if on_light is not None and on_light != (name == "light"):
        text = PALETTES["light" if on_light else "default"]
    if colours is ColorSystem.STANDARD:
        return _of_few_colours(palette, text)
    quiet = Style(color=text.quiet)
    return Theme(
        ink={d: Style(color=c, bold=True) for d, c in _by_direction(text.bright)},
        past={d: Style(color=c) for d, c in _by_direction(text.past)},
        band={d: _band(c, palette.ink) for d, c in _by_direction(palette.bright)},
        quiet=quiet,
        off=quiet,
        ready=_band(palette.ready, "#000000"),
        done=_band(palette.done, palette.ink),
    )


def _of_few_colours(palette: Palette, text: Palette) -> Theme:
    """Return the theme in 16 colours, where dim replaces a second shade."""
    few = _by_direction(text.few)
    return Theme(
        ink={d: Style(color=c, bold=True) for d, c in few},
        past={d: Style(color=c, dim=True) for d, c in few},
        # bold would turn black text into grey
        band={d: _band(c, palette.few_ink, bold=False) for d, c in _by_direction(palette.few)},
        quiet=Style.null(),
        off=Style(dim=True),
        ready=Style(bold=True),
        done=_band("green", "black", bold=False),
        shades=True,
    )


def _mono() -> Theme:
    """Return the theme without colours."""
    reverse = Style(reverse=True, bold=True)
    return Theme(
        ink=dict.fromkeys(Direction, BOLD),
        past=dict.fromkeys(Direction, Style(dim=True)),
        band=dict.fromkeys(Direction, reverse),
        quiet=Style.null(),
        off=Style(dim=True),
        ready=BOLD,
        done=reverse,
        shades=True,
        inverts=True,
    )


def _by_direction(colours: tuple[str, str, str]) -> list[tuple[Direction, str]]:
    return list(zip(Direction, colours, strict=True))


def _band(colour: str, ink: str, *, bold: bool = True) -> Style:
    return Style(color=ink, bgcolor=colour, bold=bold)
