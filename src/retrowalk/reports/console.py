"""Rich consoles and the parts of tables that all reports share.

A report is a Rich renderable: any console can print, record or export it.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Literal, TextIO

from rich.box import ASCII as ASCII_BOX
from rich.box import SIMPLE_HEAD, Box
from rich.color import ColorSystem
from rich.console import Console, RenderableType
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
"""The width of tables in cells when the output is not a terminal."""


class PlainConsole(Console):
    """A console that reports a closed pipe like other write errors."""

    def on_broken_pipe(self) -> None:
        """Raise `BrokenPipeError`; Rich would exit the program."""
        raise BrokenPipeError


def console_for(
    out: TextIO, *, bare: bool = False, environment: Mapping[str, str] = os.environ
) -> Console:
    """Return a console that prints text as it is: no markup, emoji names or highlighting.

    With `bare` it writes no escape sequences. Otherwise it uses the terminal's colours.
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


def write_report(out: TextIO, report: RenderableType, *, bare: bool = False) -> None:
    """Print a report, which fits the width by itself; with `bare` without escape sequences."""
    console_for(out, bare=bare).print(report, crop=False)


def rich_text(line: Line) -> Text:
    """Return a line as Rich text."""
    return Text.assemble(*((content, style or "") for content, style, _ in line))


def box_for(glyphs: Glyphs) -> Box:
    """Return a table's box in characters that the output can show."""
    return SIMPLE_HEAD if glyphs.halves else ASCII_BOX
