"""One frame of the runner: a pure function of the walk's state and the window's size.

In small windows the most important parts remain: direction, time left, next segment, progress.
"""

from __future__ import annotations

from dataclasses import replace

from ..core.session import Session
from ..core.view import View
from ..terminal.lines import Line, centre, clip, plain, text, width_of
from . import big_letters
from .band import Band
from .glyphs import Glyphs
from .layout import TALL, layout
from .rows import Rows
from .strip import Strip
from .theme import BOLD, NOTICE, Theme
from .time_area import TimeArea
from .ui_state import Ui
from .wording import (
    Phase,
    coming_arrow,
    current_step,
    direction_of,
    has_steps,
    just_started,
    phase_of,
    position,
    shown_time,
)


class Composer:
    """Composes the frames of one window size."""

    def __init__(self, width: int, height: int, glyphs: Glyphs, theme: Theme) -> None:
        self.width, self.height, self.glyphs, self.theme = width, height, glyphs, theme
        self._rows = Rows(width, height, glyphs, theme)
        self._strip: Strip | None = None
        self._beside: Composer | None = None
        self._planned: Session | None = None
        self._shown: Session | None = None

    def compose(self, view: View, ui: Ui) -> list[Line]:
        """Return exactly `height` lines of at most `width` cells."""
        view = self._in_words(view)
        if ui.help:
            return self._with_help(view, ui)
        if self.height < 2 or self.width < 10:
            frame = [self._one_line(view)] if self.height else []
        else:
            frame = self._runner(view, ui)
        frame += [[] for _ in range(self.height - len(frame))]
        frame = [clip(line, self.width, self.glyphs.ellipsis) for line in frame[: self.height]]
        if ui.flash and just_started(view, ui.speed):
            return [self._flashed(line, view) for line in frame]
        return frame

    def _with_help(self, view: View, ui: Ui) -> list[Line]:
        """Return the runner in a part of the window and the help in the rest."""
        from .help_panel import HelpPanel  # not on the way to the first frame

        panel = HelpPanel(self.width, self.height, self.glyphs, self.theme)
        if self._beside is None:
            self._beside = Composer(*panel.runner_size, self.glyphs, self.theme)
        return panel.beside(self._beside.compose(view, ui.without_help()), ui)

    def _in_words(self, view: View) -> View:
        """Return the view with texts that can be shown. A session may be long: it is made once."""
        if self._planned is not view.session:
            self._planned, self._shown = view.session, self.glyphs.session(view.session)
        if self._shown is None or self._shown is view.session:
            return view
        return replace(view, session=self._shown)

    def _flashed(self, line: Line, view: View) -> Line:
        """Return the line in the direction's colour, from one side to the other."""
        padding = " " * (self.width - width_of(line))
        return text(plain(line) + padding, self.theme.band[direction_of(view)])

    def _one_line(self, view: View) -> Line:
        phase, direction = phase_of(view), direction_of(view)
        shown, arrow = shown_time(view), self.glyphs.arrows[direction]
        if phase is Phase.PAUSED:
            arrow = self.glyphs.pause
        forms = (f"{arrow} {shown}", f"{arrow}{shown}", shown)
        words = next((form for form in forms if len(form) <= self.width), arrow)
        line = text(words, self.theme.off if phase is Phase.PAUSED else self.theme.ink[direction])
        if phase is Phase.ANNOUNCING and view.coming:
            coming = coming_arrow(view, self.glyphs)
            line += text(f" {coming}", self.theme.ink[view.coming.direction])
        return line

    def _runner(self, view: View, ui: Ui) -> list[Line]:
        slots = layout(self.height, steps=has_steps(view.session))
        parts = {slot.part for slot in slots}
        message_at = next((p for p in ("keys", "done", "next") if p in parts), "")
        frame: list[Line] = []
        for part, rows in slots:
            message = self._message(view, ui) if part == message_at else ""
            if message:
                drawn = [centre(text(message, NOTICE), self.width, self.glyphs.ellipsis)]
            else:
                drawn = self._part(part, rows, view, ui)
            frame += (drawn + [[]] * rows)[:rows]
        return frame

    def _message(self, view: View, ui: Ui) -> str:
        """Return the message to show. In low windows it does not cover announcements or pauses."""
        needed = phase_of(view) in (Phase.ANNOUNCING, Phase.PAUSED)
        return ui.answer if self.height < TALL and needed else ui.message

    def _part(self, part: str, rows: int, view: View, ui: Ui) -> list[Line]:
        match part:
            case "header":
                return self._rows.inset([self._rows.header(view, ui)])
            case "strip" | "low-strip":
                return self._rows.inset(self._strip_rows(view, rows))
            case "band":
                return Band(self.width, rows, self.glyphs, self.theme).draw(view, ui)
            case "time":
                area = TimeArea(self.width, self._rows.inner, rows, self.glyphs, self.theme)
                return area.draw(view, ui)
            case "step":
                return self._step(view, rows)
            case "caption":
                return [self._rows.caption(view, ui)]
            case "bar":
                return self._rows.inset([self._rows.bar(view)])
            case "next":
                return [self._rows.next(view, ui)]
            case "done":
                return self._rows.inset([self._rows.done(view)])
            case "keys":
                return [self._rows.keys()]
            case _:
                return []

    def _strip_rows(self, view: View, rows: int) -> list[Line]:
        if self._strip is None or not self._strip.shows(position(view)[0]):
            self._strip = Strip(
                view.session, self._rows.inner, self.glyphs, self.theme, current=position(view)[0]
            )
        off = self.theme.off if phase_of(view) is Phase.PAUSED else None
        return self._strip.rows(*position(view), rows, off=off)

    def _step(self, view: View, rows: int) -> list[Line]:
        """Return the step to do now, large if it fits."""
        place, listed = current_step(view)
        if not listed or phase_of(view) is Phase.PAUSED:
            return []
        step = listed[place]
        drawn = big_letters.draw(step.upper(), self._rows.inner, rows, self.glyphs)
        lines = drawn or [f"{place + 1} of {len(listed)}  {step}"]
        above: list[Line] = [[]] * ((rows - len(lines)) // 2)
        return above + [centre(text(row, BOLD), self.width, self.glyphs.ellipsis) for row in lines]
