"""The runner in two lines of the normal screen, for people who keep a shell open."""

from __future__ import annotations

from typing import TextIO

from rich.color import ColorSystem
from rich.segment import Segment

from ..core.commands import State
from ..core.view import LEAD_IN, View
from ..durations import clock_text
from ..loop import Moment
from ..terminal.lines import PLAIN, Line, clip, plain, spread, text, width_of
from ..terminal.modes import NormalScreen
from ..terminal.painter import BEGIN, END, cells, styled, synchronizes
from .glyphs import Glyphs, glyphs_for
from .strip import Strip
from .theme import BOLD, NOTICE, WORDS, Theme
from .ui_state import Ui
from .wording import (
    announcement,
    announcement_style,
    coming_text,
    details,
    direction_of,
    just_started,
    position,
    seconds_to_announce,
    shown_time,
)

HINT = "space pause  n next  q end  ? help"
HELP = "space pause  n next  p previous  +/- 30 s  m mute  [ ] volume  q end"
LONGEST_BAR = 40


def compose(
    view: View, ui: Ui, width: int, glyphs: Glyphs, strip: Strip, theme: Theme
) -> list[Line]:
    """The two lines, of at most `width` cells: what is now, and how far the session is."""
    lines = [
        _now(view, ui, width, glyphs, theme),
        _session(view, ui, width, glyphs, strip, theme),
    ]
    return [clip(line, width, glyphs.ellipsis) for line in lines]


def _now(view: View, ui: Ui, width: int, glyphs: Glyphs, theme: Theme) -> Line:
    """Direction, time left, a bar, and what comes next or is announced."""
    direction, ink = direction_of(view), theme.ink[direction_of(view)]
    word = f" {glyphs.arrows[direction]} {WORDS[direction]} "
    if view.state is State.PAUSED:
        word = f" PAUSED{word}"
    elif view.index == LEAD_IN:
        word = f" GET READY{word}"
    left: Line = [Segment(word, theme.band[direction]), Segment(f" {shown_time(view)} ", BOLD)]
    right = _right(view, glyphs, theme)
    room = width - width_of(left) - width_of(right) - 1
    if room >= 8 and view.limit:
        length = min(room, LONGEST_BAR)
        full = max(0, min(length, int(view.elapsed / view.limit * length)))
        left += [
            Segment(glyphs.full * full, ink),
            Segment(glyphs.empty * (length - full), theme.quiet),
        ]
    elif room < 0:
        right = []
    line = spread(left, right, width, glyphs.ellipsis) if right else left
    if ui.flash and just_started(view, ui.speed):
        return text(plain(line).ljust(width), theme.band[direction])
    return line


def _right(view: View, glyphs: Glyphs, theme: Theme) -> Line:
    seconds = seconds_to_announce(view)
    if seconds is not None:
        return text(f" {announcement(view, seconds)} ", announcement_style(view, theme))
    return coming_text(view, glyphs, theme)


def _session(view: View, ui: Ui, width: int, glyphs: Glyphs, strip: Strip, theme: Theme) -> Line:
    """The strip, the session's time, and what there is to know or to press."""
    if ui.help or ui.notice:
        return text(f" {HELP if ui.help else ui.notice}", PLAIN if ui.help else NOTICE)
    volume = f"volume {ui.volume} %" if ui.volume != 100 else ""
    more = "+" if view.session.has_open else ""
    times = f"{clock_text(max(view.at, view.at * 0))} / {clock_text(view.expected)}{more}"
    parts = [times, "muted" if ui.muted else volume, f"x{ui.speed:g}" if ui.speed != 1 else ""]
    said = "  ".join(part for part in parts if part)
    known = ""
    if view.index != LEAD_IN:
        known = f" {glyphs.dot} ".join(p for p in details(view, ui.units, glyphs.dot) if p)
    line = [*strip.marked(strip.place(*position(view))), Segment(f" {said}  ", PLAIN)]
    room = width - width_of(line)
    hint = known if len(known) <= room and known else HINT
    return [*line, Segment(hint, PLAIN if known else theme.quiet)] if len(hint) <= room else line


class InlineDisplay:
    """Draws moments in the last two lines of the screen."""

    def __init__(
        self,
        out: TextIO,
        screen: NormalScreen,
        ui: Ui,
        theme: Theme,
        colours: ColorSystem | None,
    ) -> None:
        self._theme = theme
        self._out = out
        self._screen = screen
        self._ui = ui
        self._colours = colours or ColorSystem.STANDARD
        self._glyphs = glyphs_for(out.encoding)
        self._begin, self._end = (BEGIN, END) if synchronizes() else ("", "")
        self._strip: Strip | None = None
        self._shown: list[Line] = []
        self._size = (0, 0)
        self._gone = False

    def show(self, moment: Moment) -> None:
        """Draw the moment; at the end the lines make room for what is printed then."""
        if self._gone:
            return
        if moment.view.outcome is not None:
            self._leave()
            return
        size = self._screen.size()
        width = max(1, size[0] - 1)  # the last cell would make some terminals wrap
        across = width // 2 if width < 72 else width // 3
        if self._strip is None or self._strip.width != across:
            self._strip = Strip(moment.view.session, across, self._glyphs, self._theme)
        lines = compose(moment.view, self._ui, width, self._glyphs, self._strip, self._theme)
        lines = lines[: size[1]]
        if lines != self._shown or size != self._size or not self._screen.drawn:
            rows = [styled(cells(line), self._colours) + "\x1b[K" for line in lines]
            self._put(self._start(size, len(lines)) + "\r\n".join(rows))
            self._shown, self._size, self._screen.drawn = lines, size, True

    def forget(self) -> None:
        """What stands there is drawn over at the next change anyway."""

    def _start(self, size: tuple[int, int], rows: int) -> str:
        """To the first of our lines: at the bottom of the screen, where there is nothing yet."""
        if not self._screen.drawn:
            # first make sure that there are as many lines below, then go down to the last
            room = "\n" * (rows - 1) + _up(rows - 1)
            return f"\r{room}{_KEEP}{_BOTTOM}{_up(rows - 1)}"
        if size == self._size:
            return "\r" + _up(len(self._shown) - 1)
        # a narrower window has broken our lines, a higher one has left them behind
        broken = sum(max(1, -(-width_of(line) // size[0])) for line in self._shown)
        return f"\r{_up(broken - 1)}\x1b[J{_BOTTOM}{_up(rows - 1)}"

    def _leave(self) -> None:
        """Take the lines away, and go on where we came in."""
        if self._screen.drawn:
            self._put(f"\r{_up(len(self._shown) - 1)}\x1b[J{_BACK}\x1b[J")
            self._screen.drawn = False

    def _put(self, sequence: str) -> None:
        try:
            self._out.write(f"{self._begin}{sequence}{self._end}")
            self._out.flush()
        except OSError:  # the terminal has gone
            self._gone = True


_KEEP, _BACK, _BOTTOM = "\x1b7", "\x1b8", "\x1b[999B"


def _up(rows: int) -> str:
    return f"\x1b[{rows}A" if rows > 0 else ""
