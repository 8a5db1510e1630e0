"""The screen between two bouts: what comes next, and when."""

from __future__ import annotations

from datetime import timedelta

from ..core.session import Session
from ..durations import clock_text
from ..terminal.lines import Line, centre, clip, text
from . import digits
from .glyphs import Glyphs
from .strip import Strip
from .theme import BOLD, Theme

KEYS = "Enter starts now  q leaves"


def compose_waiting(
    session: Session,
    what: str,
    left: timedelta,
    width: int,
    height: int,
    glyphs: Glyphs,
    theme: Theme,
) -> list[Line]:
    """Exactly `height` lines of at most `width` cells."""
    shown = clock_text(left)
    head: list[Line] = [text(session.title, BOLD)]
    if height >= 8:
        head = [*head, Strip(session, width, glyphs, theme).band(), []]
    head.append(centre(text(what), width, glyphs.ellipsis))
    foot: list[Line] = (
        [centre(text(KEYS, theme.quiet), width, glyphs.ellipsis)] if height >= 4 else []
    )
    room = max(1, height - len(head) - len(foot))
    shape = digits.fit(shown, width - 2, min(room, height // 2), glyphs) if room > 1 else None
    drawn = digits.draw(shown, shape, glyphs) if shape else []
    time = [centre(text(row, BOLD), width) for row in drawn or [shown]]
    above = max(0, room - len(time)) // 2
    frame: list[Line] = [*head, *([[]] * above), *time]
    frame += [[] for _ in range(height - len(frame) - len(foot))]
    return [clip(line, width, glyphs.ellipsis) for line in [*frame, *foot][:height]]
