"""One frame of the runner: a pure function of the walk's state and the window's size.

In small windows the most important parts remain: direction, time left, next segment, progress.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from rich.segment import Segment
from rich.style import Style

from ..core.describe import round_text
from ..core.session import ZERO
from ..core.view import LEAD_IN, View
from ..cues.wording import SAFETY_LINE
from ..durations import clock_text
from ..terminal.lines import PLAIN, Line, centre, clip, plain, spread, text, width_of
from . import big_letters
from .band import Band
from .glyphs import Glyphs
from .help_panel import HelpPanel
from .layout import TALL, layout
from .renderable import WindowRenderable
from .strip import Strip
from .theme import BOLD, NOTICE, Theme
from .time_area import TimeArea
from .ui_state import Ui
from .wording import (
    END_QUESTION,
    Phase,
    announcement,
    announcement_style,
    coming_arrow,
    coming_text,
    current_step,
    details,
    direction_of,
    has_steps,
    is_open,
    just_started,
    phase_of,
    position,
    seconds_to_announce,
    segment_of,
    segment_word,
    shown_time,
)

SAFETY = (SAFETY_LINE, "Path clear? Stop if dizzy or in pain.", "Stop if dizzy or in pain.")
KEYS = (
    ("space", "pause"),
    ("n", "next"),
    ("p", "previous"),
    ("+/-", "30 s"),
    ("m", "mute"),
    ("q", "end"),
    ("?", "help"),
)


@dataclass(frozen=True)
class RunnerFrame(WindowRenderable):
    """The runner at one moment, as a Rich renderable."""

    view: View
    ui: Ui
    theme: Theme

    def lines(self, width: int, height: int, glyphs: Glyphs) -> list[Line]:
        """Return exactly `height` lines of at most `width` cells."""
        return Composer(width, height, glyphs, self.theme).compose(self.view, self.ui)


class Composer:
    """Composes the frames of one window size."""

    def __init__(self, width: int, height: int, glyphs: Glyphs, theme: Theme) -> None:
        self.width, self.height, self.glyphs, self.theme = width, height, glyphs, theme
        self._margin = 2 if width >= 100 else 1 if width >= 40 else 0
        self._inner = width - 2 * self._margin
        self._strip: Strip | None = None
        self._beside: Composer | None = None

    def compose(self, view: View, ui: Ui) -> list[Line]:
        """Return exactly `height` lines of at most `width` cells."""
        view = replace(view, session=self.glyphs.session(view.session))
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
        panel = HelpPanel(self.width, self.height, self.glyphs, self.theme)
        if self._beside is None:
            self._beside = Composer(*panel.runner_size, self.glyphs, self.theme)
        return panel.beside(self._beside.compose(view, ui.without_help()), ui)

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
            if part == message_at and ui.message:
                drawn = [centre(text(ui.message, NOTICE), self.width, self.glyphs.ellipsis)]
            else:
                drawn = self._part(part, rows, view, ui)
            frame += (drawn + [[]] * rows)[:rows]
        return frame

    def _part(self, part: str, rows: int, view: View, ui: Ui) -> list[Line]:
        match part:
            case "header":
                return self._inset([self._header(view, ui)])
            case "strip" | "low-strip":
                return self._inset(self._strip_rows(view, rows))
            case "band":
                return Band(self.width, rows, self.glyphs, self.theme).draw(view, ui)
            case "time":
                area = TimeArea(self.width, self._inner, rows, self.glyphs, self.theme)
                return area.draw(view, ui)
            case "step":
                return self._step(view, rows)
            case "caption":
                return [self._caption(view, ui)]
            case "bar":
                return self._inset([self._bar(view)])
            case "next":
                return [self._next(view, ui)]
            case "done":
                return self._inset([self._done(view)])
            case "keys":
                return [self._keys()]
            case _:
                return []

    def _inset(self, rows: list[Line]) -> list[Line]:
        """Return rows of the inner width with the margin before them."""
        margin = Segment(" " * self._margin, PLAIN)
        return [[margin, *row] for row in rows] if self._margin else rows

    def _header(self, view: View, ui: Ui) -> Line:
        sound = text(f"{ui.sound} ", NOTICE) if ui.sound else []
        speed = text(f"x{ui.speed:g} ", NOTICE) if ui.speed != 1 else []
        more = "+" if view.session.has_open else ""
        times = f"{clock_text(max(view.at, ZERO))} / {clock_text(view.expected)}{more}"
        title = text(view.session.title, BOLD)
        right = [*sound, *speed, *text(times)]
        return spread(title, right, self._inner, self.glyphs.ellipsis)

    def _strip_rows(self, view: View, rows: int) -> list[Line]:
        if self._strip is None or not self._strip.shows(position(view)[0]):
            self._strip = Strip(
                view.session, self._inner, self.glyphs, self.theme, current=position(view)[0]
            )
        off = self.theme.off if phase_of(view) is Phase.PAUSED else None
        return self._strip.rows(*position(view), rows, off=off)

    def _step(self, view: View, rows: int) -> list[Line]:
        """Return the step to do now, large if it fits."""
        place, listed = current_step(view)
        if not listed or phase_of(view) is Phase.PAUSED:
            return []
        step = listed[place]
        drawn = big_letters.draw(step.upper(), self._inner, rows, self.glyphs)
        lines = drawn or [f"{place + 1} of {len(listed)}  {step}"]
        above: list[Line] = [[]] * ((rows - len(lines)) // 2)
        return above + [centre(text(row, BOLD), self.width, self.glyphs.ellipsis) for row in lines]

    def _caption(self, view: View, ui: Ui) -> Line:
        """Return the direction as text, for screenshots and magnifiers, and other details."""
        if phase_of(view) is Phase.LEAD_IN:
            words = next((s for s in SAFETY if len(s) <= self.width), SAFETY[-1])
            return centre(text(words, BOLD), self.width, self.glyphs.ellipsis)
        if ui.ending:
            return centre(text(END_QUESTION, BOLD), self.width, self.glyphs.ellipsis)
        direction, dot = direction_of(view), self.glyphs.dot
        words = f"{self.glyphs.arrows[direction]} {segment_word(segment_of(view))}"
        line = text(words, self._running_style(view))
        seconds = seconds_to_announce(view)
        known = details(view, ui.units, dot)
        if seconds is not None:
            known = announcement(view, seconds)
        place, listed = current_step(view)
        if listed and seconds is None and phase_of(view) is Phase.WALKING:
            known = f"then: {listed[place + 1]}" if place + 1 < len(listed) else ""
        line += text(f" {dot} {known}" if known else "")
        return centre(line, self.width, self.glyphs.ellipsis)

    def _running_style(self, view: View) -> Style:
        off = phase_of(view) in (Phase.PAUSED, Phase.LEAD_IN)
        return self.theme.off if off else self.theme.ink[direction_of(view)]

    def _bar(self, view: View) -> Line:
        """Return the segment's bar between the time and the segment's length."""
        length = "open" if view.limit is None else clock_text(view.limit)
        if is_open(view) and view.limit is not None:
            length = f"at most {length}"
        sign = "+" if is_open(view) else ""
        left, right = f"{sign + shown_time(view):>5} ", f" {length}"
        room = max(0, self._inner - len(left) - len(right))
        part = view.elapsed / view.limit if view.limit else 0.0
        full = max(0, min(room, int(part * room)))
        return [
            *text(left, BOLD),
            *text(self.glyphs.full * full, self._running_style(view)),
            *text(self.glyphs.empty * (room - full), self.theme.quiet),
            *text(right),
        ]

    def _next(self, view: View, ui: Ui) -> Line:
        """Return the next segment and the round; in a paused low window, what to do."""
        phase = phase_of(view)
        if self.height < TALL and phase is Phase.PAUSED:
            words = "q again ends" if ui.ending else "space to continue"
            word = f"{self.glyphs.arrows[direction_of(view)]} {direction_of(view)}"
            line = spread(text(words, BOLD), text(word), self._inner, self.glyphs.ellipsis)
            return self._inset([line if self._inner >= 30 else text(words, BOLD)])[0]
        if self.height < TALL and phase is Phase.ANNOUNCING:
            return self._announced(view)
        following = coming_text(view, self.glyphs, self.theme)
        rounds = round_text(segment_of(view)) if view.index != LEAD_IN else ""
        round_ = f"round {rounds}" if rounds else ""
        if width_of(following) + len(round_) + 2 > self._inner:
            following, round_ = following[1:], rounds.replace(" of ", "/")
        if width_of(following) + len(round_) + 1 > self._inner:
            following = following[:1]  # without the label
        if width_of(following) + len(round_) + 1 <= self._inner:
            following = spread(following, text(round_, BOLD), self._inner, self.glyphs.ellipsis)
        return self._inset([following])[0]

    def _announced(self, view: View) -> Line:
        """Return the announcement as a filled row, for windows whose band has no room for it."""
        seconds, style = seconds_to_announce(view) or 0, announcement_style(view, self.theme)
        words = announcement(view, seconds)
        if len(words) > self.width:
            words = f"{coming_arrow(view, self.glyphs) or 'done'} in {seconds}"
        return centre(text(words, style), self.width, self.glyphs.ellipsis, style)

    def _done(self, view: View) -> Line:
        index = view.first if view.index == LEAD_IN else view.index
        place = f"segment {index + 1} of {len(view.session.segments)}"
        done = text(f"Backward done: {clock_text(view.backward)}", self.theme.quiet)
        return spread(done, text(place, self.theme.quiet), self._inner, self.glyphs.ellipsis)

    def _keys(self) -> Line:
        line: Line = []
        for key, what in KEYS:
            between = "  " if line else ""
            if width_of(line) + len(between + key + what) + 1 > self._inner:
                break
            line += [*text(between + key, BOLD), *text(f" {what}", self.theme.quiet)]
        return centre(line, self.width)
