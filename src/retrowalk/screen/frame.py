"""One frame of the runner: a pure function of the walk's state and the window's size."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import NamedTuple

from ..core.session import Direction, Segment
from ..core.walk import LEAD_IN, State, View
from ..cues.words import SAFETY_LINE
from ..durations import clock_text, countdown_text
from . import digits
from .lines import Line, centre, clip, spread, text, width_of
from .look import BAND, BOLD, DIM, INK, NOTICE, PLAIN, WORDS, Glyphs, speed_text
from .strip import Strip

KEYS = (
    ("space", "pause"),
    ("n", "next"),
    ("p", "previous"),
    ("+/-", "30 s"),
    ("m", "mute"),
    ("q", "end"),
    ("?", "help"),
)
HELP = (
    ("space", "pause, and go on again"),
    ("n", "next segment (Enter in an open one)"),
    ("p", "back to the segment's start; twice: the one before"),
    ("+ -", "make this segment 30 s longer or shorter"),
    ("m", "sound off and on"),
    ("[ ]", "softer, louder"),
    ("q", "end the session"),
    ("Ctrl-Z", "leave for the shell; fg comes back, paused"),
    ("?", "close this help"),
)
LARGE_FROM = 16
"""Rows from which the direction's band is three rows high."""


@dataclass(eq=False, repr=False)
class Ui:
    """What the screen shows besides the walk.

    With `flash` a change of direction is shown by the whole screen, for when nothing sounds.
    """

    muted: bool = False
    volume: int = 100
    flash: bool = False
    help: bool = False
    notice: str = ""
    speed: float = 1.0
    units: str = "km/h"


class Block(NamedTuple):
    """Some lines that belong together; the lower `rank`, the longer they stay on a small screen."""

    rank: int
    rows: list[Line]


class Composer:
    """Composes frames of one window size; makes the strip once."""

    def __init__(self, width: int, height: int, glyphs: Glyphs) -> None:
        self.width, self.height, self.glyphs = width, height, glyphs
        self._strip: Strip | None = None

    def compose(self, view: View, ui: Ui) -> list[Line]:
        """Exactly `height` lines of at most `width` cells."""
        if self.height < 2 or self.width < 10:
            frame = [self._one_line(view)] if self.height else []
        else:
            frame = self._help() if ui.help and self.height > 3 else self._runner(view, ui)
        frame += [[] for _ in range(self.height - len(frame))]
        if ui.flash and _has_changed(view):
            frame = [self._flashed(line, view) for line in frame]
        return [clip(line, self.width, self.glyphs.ellipsis) for line in frame[: self.height]]

    def _flashed(self, line: Line, view: View) -> Line:
        """The line in the direction's colour, from one side to the other."""
        words = "".join(part for part, _ in clip(line, self.width, self.glyphs.ellipsis))
        padding = " " * (self.width - width_of(text(words)))
        return text(words + padding, BAND[_direction(view)])

    def _one_line(self, view: View) -> Line:
        arrow = self.glyphs.arrows[_direction(view)]
        return text(f"{arrow} {_shown_time(view)}", INK[_direction(view)])

    def _runner(self, view: View, ui: Ui) -> list[Line]:
        band_rows = 3 if self.height >= LARGE_FROM else 1
        blocks = [
            Block(6, [self._header(view, ui)]),
            Block(5, self._strip_rows(view)),
            Block(0, self._band(view, band_rows)),
            Block(4, self._labels(view, ui.units)),
            Block(3, [self._bar(view)]),
            Block(2, [self._next(view)]),
            Block(7, [self._done(view)]),
            Block(3, [centre(text(ui.notice, NOTICE), self.width)] if ui.notice else []),
            Block(8, [self._keys()]),
        ]
        kept = self._fitting([block for block in blocks if block.rows])
        room = self.height - sum(len(block.rows) for block in kept)
        time = self._time(view, room)
        return self._stack(kept, time, room)

    def _fitting(self, blocks: list[Block]) -> list[Block]:
        """The most important blocks that leave room for the time; large screens spare more."""
        room = self.height - 1
        kept = []
        for block in sorted(blocks, key=lambda b: b.rank):
            spare = 4 if block.rank > 4 and self.height >= 9 else 0
            if len(block.rows) <= room - spare:
                kept.append(block)
                room -= len(block.rows)
        return [block for block in blocks if block in kept]

    def _stack(self, blocks: list[Block], time: list[Line], room: int) -> list[Line]:
        """The blocks with the time below the direction, and empty lines where they look best."""
        free = room - len(time)
        frame: list[Line] = []
        for block in blocks:
            if block.rank == 0:
                above = min(free // 4, 1)
                frame += [[]] * above + block.rows
                before = (free - above) // 2
                after = free - above - before
                frame += [[]] * before + time + [[]] * after
            else:
                frame += block.rows
        return frame

    def _header(self, view: View, ui: Ui) -> Line:
        volume = [(f"volume {ui.volume} % ", NOTICE)] if ui.volume != 100 else []
        muted = [("muted ", NOTICE)] if ui.muted else volume
        speed = [(f"x{ui.speed:g} ", NOTICE)] if ui.speed != 1 else []
        more = "+" if view.session.has_open else ""
        times = f"{clock_text(max(view.at, view.at * 0))} / {clock_text(view.expected)}{more}"
        return spread(text(view.session.title, BOLD), [*muted, *speed, (times, PLAIN)], self.width)

    def _strip_rows(self, view: View) -> list[Line]:
        if self._strip is None:
            self._strip = Strip(view.session, self.width, self.glyphs)
        place = self._strip.place(view.index, view.elapsed)
        return [self._strip.band(place), text(self._strip.pointer(place), BOLD)]

    def _band(self, view: View, rows: int) -> list[Line]:
        direction = _direction(view)
        arrow, word = self.glyphs.arrows[direction], WORDS[direction]
        content = f"{arrow}  {word}  {arrow}" if self.width >= 16 else f"{arrow} {word}"
        if view.index == LEAD_IN:
            content = (
                f"GET READY {self.glyphs.dot} {word}" if self.width >= 24 else f"{arrow} {word}"
            )
        if view.state is State.PAUSED:
            content = f"PAUSED {self.glyphs.dot} {word}" if self.width >= 18 else f"|| {word}"
        style = BAND[direction]
        blank = text(" " * self.width, style)
        line = centre(text(content, style), self.width, self.glyphs.ellipsis, style)
        return [line] if rows == 1 else [blank, line, blank]

    def _time(self, view: View, room: int) -> list[Line]:
        """The remaining time as large as there is room for."""
        shown, style = _shown_time(view), INK[_direction(view)]
        drawn = digits.draw(shown, self.width - 2, room, self.glyphs) if room > 1 else []
        return [centre(text(row, style), self.width) for row in drawn or [shown]]

    def _labels(self, view: View, units: str) -> list[Line]:
        if view.index == LEAD_IN:
            rows = [text(sentence, BOLD) for sentence in _safety(self.width)]
        else:
            segment = view.segment
            assert segment is not None
            detail = [segment.note or "", _pace(segment, units)]
            if segment.duration is None:
                detail.append("press n when ready")
            if view.state is State.PAUSED:
                detail = [f"paused for {clock_text(view.paused_for)}, space goes on"]
            joined = f" {self.glyphs.dot} ".join(part for part in detail if part)
            rows = [text(segment.label or "", BOLD), text(joined, PLAIN)]
        return [centre(row, self.width, self.glyphs.ellipsis) for row in rows]

    def _bar(self, view: View) -> Line:
        """The segment's bar between the time left and the segment's length."""
        direction = _direction(view)
        length = "open" if view.limit is None else clock_text(view.limit)
        left, right = f"{_shown_time(view):>5} ", f" {length}"
        room = self.width - len(left) - len(right)
        part = view.elapsed / view.limit if view.limit else 0.0
        full = max(0, min(room, int(part * room)))
        return [
            (left, BOLD),
            (self.glyphs.full * full, INK[direction]),
            (self.glyphs.empty * (room - full), DIM),
            (right, PLAIN),
        ]

    def _next(self, view: View) -> Line:
        coming = view.coming
        if coming is None:
            following: Line = text("Next: done")
        else:
            arrow = self.glyphs.arrows[coming.direction]
            length = "open" if coming.duration is None else clock_text(coming.duration)
            label = f" {self.glyphs.dot} {coming.label}" if coming.label else ""
            following = [
                ("Next: ", PLAIN),
                (f"{arrow} {coming.direction} {length}", INK[coming.direction]),
                (label, PLAIN),
            ]
        segment = view.segment
        round_ = f"round {segment.round} of {segment.rounds}" if segment and segment.round else ""
        if width_of(following) + len(round_) + 2 > self.width:
            following = [span for span in following if span[0] != "Next: "]
            round_ = round_.replace("round ", "").replace(" of ", "/")
        if width_of(following) + len(round_) + 1 > self.width:
            return following
        return spread(following, text(round_, BOLD), self.width, self.glyphs.ellipsis)

    def _done(self, view: View) -> Line:
        place = f"segment {max(view.index, 0) + 1} of {len(view.session.segments)}"
        return spread(text(f"Backward done: {clock_text(view.backward)}"), text(place), self.width)

    def _keys(self) -> Line:
        line: Line = []
        for key, what in KEYS:
            line += [(key, BOLD), (f" {what}  ", DIM)]
        return centre(line, self.width, self.glyphs.ellipsis)

    def _help(self) -> list[Line]:
        rows: list[Line] = [text("Keys", BOLD), []]
        rows += [[(f"{key:>8}  ", BOLD), (what, PLAIN)] for key, what in HELP]
        return rows


def _direction(view: View) -> Direction:
    """The direction the walker cares for: the present one, in the lead-in the first."""
    return view.session.segments[max(view.index, 0)].direction


def _has_changed(view: View) -> bool:
    """Whether a segment has begun within the last second."""
    just = view.elapsed < timedelta(seconds=1)
    return view.index != LEAD_IN and view.state is State.WALKING and just


def _safety(width: int) -> tuple[str, str]:
    """The safety line in two rows, broken between its sentences where it is too long for one."""
    if len(SAFETY_LINE) <= width:
        return SAFETY_LINE, ""
    clear, stop = SAFETY_LINE.split(". ")
    return f"{clear}.", stop


def _shown_time(view: View) -> str:
    """The time left, counting down; in an open segment the time walked, counting up."""
    if view.remaining is None:
        return clock_text(view.elapsed)
    return countdown_text(view.remaining)


def _pace(segment: Segment, units: str) -> str:
    speed = speed_text(segment.speed_kmh, units) if segment.speed_kmh else ""
    beat = f"{segment.cadence} steps/min" if segment.cadence else ""
    return ", ".join(part for part in (speed, beat) if part)
