"""Lines of styled text, as lists of Rich's `Segment`.

Joined and wide characters are measured differently by terminals and by versions of Rich. `text`
therefore drops joiners and variation selectors, so that a line is as wide as its characters.
"""

from __future__ import annotations

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style

Line = list[Segment]
PLAIN = Style.null()

_FLAG_LETTERS = {0x1F1E6 + index: chr(ord("A") + index) for index in range(26)}
_JOINERS = dict.fromkeys(
    [0x200D, 0x20E3, *range(0xFE00, 0xFE10), *range(0x1F3FB, 0x1F400), *range(0xE0020, 0xE0080)]
)
"""Joiner, keycap, variation selectors, skin tones and tags: they change the emoji before them."""
_SINGLE = _JOINERS | _FLAG_LETTERS


def text(content: str, style: Style = PLAIN) -> Line:
    """Return a line of one style, without joiners; flags become their two letters."""
    return [Segment(without_joiners(content), style)]


def without_joiners(content: str) -> str:
    """Return the text with joined emoji separated and flags as their two letters.

    Every terminal then gives it the same width.
    """
    return content if content.isascii() else content.translate(_SINGLE)


def width_of(line: Line) -> int:
    """Return the number of cells that a line takes."""
    return Segment.get_line_length(line)


def clip(line: Line, width: int, ellipsis: str = "…") -> Line:
    """Return the line cut to at most `width` cells, ending in an ellipsis if it was cut."""
    if width_of(line) <= width:
        return line
    if width < 1:
        return []
    cut = Segment.adjust_line_length(line, width - 1, pad=False)
    last = cut.pop() if cut else Segment("", line[0].style)
    return [*cut, Segment(last.text.rstrip() + ellipsis, last.style)]


def clip_middle(line: Line, width: int, ellipsis: str = "…") -> Line:
    """Return the line cut to at most `width` cells: a long one keeps its start and its end."""
    if width_of(line) <= width or width < 5:
        return clip(line, width, ellipsis)
    end = plain(line)
    while cell_len(end) > (width - 1) // 2:
        end = end[1:]
    return [*clip(line, width - cell_len(end), ellipsis), Segment(end, line[0].style)]


def centre(line: Line, width: int, ellipsis: str = "…", fill: Style = PLAIN) -> Line:
    """Return the line in the middle of `width` cells."""
    line = clip(line, width, ellipsis)
    left = (width - width_of(line)) // 2
    return Segment.adjust_line_length([Segment(" " * left, fill), *line], width, fill)


def spread(left: Line, right: Line, width: int, ellipsis: str = "…", fill: Style = PLAIN) -> Line:
    """Return a line with one part at the left and one at the right; the left one is cut first."""
    right = clip(right, width, ellipsis)
    room = width - width_of(right)
    left = clip(left, max(0, room - 1), ellipsis) if room > 1 else []
    return [*Segment.adjust_line_length(left, room, fill), *right]


def plain(line: Line) -> str:
    """Return the line without its styles."""
    return "".join(segment.text for segment in line)
