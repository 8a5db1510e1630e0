"""Things printed once: the plan, the list of presets, the summary of a walk."""

from __future__ import annotations

from typing import TextIO

from rich.style import Style
from rich.table import Table
from rich.text import Text

from ..core import energy
from ..core.describe import planned_text
from ..core.events import Outcome
from ..core.session import Direction
from ..core.summary import Summary
from ..durations import clock_text
from ..screen.glyphs import Glyphs, glyphs_for
from ..screen.strip import Strip
from ..screen.theme import BOLD, Theme
from ..terminal.lines import Line, text
from .console import box_for, console_for, rich_text
from .next_step import advice

HEADLINES: dict[Outcome | None, str] = {
    Outcome.COMPLETED: "Done.",
    Outcome.ENDED: "Ended early.",
    Outcome.INTERRUPTED: "Interrupted.",
    None: "Interrupted.",
}
WIDEST = 100
"""Cells beyond which a strip gets no wider."""


def print_summary(
    out: TextIO,
    summary: Summary,
    theme: Theme,
    weight: float | None = None,
    *,
    bare: bool = False,
) -> None:
    """What was planned and what was walked, and what to do next.

    With a weight in kg there is the energy as well; `bare` is for screen readers: no picture.
    """
    console, session = console_for(out, bare=bare), summary.session
    console.print(Text(f"{HEADLINES[summary.outcome]} {session.title}", style="bold"))
    if not bare:
        glyphs, width = glyphs_for(out.encoding), min(console.width, WIDEST)
        lines = comparison(summary, width, glyphs, theme)
        console.print(Text("\n").join(rich_text(line) for line in ([], *lines, [])))
    console.print(_summary_table(summary, glyphs_for(out.encoding), theme, bare=bare))
    console.print(totals_line(summary))
    if weight is not None:
        console.print(energy.sentence(energy.kilocalories(summary.by_speed, weight)))
    if not bare:
        console.print()
    console.print(advice(summary))


def _summary_table(summary: Summary, glyphs: Glyphs, theme: Theme, *, bare: bool) -> Table:
    session = summary.session
    table = Table(box=None if bare else box_for(glyphs), pad_edge=False, show_edge=False)
    table.add_column("")
    table.add_column("planned", justify="right")
    table.add_column("walked", justify="right")
    names: list[tuple[str, Style]] = [("total", BOLD)]
    names += [(str(direction), theme.ink[direction]) for direction in Direction]
    planned = [session.total, *(session.time(direction) for direction in Direction)]
    walked = [summary.total, *(summary.walked[direction] for direction in Direction)]
    for (name, style), plan, walk in zip(names, planned, walked, strict=True):
        has_open = session.has_open and name in ("total", *session.open_directions)
        if plan or walk or has_open:
            shown = planned_text(plan, has_open=has_open)
            table.add_row(Text(name, style=style), shown, Text(clock_text(walk), style=style))
    return table


def totals_line(summary: Summary) -> str:
    """Segments and pauses in one line."""
    pauses = f"{summary.pauses} ({clock_text(summary.paused)})" if summary.pauses else "0"
    return (
        f"segments done {summary.done} of {len(summary.session.segments)}, "
        f"skipped {summary.skipped}, pauses {pauses}"
    )


def comparison(summary: Summary, width: int, glyphs: Glyphs, theme: Theme) -> list[Line]:
    """Planned against walked: the session's strip, and below it what of each segment was walked.

    Each has its name before it where there is room.
    """
    names = ("planned  ", "", "walked   ", " " * 9) if width >= 40 else ("",) * 4
    strip = Strip(summary.session, width - len(names[0]), glyphs, theme)
    lines = [strip.band(), [], strip.walked(summary.by_segment)]
    if brackets := strip.rounds():
        lines.append(brackets)
    return [[*text(name, theme.quiet), *line] for name, line in zip(names, lines, strict=False)]
