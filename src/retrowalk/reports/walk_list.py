"""The history as a list: a row for each walk."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from rich.cells import cell_len, set_cell_size
from rich.console import Console, ConsoleOptions, RenderResult
from rich.segment import Segment
from rich.text import Text

from ..core.events import Outcome
from ..durations import clock_text
from ..sanitize import printable
from ..screen.glyphs import Glyphs, glyphs_for
from ..screen.strip import Strip
from ..screen.theme import Theme
from ..terminal.lines import Line
from .dates import short_day_text
from .history import OUTCOMES

if TYPE_CHECKING:
    from ..history.walk_lines import WalkLine

_MS = timedelta(milliseconds=1)
GAP = "  "
"""The space between columns."""
TITLE, MIN_TITLE, STRIP = "Session", 10, 10
"""The column that is shortened to fit, its minimum width, and the width of a strip."""
DROPPED = (3, 6, 7, 5, 4)
"""Columns that are left out in a narrow terminal, the first one first."""


@dataclass(frozen=True)
class WalksReport:
    """Walks as a table. `count` includes walks that are not listed.

    Rich's tables take minutes for a hundred thousand rows, so the rows are laid out here.
    """

    lines: Sequence[WalkLine]
    count: int
    theme: Theme
    today: date

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Yield the heading, a row for each walk, and how many walks there are."""
        glyphs, width = glyphs_for(options.encoding), options.max_width
        columns = _fitting(_columns(self.lines, self.today, glyphs), width)
        head = GAP.join(column.cell(column.heading) for column in columns)
        yield Text(head.rstrip(), style="bold", overflow="crop", no_wrap=True)
        yield Text(("─" if glyphs.halves else "-") * min(cell_len(head), width))
        strips: dict[int, Line] = {}  # by the id of their session: equal plans are one object
        for line in self.lines:
            if line.session and id(line.session) not in strips:
                strips[id(line.session)] = Strip(line.session, STRIP, glyphs, self.theme).band()
            yield from _row(columns, line, strips)
        yield Text(self._footer())

    def _footer(self) -> str:
        listed = len(self.lines)
        shown = f"; the last {listed} are shown (--all shows all)" if self.count > listed else ""
        return f"{self.count:,} walk{'' if self.count == 1 else 's'}{shown}"


def _row(columns: Sequence[_Column], line: WalkLine, strips: Mapping[int, Line]) -> Line:
    """Return a row. Adjacent cells without colours are one segment, because there are many rows."""
    row: Line = []
    words = ""
    for index, column in enumerate(columns):
        words += GAP if index else ""
        if column.is_strip and line.session is not None:
            row += [Segment(words), *strips[id(line.session)]]
            words = ""
        else:
            words += column.cell(column.content(line))
    return [*row, Segment(f"{words.rstrip()}\n")]


@dataclass(frozen=True)
class _Column:
    """A column. With `is_strip` it shows the plan or, without a plan, its content."""

    heading: str
    width: int
    content: Callable[[WalkLine], str]
    right: bool = True
    is_strip: bool = False

    def cell(self, text: str) -> str:
        """Return the text padded or cut to the column's width."""
        room = self.width - (len(text) if text.isascii() else cell_len(text))
        if room < 0:
            return set_cell_size(text, self.width - 1) + "…"
        return " " * room + text if self.right else text + " " * room


def _columns(lines: Sequence[WalkLine], today: date, glyphs: Glyphs) -> list[_Column]:
    def longest(texts: Iterable[str], heading: str) -> int:
        return max(len(heading), *map(cell_len, texts))

    def start(line: WalkLine) -> str:
        day = line.started.date()
        time = f" {line.started:%H:%M}" if day.year == today.year else ""
        return short_day_text(day, today) + time

    walked = (_clock(max(n.walked for n in lines)), _clock(max(n.backward for n in lines)))
    titles = {title: glyphs.words(printable(title)) for title in {n.title for n in lines}}
    return [
        _Column("ID", longest((str(max(n.id for n in lines)),), "ID"), lambda n: str(n.id)),
        _Column("Start", len("21 Sep 18:30"), start),
        _Column(TITLE, longest(titles.values(), TITLE), lambda n: titles[n.title], right=False),
        _Column("", STRIP, lambda _: "", is_strip=True),
        _Column("Walked", longest(walked[:1], "Walked"), lambda n: _clock(n.walked)),
        _Column("Backward", longest(walked[1:], "Backward"), lambda n: _clock(n.backward)),
        _Column("Effort", 6, lambda n: "" if n.effort is None else str(n.effort)),
        _Column("", longest(map(_unusual, lines), ""), _unusual, right=False),
    ]


def _unusual(line: WalkLine) -> str:
    """Return a walk's remarks: how it ended unless it was completed, and a stumble."""
    marks = [] if line.outcome is Outcome.COMPLETED else [OUTCOMES[line.outcome]]
    return ", ".join(["stumbled", *marks] if line.stumble else marks)


def _fitting(columns: list[_Column], width: int) -> list[_Column]:
    """Return the columns that fit: shorten the title, then drop the less important columns."""

    def room() -> int:
        others = sum(column.width for column in shown if column.heading != TITLE)
        return width - others - len(GAP) * (len(shown) - 1)

    shown = [column for column in columns if column.width]
    for dropped in (c for n in DROPPED for c in columns[n : n + 1]):
        if room() >= MIN_TITLE:
            break
        shown = [column for column in shown if column is not dropped]
    return [
        replace(c, width=max(1, min(c.width, room()))) if c.heading == TITLE else c for c in shown
    ]


def _clock(milliseconds: int) -> str:
    return clock_text(milliseconds * _MS)
