"""One frame of the runner: a pure function of the walk's state and the window's size.

What is most important stays longest on a small window: direction, time left, what comes next,
progress.
"""

from __future__ import annotations

from rich.segment import Segment

from ..core.commands import State
from ..core.view import LEAD_IN, View
from ..cues.wording import SAFETY_LINE
from ..durations import clock_text
from ..terminal.lines import PLAIN, Line, centre, clip, plain, spread, text, width_of
from . import digits
from .band import LARGE, ROOMY, WIDE, Band
from .glyphs import Glyphs
from .layout import TIME, Block
from .pages import compose_page
from .strip import Strip
from .theme import BOLD, NOTICE, Theme
from .ui_state import Ui
from .wording import (
    announcement,
    announcement_style,
    coming_arrow,
    coming_text,
    details,
    direction_of,
    just_started,
    longest_time,
    position,
    seconds_to_announce,
    shown_time,
    steps,
)

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
TALL = 15
"""Rows that digits keep, where they can have them, before an arrow stands beside them."""


class Composer:
    """Composes frames of one window size; makes the strip once."""

    def __init__(self, width: int, height: int, glyphs: Glyphs, theme: Theme) -> None:
        self.width, self.height, self.glyphs, self.theme = width, height, glyphs, theme
        self._margin = 2 if width >= 100 else 1 if width >= 40 else 0
        self._inner = width - 2 * self._margin
        self._band = Band(width, height, glyphs, theme)
        self._strip: Strip | None = None

    def compose(self, view: View, ui: Ui) -> list[Line]:
        """Exactly `height` lines of at most `width` cells."""
        if self.height < 2 or self.width < 10:
            frame = [self._one_line(view)] if self.height else []
        else:
            frame = self._help(view) if ui.help and self.height > 3 else self._runner(view, ui)
            if ui.page and view.index == LEAD_IN:
                frame = compose_page(ui.page, shown_time(view), self.width, self.height, self.theme)
        frame += [[] for _ in range(self.height - len(frame))]
        frame = [clip(line, self.width, self.glyphs.ellipsis) for line in frame[: self.height]]
        if ui.flash and not ui.help and just_started(view, ui.speed):
            return [self._flashed(line, view) for line in frame]
        return frame

    def _flashed(self, line: Line, view: View) -> Line:
        """The line in the direction's colour, from one side to the other."""
        padding = " " * (self.width - width_of(line))
        return text(plain(line) + padding, self.theme.band[direction_of(view)])

    def _one_line(self, view: View) -> Line:
        direction = direction_of(view)
        shown, arrow = shown_time(view), self.glyphs.arrows[direction]
        forms = (f"{arrow} {shown}", f"{arrow}{shown}", shown)
        said = next((form for form in forms if len(form) <= self.width), arrow)
        return [*text(said, self.theme.ink[direction]), *self._hint(view)]

    def _hint(self, view: View) -> Line:
        """In the last seconds an arrow that tells what comes next, where words have no room."""
        if seconds_to_announce(view) is None or view.coming is None:
            return []
        direction = view.coming.direction
        return [
            Segment(" ", PLAIN),
            Segment(self.glyphs.arrows[direction], self.theme.ink[direction]),
        ]

    def _runner(self, view: View, ui: Ui) -> list[Line]:
        strip = Block(5, self._inset(self._strip_rows(view)))
        low = self.height < ROOMY  # there the strip would run into the band
        blocks = [
            Block(6, self._inset([self._header(view, ui)])),
            *([] if low else [strip]),
            Block(0, self._band.draw(view, still=ui.still), gap=True),
            TIME,
            Block(4, self._band.caption(view) + self._labels(view, ui.units), gap=True),
            Block(3, self._inset([self._bar(view)]), gap=True),
            Block(2, [self._next(view)]),
            *([strip] if low else []),
            Block(7, self._inset([self._done(view)])),
            Block(3, [centre(text(ui.notice, NOTICE), self.width)] if ui.notice else []),
            Block(8, [self._keys()], gap=True),
        ]
        kept = self._fitting([block for block in blocks if block.rows or block is TIME])
        return self._stack(kept, view)

    def _inset(self, rows: list[Line]) -> list[Line]:
        """Rows of the inner width with the margin before them."""
        return (
            [[Segment(" " * self._margin, PLAIN), *row] for row in rows] if self._margin else rows
        )

    def _fitting(self, blocks: list[Block]) -> list[Block]:
        """The most important blocks that leave the time as much room as suits the window.

        On very low windows the bar tells the time, where there is no room for two.
        """
        room = self.height - self._least_time()
        kept = []
        for block in sorted(blocks, key=lambda b: b.rank):
            if len(block.rows) <= room:
                kept.append(block)
                room -= len(block.rows)
        return [block for block in blocks if block in kept]

    def _least_time(self) -> int:
        """Rows that the time has at the least, with what stands empty around it."""
        if self.height < 7:
            return 1 if self.height < 4 else 0
        return max(4, min((self.height + 1) // 2 - 1, 9), self.height * 2 // 5)

    def _stack(self, blocks: list[Block], view: View) -> list[Line]:
        """The blocks one below the other, with empty lines where they look best."""
        room = self.height - sum(len(block.rows) for block in blocks)
        spare = room - self._least_time()
        # around the time, which never stands right at the band
        gaps = 2 if self.height >= 15 else 1 if self.height >= 7 else 0
        wanted = [block for block in blocks if block.gap and block.rank]
        opened = set()
        for block in [b for b in blocks if b.rank == 0] + wanted[::-1]:
            if spare > gaps and block is not blocks[0]:
                opened.add(id(block))
                spare -= 1
        room -= len(opened)
        time = self._time(view, max(1 if self.height > 3 else room, room - gaps)) if room else []
        free = room - len(time)
        frame: list[Line] = []
        for block in blocks:
            if block is TIME:
                before = (free + 1) // 2
                frame += [[]] * before + time + [[]] * (free - before)
            else:
                frame += [[]] * (id(block) in opened) + block.rows
        return frame

    def _header(self, view: View, ui: Ui) -> Line:
        volume = [Segment(f"volume {ui.volume} % ", NOTICE)] if ui.volume != 100 else []
        muted = [Segment("muted ", NOTICE)] if ui.muted else volume
        speed = [Segment(f"x{ui.speed:g} ", NOTICE)] if ui.speed != 1 else []
        more = "+" if view.session.has_open else ""
        times = f"{clock_text(max(view.at, view.at * 0))} / {clock_text(view.expected)}{more}"
        title = text(view.session.title, BOLD)
        return spread(
            title, [*muted, *speed, Segment(times, PLAIN)], self._inner, self.glyphs.ellipsis
        )

    def _strip_rows(self, view: View) -> list[Line]:
        if self._strip is None:
            self._strip = Strip(view.session, self._inner, self.glyphs, self.theme)
        place = self._strip.place(*position(view))
        rows = [self._strip.marked(place)]
        if self.height >= LARGE:
            rows.insert(0, self._strip.above(place))
        if self.height >= 12 and (brackets := self._strip.rounds()):
            rows.append(brackets)
        return rows

    def _time(self, view: View, room: int) -> list[Line]:
        """The remaining time as large as there is room for, its arrow beside it."""
        shown, direction = shown_time(view), direction_of(view)
        widest = longest_time(view)
        shape = digits.fit(widest, self._inner, room, self.glyphs)
        if shape is None or room < 3:
            line = [*text(shown, self.theme.ink[direction]), *self._hint(view)]
            return [centre(line, self.width)]
        pair = digits.fit(widest, self._inner, room, self.glyphs, arrow=True)
        tall = TALL * 2 if self.glyphs.halves else TALL
        least = tall if shape.height >= tall else max(9, shape.height * 0.8)
        if pair is None or pair.height < least:
            rows = digits.draw(shown, shape, self.glyphs)
        else:
            beside = digits.arrow(direction, pair.height, self.glyphs)
            drawn = digits.draw(shown, pair, self.glyphs)
            rows = [f"{a}    {d}" for a, d in zip(beside, drawn, strict=True)]
        return [centre(text(row, self.theme.ink[direction]), self.width) for row in rows]

    def _labels(self, view: View, units: str) -> list[Line]:
        """What the segment is for and how; the steps of a turn in their order."""
        if view.index == LEAD_IN:
            rows: list[Line] = [text(sentence, BOLD) for sentence in _safety(self.width)]
            return [centre(row, self.width, self.glyphs.ellipsis) for row in rows]
        listed = steps(view)
        if listed and view.state is not State.PAUSED:
            return self._steps(view, listed)
        label, detail = details(view, units, self.glyphs.dot)
        between = f" {self.glyphs.dot} " if label and detail else ""
        if width_of(text(label + between + detail)) <= self._inner:
            rows = (
                [[*text(label, BOLD), Segment(between + detail, PLAIN)]] if label or detail else []
            )
            # a row is kept, so that nothing moves with a pause
            rows += [[]] * (not rows and self.height >= 9)
        else:
            rows = [text(label, BOLD), text(detail, PLAIN)] if label else [text(detail, PLAIN)]
        return [centre(row, self.width, self.glyphs.ellipsis) for row in rows]

    def _steps(self, view: View, listed: list[str]) -> list[Line]:
        """All steps below each other, the one whose turn it is marked; on low windows that one."""
        elapsed = view.elapsed / view.limit if view.limit else 0.0
        now = min(len(listed) - 1, int(elapsed * len(listed)))
        if len(listed) > self._room_for_steps():
            step = f"{now + 1}/{len(listed)} {listed[now]}"
            return [centre(text(step, BOLD), self.width, self.glyphs.ellipsis)]
        left = (self.width - max(len(step) for step in listed) - 5) // 2
        rows: list[Line] = []
        for place, step in enumerate(listed):
            style = BOLD if place == now else self.theme.quiet if place < now else PLAIN
            mark = ">" if place == now else " "
            rows.append(
                [Segment(" " * max(0, left), PLAIN), Segment(f"{mark} {place + 1}  {step}", style)]
            )
        return rows

    def _room_for_steps(self) -> int:
        """Rows that a list of steps can have without taking any from what is more important."""
        taken = self._least_time() + self._band.rows + len(("bar", "next", "caption"))
        return self.height - taken if self.height >= 20 else 0

    def _bar(self, view: View) -> Line:
        """The segment's bar between the time left and the segment's length."""
        direction = direction_of(view)
        length = "open" if view.limit is None else clock_text(view.limit)
        left, right = f"{shown_time(view):>5} ", f" {length}"
        room = self._inner - len(left) - len(right)
        part = view.elapsed / view.limit if view.limit else 0.0
        full = max(0, min(room, int(part * room)))
        return [
            Segment(left, BOLD),
            Segment(self.glyphs.full * full, self.theme.ink[direction]),
            Segment(self.glyphs.empty * (room - full), self.theme.quiet),
            Segment(right, PLAIN),
        ]

    def _next(self, view: View) -> Line:
        """What comes next, and the round; on narrow windows what the band cannot announce."""
        seconds = seconds_to_announce(view)
        if seconds is not None and self.width < WIDE:
            style = announcement_style(view, self.theme)
            said = announcement(view, seconds)
            if len(said) > self.width:
                said = f"{coming_arrow(view, self.glyphs) or 'end'} in {seconds}"
            return centre(text(said, style), self.width, self.glyphs.ellipsis, style)
        following = coming_text(view, self.glyphs, self.theme)
        segment = view.segment
        round_ = f"round {segment.round} of {segment.rounds}" if segment and segment.round else ""
        if width_of(following) + len(round_) + 2 > self._inner:
            following = [span for span in following if span[0] != "Next: "]
            round_ = round_.replace("round ", "").replace(" of ", "/")
        if width_of(following) + len(round_) + 1 <= self._inner:
            following = spread(following, text(round_, BOLD), self._inner, self.glyphs.ellipsis)
        return self._inset([following])[0]

    def _done(self, view: View) -> Line:
        present = view.first if view.index == LEAD_IN else view.index
        place = f"segment {present + 1} of {len(view.session.segments)}"
        done = text(f"Backward done: {clock_text(view.backward)}", self.theme.quiet)
        return spread(done, text(place, self.theme.quiet), self._inner, self.glyphs.ellipsis)

    def _keys(self) -> Line:
        line: Line = []
        for key, what in KEYS:
            between = "  " if line else ""
            if width_of(line) + len(between + key + what) + 1 > self._inner:
                break
            line += [Segment(between + key, BOLD), Segment(f" {what}", self.theme.quiet)]
        return centre(line, self.width)

    def _help(self, view: View) -> list[Line]:
        """The keys; above them goes on what a walker has to know all the time."""
        style = self.theme.band[direction_of(view)]
        said = text(self._band.said(view), style)
        rows: list[Line] = [centre(said, self.width, self.glyphs.ellipsis, style)]
        rows += [*self._inset([self._bar(view)]), self._next(view)]
        if self.height >= len(rows) + len(HELP) + 1:
            rows.append([])
        return rows + [[Segment(f"{key:>8}  ", BOLD), Segment(what, PLAIN)] for key, what in HELP]


def _safety(width: int) -> tuple[str, str]:
    """The safety line in two rows, broken between its sentences where it is too long for one."""
    if len(SAFETY_LINE) <= width:
        return SAFETY_LINE, ""
    clear, stop = SAFETY_LINE.split(". ")
    return f"{clear}.", stop
