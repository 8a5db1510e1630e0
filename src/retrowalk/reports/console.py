"""TODO."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Literal, TextIO

from rich.box import ASCII as ASCII_BOX
from rich.box import SIMPLE_HEAD, Box
from rich.color import ColorSystem
from rich.console import Console
from rich.text import Text

from ..screen.glyphs import Glyphs
from ..terminal.capabilities import NEVER, colour_system
from ..terminal.lines import Line

_NAMES: dict[ColorSystem, Literal["standard", "256", "truecolor"]] = {
    ColorSystem.STANDARD: "standard",
    ColorSystem.EIGHT_BIT: "256",
    ColorSystem.TRUECOLOR: "truecolor",
}


NARROW = 80
"""Cells that a table is laid out for where there is no terminal to measure."""


class PlainConsole(Console):
    """A console whose reader may go away: that is told like any other output's failure."""

    def on_broken_pipe(self) -> None:
        """Leave it to the caller; Rich would end the program."""
        raise BrokenPipeError


def console_for(
    out: TextIO, *, bare: bool = False, environment: Mapping[str, str] = os.environ
) -> Console:
    """A console that writes text as it is: no markup, no emoji names, no highlighting.

    A `bare` one writes nothing that steers a terminal. Colours are those of the other screens.
    """
    forced = environment.get("FORCE_COLOR", "")
    terminal = out.isatty() or (bool(forced) and forced.lower() not in NEVER)
    colours = colour_system(environment)
    dumb = bare or environment.get("TERM") in ("dumb", "unknown", "")
    known = terminal and colours is not None and not dumb
    return PlainConsole(
        file=out,
        markup=False,
        emoji=False,
        highlight=False,
        width=None if out.isatty() else NARROW,
        force_terminal=terminal and not dumb,
        color_system=_NAMES[colours] if known and colours else "auto",
        no_color=colours is None or None,
    )


def rich_text(line: Line) -> Text:
    """A line as Rich prints it."""
    return Text.assemble(*((content, style or "") for content, style, _ in line))


def box_for(glyphs: Glyphs) -> Box:
    """The rules of a table that an output can show."""
    return SIMPLE_HEAD if glyphs.halves else ASCII_BOX
