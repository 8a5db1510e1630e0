"""TODO."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import NamedTuple

from ..core.session import Direction
from ..terminal.capabilities import shows_unicode


class Glyphs(NamedTuple):
    """The shapes a terminal can show."""

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

    @property
    def halves(self) -> bool:
        """Whether a cell can be half full, so that digits have two pixels to a row."""
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
)


CONSOLE = UNICODE._replace(
    strip={Direction.FORWARD: "▄", Direction.BACKWARD: "█", Direction.STAND: "_"},
    place="│",
    bracket="└─┘",
    ellipsis="~",
)
"""For the console of Linux, whose font has few characters."""


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
)


def glyphs_for(encoding: str | None, environment: Mapping[str, str] = os.environ) -> Glyphs:
    """The shapes that an output of this encoding can show."""
    try:
        "▲▄█▁░▀…·┃╰".encode(encoding or "ascii")
    except (UnicodeEncodeError, LookupError):
        return ASCII
    if not shows_unicode(environment):
        return ASCII
    return CONSOLE if environment.get("TERM") == "linux" else UNICODE
