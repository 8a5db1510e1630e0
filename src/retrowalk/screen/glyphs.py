"""The characters for directions, bars and digits, depending on what a terminal can show."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

from rich.cells import cell_len

from ..core.describe import ARROWS
from ..core.session import Direction, Session
from ..terminal.capabilities import shows_unicode
from ..terminal.lines import without_joiners


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
        """Whether a cell can be half full, so that digits have two pixels to a row."""
        return self.upper != self.full

    def words(self, text: str) -> str:
        """Return the text without joiners, so that it is equally wide on every terminal.

        In ASCII each character that is not one cell wide becomes "?". Replacing the
        other characters that an encoding lacks does not change the width.
        """
        text = without_joiners(text)
        if self is not ASCII or text.isascii():
            return text
        return "".join(c if cell_len(c) == 1 else "?" for c in text if cell_len(c))

    def session(self, session: Session) -> Session:
        """Return the session; in ASCII with `words` for its title, labels and notes."""
        return _in_ascii(session) if self is ASCII else session


UNICODE = Glyphs(
    arrows=ARROWS,
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


@lru_cache(maxsize=8)
def _in_ascii(session: Session) -> Session:
    segments = (
        replace(s, label=s.label and ASCII.words(s.label), note=s.note and ASCII.words(s.note))
        for s in session.segments
    )
    return replace(session, title=ASCII.words(session.title), segments=tuple(segments))


def glyphs_for(encoding: str | None, environment: Mapping[str, str] = os.environ) -> Glyphs:
    """Return the characters that an output with this encoding and locale can show."""
    try:
        "▲▄█▁░▓▀…·┃╰❚‹".encode(encoding or "ascii")
    except (UnicodeEncodeError, LookupError):
        return ASCII
    if not shows_unicode(environment):
        return ASCII
    return CONSOLE if environment.get("TERM") == "linux" else UNICODE
