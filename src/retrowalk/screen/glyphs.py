"""The characters for directions, bars and digits, depending on what a terminal can show."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import NamedTuple

from ..core.session import Direction
from ..terminal.capabilities import shows_unicode


class Glyphs(NamedTuple):
    """The characters that a terminal can show."""

    arrows: dict[Direction, str]
    strip: dict[Direction, str]
    place: str
    bracket: str
    full: str
    empty: str
    upper: str
    lower: str
    dot: str
    dash: str
    ellipsis: str
    pause: str
    shade: str
    less: str
    more: str
    box: tuple[str, str, str]
    eighths: str

    @property
    def halves(self) -> bool:
        """Return whether a cell can be half full, so that digits have two pixels to a row."""
        return self.upper != self.full


UNICODE = Glyphs(
    arrows={Direction.FORWARD: "▲", Direction.BACKWARD: "▼", Direction.STAND: "■"},
    strip={Direction.FORWARD: "▄", Direction.BACKWARD: "█", Direction.STAND: "▁"},
    place="┃",
    bracket="╰─╯",
    full="█",
    empty="░",
    upper="▀",
    lower="▄",
    dot="·",
    dash="─",
    ellipsis="…",
    pause="❚❚",
    shade="▓",
    less="‹",
    more="›",
    box=("┌─┐", "│", "└─┘"),
    eighths=" ▁▂▃▄▅▆▇█",
)


CONSOLE = UNICODE._replace(
    strip={Direction.FORWARD: "▄", Direction.BACKWARD: "█", Direction.STAND: "_"},
    place="│",
    bracket="└─┘",
    ellipsis="~",
    pause="||",
    less="<",
    more=">",
    eighths="",
)
"""For the Linux console, whose font has few characters."""


ASCII = Glyphs(
    arrows={Direction.FORWARD: "^", Direction.BACKWARD: "v", Direction.STAND: "="},
    strip={Direction.FORWARD: "-", Direction.BACKWARD: "#", Direction.STAND: "."},
    place="|",
    bracket="[_]",
    full="#",
    empty=".",
    upper="#",
    lower="#",
    dot="-",
    dash="-",
    ellipsis="~",
    pause="||",
    shade=":",
    less="<",
    more=">",
    box=("+-+", "|", "+-+"),
    eighths="",
)


def glyphs_for(encoding: str | None, environment: Mapping[str, str] = os.environ) -> Glyphs:
    """Return the characters that an output with this encoding and locale can show."""
    try:
        "▲▄█▁░▓▀…·┃╰❚‹".encode(encoding or "ascii")
    except (UnicodeEncodeError, LookupError):
        return ASCII
    if not shows_unicode(environment):
        return ASCII
    return CONSOLE if environment.get("TERM") == "linux" else UNICODE
