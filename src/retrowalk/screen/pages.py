"""A page of text with a countdown: what is shown before the first session."""

from __future__ import annotations

from rich.segment import Segment

from ..cues.wording import SAFETY_LINE
from ..terminal.lines import PLAIN, Line, centre, spread, text
from .theme import BOLD, Theme

KEYS = "Enter starts now  q leaves  retrowalk safety shows this again"


def compose_page(page: str, left: str, width: int, height: int, theme: Theme) -> list[Line]:
    """The page, its first line with the time left beside it, in at most `height` lines."""
    title, *rows = page.splitlines()
    head = spread(text(title, BOLD), text(f"starts in {left}", BOLD), width)
    body: list[Line] = []
    for row in rows:
        heading, colon, rest = row.partition(": ")
        is_heading = bool(colon) and not row.startswith(" ")
        body.append(
            [Segment(heading + colon, BOLD), Segment(rest, PLAIN)] if is_heading else text(row)
        )
    room = max(0, height - 3)
    if len(body) > room:
        body = [*body[: max(0, room - 1)], text("...", theme.quiet)][:room]
    gap: list[Line] = [[] for _ in range(room - len(body))]
    foot = [centre(text(SAFETY_LINE, BOLD), width), centre(text(KEYS, theme.quiet), width)]
    return [head, *body, *gap, *foot][:height]
