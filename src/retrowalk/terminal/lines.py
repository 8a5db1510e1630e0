"""Lines of styled text, cut and padded by the cells they take on a terminal."""

from __future__ import annotations

from rich.cells import cell_len, set_cell_size
from rich.style import Style

Span = tuple[str, Style]
Line = list[Span]
PLAIN = Style.null()


def text(content: str, style: Style = PLAIN) -> Line:
    """A line of one style."""
    return [(content, style)]


def width_of(line: Line) -> int:
    """The cells a line takes."""
    return sum(cell_len(content) for content, _ in line)


def clip(line: Line, width: int, ellipsis: str = "…") -> Line:
    """The line cut to at most `width` cells, with an ellipsis where something is missing."""
    if width_of(line) <= width:
        return line
    kept: Line = []
    room = width - 1
    for content, style in line:
        size = cell_len(content)
        if size >= room:
            kept.append((set_cell_size(content, max(0, room)).rstrip() + ellipsis, style))
            break
        kept.append((content, style))
        room -= size
    return kept if width > 0 else []


def centre(line: Line, width: int, ellipsis: str = "…", fill: Style = PLAIN) -> Line:
    """The line in the middle of `width` cells."""
    line = clip(line, width, ellipsis)
    left = (width - width_of(line)) // 2
    right = width - width_of(line) - left
    return [(" " * left, fill), *line, (" " * right, fill)]


def spread(left: Line, right: Line, width: int, ellipsis: str = "…") -> Line:
    """One line at the left edge and one at the right; the left one is cut first."""
    right = clip(right, width, ellipsis)
    room = width - width_of(right)
    left = clip(left, max(0, room - 1), ellipsis) if room > 1 else []
    return [*left, (" " * (room - width_of(left)), PLAIN), *right]


def plain(line: Line) -> str:
    """The line without its styles."""
    return "".join(content for content, _ in line)
