"""Things printed once: the plan, the list of presets, the summary of a walk."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from datetime import timedelta
from typing import Literal, TextIO

from rich.box import ASCII as ASCII_BOX
from rich.box import SIMPLE_HEAD, Box
from rich.color import ColorSystem
from rich.console import Console, JustifyMethod
from rich.style import Style
from rich.table import Table
from rich.text import Text

from ..core import energy
from ..core.events import Outcome
from ..core.session import Direction, Segment, Session
from ..core.summary import Summary
from ..core.timeline import starts
from ..durations import clock_text
from ..presets.advice import advice
from .colours import NEVER, colour_system
from .lines import Line
from .look import BOLD, INK, WORDS, Glyphs, glyphs_for, speed_text
from .strip import Strip, comparison

_NAMES: dict[ColorSystem, Literal["standard", "256", "truecolor"]] = {
    ColorSystem.STANDARD: "standard",
    ColorSystem.EIGHT_BIT: "256",
    ColorSystem.TRUECOLOR: "truecolor",
}
NARROW = 80
"""Cells that a table is laid out for where there is no terminal to measure."""


class PlainConsole(Console):
    """A console whose reader may go away: that is told like any other output's failure."""

    def on_broken_pipe(self) -> None:
        """Leave it to the caller; Rich would end the program."""
        raise BrokenPipeError


def console_for(
    out: TextIO, *, bare: bool = False, environment: Mapping[str, str] = os.environ
) -> Console:
    """A console that writes text as it is: no markup, no emoji names, no highlighting.

    A `bare` one writes nothing that steers a terminal. Colours are those of the other screens.
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


LABEL = "label and note"
PLAN_COLUMNS: tuple[tuple[str, JustifyMethod, int], ...] = (
    ("#", "right", 58),
    ("start", "right", 0),
    ("", "left", 0),
    ("length", "right", 0),
    ("round", "left", 58),
    (LABEL, "left", 46),
)
"""Heading, side and the width of a terminal from which it is shown, of each column of a plan."""
WORDS_FROM = 30
"""The width from which directions are told in words as well as by arrows."""


def print_plan(out: TextIO, session: Session, units: str = "km/h") -> None:
    """The session's timeline as a table, under its strip."""
    console, glyphs = console_for(out), glyphs_for(out.encoding)
    console.print(Text(session.title, style="bold"))
    strip = Strip(session, min(console.width, WIDEST), glyphs)
    console.print(rich_text(strip.band()))
    if brackets := strip.rounds():
        console.print(rich_text(brackets))
    console.print()
    table = Table(box=box_for(glyphs), pad_edge=False, show_edge=False)
    # on narrow terminals the times and the direction stay
    shown = [place for place, (_, _, least) in enumerate(PLAN_COLUMNS) if console.width >= least]
    for place in shown:
        heading, side, _ = PLAN_COLUMNS[place]
        table.add_column(heading, justify=side, no_wrap=heading != LABEL)
    for index, (segment, start) in enumerate(
        zip(session.segments, starts(session), strict=True), 1
    ):
        row = _plan_row(index, segment, start, glyphs, units)
        if console.width < WORDS_FROM:
            row[2] = Text(glyphs.arrows[segment.direction], style=INK[segment.direction])
        table.add_row(*(row[place] for place in shown))
    console.print(table)
    console.print(totals(session))


def _plan_row(
    index: int, segment: Segment, start: timedelta | None, glyphs: Glyphs, units: str
) -> list[Text]:
    arrow = glyphs.arrows[segment.direction]
    length = "open" if segment.duration is None else clock_text(segment.duration)
    return [
        Text(str(index)),
        Text("" if start is None else clock_text(start)),
        Text(f"{arrow} {WORDS[segment.direction].lower()}", style=INK[segment.direction]),
        Text(length),
        Text(f"{segment.round} of {segment.rounds}" if segment.round else ""),
        Text(plan_words(segment, glyphs, units)),
    ]


def plan_words(segment: Segment, glyphs: Glyphs, units: str = "km/h") -> str:
    """What a plan says of a segment besides its times."""
    words = [segment.label, segment.note, *_extras(segment, units)]
    return f" {glyphs.dot} ".join(word for word in words if word)


def _extras(segment: Segment, units: str) -> list[str]:
    extras = []
    if segment.speed_kmh is not None:
        extras.append(speed_text(segment.speed_kmh, units))
    if segment.cadence is not None:
        extras.append(f"{segment.cadence} steps/min")
    if segment.duration is None and segment.at_most is not None:
        extras.append(f"at most {clock_text(segment.at_most)}")
    return extras


def totals(session: Session) -> str:
    """The session's times in one line: "20:00 in all, 17:00 forward, 3:00 backward"."""
    parts = [f"{clock_text(session.total)} in all"]
    for direction in Direction:
        if time := session.time(direction):
            parts.append(f"{clock_text(time)} {direction}")
    if session.has_open:
        parts.append("and the open segments")
    return ", ".join(parts)


def print_presets(out: TextIO, entries: Iterable[tuple[str, str, Session]]) -> None:
    """The presets as a table of name, summary, total and backward time."""
    console, glyphs = console_for(out), glyphs_for(out.encoding)
    table = Table(box=box_for(glyphs), pad_edge=False, show_edge=False)
    table.add_column("name", no_wrap=True)
    table.add_column("summary")
    table.add_column("total", justify="right", no_wrap=True)
    table.add_column("backward", justify="right", no_wrap=True)
    for name, summary, session in entries:
        total, backward = short_totals(session)
        table.add_row(Text(name, style="bold"), Text(summary), total, backward)
    console.print(table)


def short_totals(session: Session) -> tuple[str, str]:
    """Total and backward time for lists; a session with open segments has "open" among them."""
    backward = session.time(Direction.BACKWARD)
    open_back = any(
        s.duration is None and s.direction is Direction.BACKWARD for s in session.segments
    )
    return (
        _with_open(session.total, has_open=session.has_open),
        _with_open(backward, has_open=open_back),
    )


def _with_open(duration: timedelta, *, has_open: bool) -> str:
    if not has_open:
        return clock_text(duration)
    return f"{clock_text(duration)}+" if duration else "open"


HEADLINES: dict[Outcome | None, str] = {
    Outcome.COMPLETED: "Done.",
    Outcome.ENDED: "Ended early.",
    Outcome.INTERRUPTED: "Interrupted.",
    None: "Interrupted.",
}
WIDEST = 100
"""Cells beyond which a strip gets no wider."""


def print_summary(
    out: TextIO, summary: Summary, weight: float | None = None, *, bare: bool = False
) -> None:
    """What was planned and what was walked, and what to do next.

    With a weight in kg there is the energy as well; `bare` is for screen readers: no picture.
    """
    console, session = console_for(out, bare=bare), summary.session
    console.print(Text(f"{HEADLINES[summary.outcome]} {session.title}", style="bold"))
    if not bare:
        glyphs, width = glyphs_for(out.encoding), min(console.width, WIDEST)
        lines = comparison(summary, width, glyphs)
        console.print(Text("\n").join(rich_text(line) for line in ([], *lines, [])))
    console.print(_summary_table(summary, glyphs_for(out.encoding), bare=bare))
    console.print(totals_line(summary))
    if weight is not None:
        console.print(energy.sentence(energy.kilocalories(summary.by_speed, weight)))
    if not bare:
        console.print()
    console.print(advice(summary))


def _summary_table(summary: Summary, glyphs: Glyphs, *, bare: bool) -> Table:
    session = summary.session
    table = Table(box=None if bare else box_for(glyphs), pad_edge=False, show_edge=False)
    table.add_column("")
    table.add_column("planned", justify="right")
    table.add_column("walked", justify="right")
    names: list[tuple[str, Style]] = [("total", BOLD)]
    names += [(str(direction), INK[direction]) for direction in Direction]
    planned = [session.total, *(session.time(direction) for direction in Direction)]
    walked = [summary.total, *(summary.walked[direction] for direction in Direction)]
    for (name, style), plan, walk in zip(names, planned, walked, strict=True):
        has_open = session.has_open and name in ("total", *_open_directions(session))
        if plan or walk or has_open:
            shown = _with_open(plan, has_open=has_open)
            table.add_row(Text(name, style=style), shown, Text(clock_text(walk), style=style))
    return table


def totals_line(summary: Summary) -> str:
    """Segments and pauses in one line."""
    pauses = f"{summary.pauses} ({clock_text(summary.paused)})" if summary.pauses else "0"
    return (
        f"segments done {summary.done} of {len(summary.session.segments)}, "
        f"skipped {summary.skipped}, pauses {pauses}"
    )


def _open_directions(session: Session) -> set[str]:
    return {str(segment.direction) for segment in session.segments if segment.duration is None}


def rich_text(line: Line) -> Text:
    """A line as Rich prints it."""
    return Text.assemble(*line)


def box_for(glyphs: Glyphs) -> Box:
    """The rules of a table that an output can show."""
    return SIMPLE_HEAD if glyphs.halves else ASCII_BOX
