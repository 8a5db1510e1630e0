"""The runner in two lines of the normal screen, which leave the shell's output visible."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TextIO

from rich.color import ColorSystem
from rich.segment import Segment
from rich.style import Style

from ..core.session import ZERO
from ..core.view import View
from ..durations import clock_text
from ..loop import Moment
from ..terminal.lines import Line, clip, plain, spread, text, width_of
from ..terminal.modes import NormalScreen
from ..terminal.painter import BEGIN, END, cells, styled, synchronizes
from .glyphs import Glyphs, glyphs_for
from .strip import Strip
from .theme import BOLD, NOTICE, Theme
from .ui_state import Ui
from .wording import (
    END_QUESTION,
    Phase,
    announcement,
    announcement_style,
    coming_text,
    counted_in,
    details,
    direction_of,
    just_started,
    phase_of,
    position,
    seconds_to_announce,
    shown_time,
)

if TYPE_CHECKING:
    from rich.console import Console, ConsoleOptions, RenderResult

HINT = "space pause  n next  q end  ? help"
HELP = "space pause  n next  p previous  +/- 30 s  m mute  [ ] volume  q end  ? close"
LONGEST_BAR = 40


@dataclass(frozen=True)
class InlineFrame:
    """The two lines at one moment, as a Rich renderable."""

    view: View
    ui: Ui
    theme: Theme

    def lines(self, width: int, glyphs: Glyphs) -> list[Line]:
        """Return the current segment and the session's progress, in at most `width` cells each."""
        shown = replace(self, view=replace(self.view, session=glyphs.session(self.view.session)))
        lines = [shown._now(width, glyphs), shown._session(width, glyphs)]
        return [clip(line, width, glyphs.ellipsis) for line in lines]

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Yield the lines for the console's width and encoding."""
        for line in self.lines(options.max_width, glyphs_for(options.encoding)):
            yield from line
            yield Segment.line()

    def _now(self, width: int, glyphs: Glyphs) -> Line:
        """Return direction, time, a bar, and the next segment or an announcement."""
        view, theme, direction = self.view, self.theme, direction_of(self.view)
        left = [*self._band(glyphs), *text(f" {shown_time(view)} ", self._ink + BOLD)]
        right = self._right(glyphs)
        room = width - width_of(left) - width_of(right) - 1
        if room >= 8 and view.limit:
            length = min(room, LONGEST_BAR)
            full = max(0, min(length, int(view.elapsed / view.limit * length)))
            left += text(glyphs.full * full, self._ink)
            left += text(glyphs.empty * (length - full), theme.quiet)
        elif room < 0:
            right = []
        line = spread(left, right, width, glyphs.ellipsis) if right else left
        if self.ui.flash and just_started(view, self.ui.speed):
            return text(plain(line).ljust(width), theme.band[direction])
        return line

    @property
    def _ink(self) -> Style:
        """The direction's colour, or grey in the lead-in and in pauses."""
        stands = phase_of(self.view) in (Phase.PAUSED, Phase.LEAD_IN)
        return self.theme.off if stands else self.theme.ink[direction_of(self.view)]

    def _band(self, glyphs: Glyphs) -> Line:
        direction, phase = direction_of(self.view), phase_of(self.view)
        word = f" {glyphs.arrows[direction]} {direction.upper()} "
        if counted := counted_in(self.view):
            return text(f" {glyphs.arrows[direction]} {counted} ", self.theme.band[direction])
        if phase is Phase.PAUSED:
            return text(f" {glyphs.pause} PAUSED{word}", BOLD)
        if phase is Phase.LEAD_IN:
            return text(f" GET READY{word}", self.theme.ready)
        return text(word, self.theme.band[direction])

    def _right(self, glyphs: Glyphs) -> Line:
        seconds = seconds_to_announce(self.view)
        if seconds is None:
            return coming_text(self.view, glyphs, self.theme)
        words = f" {announcement(self.view, seconds)} "
        return text(words, announcement_style(self.view, self.theme))

    def _session(self, width: int, glyphs: Glyphs) -> Line:
        """Return the strip, the session's time, and details or keys."""
        view, ui = self.view, self.ui
        if ui.help:
            return text(f" {HELP}")
        if ui.ending or ui.message:
            return text(f" {END_QUESTION if ui.ending else ui.message}", NOTICE)
        more = "+" if view.session.has_open else ""
        times = f"{clock_text(max(view.at, ZERO))} / {clock_text(view.expected)}{more}"
        parts = [times, ui.sound, f"x{ui.speed:g}" if ui.speed != 1 else ""]
        across = width // 2 if width < 72 else width // 3
        strip = Strip(view.session, across, glyphs, self.theme, current=position(view)[0])
        off = self.theme.off if phase_of(view) is Phase.PAUSED else None
        line = strip.rows(*position(view), 1, off=off)[0]
        line += text(f" {'  '.join(part for part in parts if part)}  ")
        known = details(view, ui.units, glyphs.dot)
        room = width - width_of(line)
        hint = text(known) if known and width_of(text(known)) <= room else []
        hint = hint or text(HINT, self.theme.quiet)
        return [*line, *hint] if width_of(hint) <= room else line


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
        self._shown: list[Line] = []
        self._size = (0, 0)
        self._gone = False

    def show(self, moment: Moment) -> None:
        """Draw the moment; after the last one remove the lines."""
        if self._gone:
            return
        if moment.view.outcome is not None:
            self._leave()
            return
        size = self._screen.size()
        width = max(1, size[0] - 1)  # the last cell would make some terminals wrap
        frame = InlineFrame(moment.view, self._ui, self._theme)
        lines = frame.lines(width, self._glyphs)[: size[1]]
        if lines != self._shown or size != self._size or not self._screen.is_drawn:
            rows = [styled(cells(line), self._colours) + "\x1b[K" for line in lines]
            self._put(self._start(size, len(lines)) + "\r\n".join(rows))
            self._shown, self._size = lines, size
            self._screen.mark_drawn(True)

    def forget(self) -> None:
        """Draw the lines again at the next moment."""
        self._shown = []

    def _start(self, size: tuple[int, int], rows: int) -> str:
        """Return the sequence that moves to the first line; at first, to the screen's bottom."""
        if not self._screen.is_drawn:
            # scroll if there are not enough lines below, then go down to the last
            room = "\n" * (rows - 1) + _up(rows - 1)
            return f"\r{room}{_KEEP}{_BOTTOM}{_up(rows - 1)}"
        if size == self._size:
            return "\r" + _up(len(self._shown) - 1)
        # a narrower window has wrapped our lines, a higher one has moved them away from the bottom
        broken = sum(max(1, -(-width_of(line) // size[0])) for line in self._shown)
        return f"\r{_up(broken - 1)}\x1b[J{_BOTTOM}{_up(rows - 1)}"

    def _leave(self) -> None:
        """Remove the lines and put the cursor where it was at the start."""
        if self._screen.is_drawn:
            self._put(f"\r{_up(len(self._shown) - 1)}\x1b[J{_BACK}\x1b[J")
            self._screen.mark_drawn(False)

    def _put(self, sequence: str) -> None:
        try:
            self._out.write(f"{self._begin}{sequence}{self._end}")
            self._out.flush()
        except OSError:  # the terminal has closed
            self._gone = True


_KEEP, _BACK, _BOTTOM = "\x1b7", "\x1b8", "\x1b[999B"


def _up(rows: int) -> str:
    return f"\x1b[{rows}A" if rows > 0 else ""
