"""The parts of the runner that are one row of text."""

from __future__ import annotations

from typing import NamedTuple

from rich.segment import Segment
from rich.style import Style

from ..core.describe import round_text
from ..core.session import ZERO
from ..core.view import LEAD_IN, View
from ..cues.safety_text import SAFETY_LINE
from ..durations import clock_text
from ..terminal.lines import PLAIN, Line, centre, spread, text, width_of
from .glyphs import Glyphs
from .layout import CAPTION, STEPS, TALL
from .theme import BOLD, NOTICE, Theme
from .ui_state import Ui
from .wording import (
    END_QUESTION,
    Phase,
    announcement,
    announcement_style,
    coming_arrow,
    coming_text,
    counted_in,
    current_step,
    details,
    direction_of,
    is_open,
    phase_of,
    seconds_to_announce,
    segment_of,
    segment_word,
    shown_time,
)

SAFETY = (SAFETY_LINE, "Path clear? Stop if dizzy or in pain.", "Stop if dizzy or in pain.")
ENDING = (END_QUESTION, "End? q again ends, space continues", "End? q/space")
KEYS = (
    ("space", "pause"),
    ("n", "next"),
    ("p", "previous"),
    ("+/-", "30 s"),
    ("m", "mute"),
    ("q", "end"),
    ("?", "help"),
)


class Rows(NamedTuple):
    """Draws rows for one window size; most are `inner` cells wide, without the margin."""

    width: int
    height: int
    glyphs: Glyphs
    theme: Theme

    @property
    def margin(self) -> int:
        """The cells on either side that are left empty."""
        return 2 if self.width >= 100 else 1 if self.width >= 40 else 0

    @property
    def inner(self) -> int:
        """The width between the margins."""
        return self.width - 2 * self.margin

    def inset(self, rows: list[Line]) -> list[Line]:
        """Return rows of the inner width with the margin before them."""
        margin = Segment(" " * self.margin, PLAIN)
        return [[margin, *row] for row in rows] if self.margin else rows

    def header(self, view: View, ui: Ui) -> Line:
        """Return the title on the left; on the right, the sound, the speed and the times."""
        sound = text(f"{ui.sound} ", NOTICE) if ui.sound else []
        speed = text(f"x{ui.speed:g} ", NOTICE) if ui.speed != 1 else []
        more = "+" if view.session.has_open else ""
        times = f"{clock_text(max(view.at, ZERO))} / {clock_text(view.expected)}{more}"
        title = text(view.session.title, BOLD)
        right = [*sound, *speed, *text(times)]
        return spread(title, right, self.inner, self.glyphs.ellipsis)

    def caption(self, view: View, ui: Ui) -> Line:
        """Return the direction as text, for screenshots and magnifiers, and other details."""
        if phase_of(view) is Phase.LEAD_IN:
            words = self._first_that_fits(SAFETY)
            if self.height >= TALL:
                return centre(text(words, BOLD), self.width, self.glyphs.ellipsis)
            ready = self.theme.ready
            return centre(text(words, ready), self.width, self.glyphs.ellipsis, ready)
        if ui.ending:
            return centre(text(self._first_that_fits(ENDING), BOLD), self.width)
        if self.height < TALL and phase_of(view) is Phase.ANNOUNCING:
            return self._announced(view)
        if step := self._step(view):
            return centre(text(step, BOLD), self.width, self.glyphs.ellipsis)
        direction, dot = direction_of(view), self.glyphs.dot
        words = f"{self.glyphs.arrows[direction]} {segment_word(segment_of(view))}"
        line = text(words, self._running_style(view))
        seconds = seconds_to_announce(view)
        known = details(view, ui.units, dot)
        if view.is_paused and len(f"{words} {dot} {known}") > self.width:
            return centre(text(known, BOLD), self.width, self.glyphs.ellipsis)
        if seconds is not None:
            known = announcement(view, seconds)
        place, listed = current_step(view)
        if listed and seconds is None and phase_of(view) is Phase.WALKING:
            known = f"then: {listed[place + 1]}" if place + 1 < len(listed) else ""
        line += text(f" {dot} {known}" if known else "")
        return centre(line, self.width, self.glyphs.ellipsis)

    def _first_that_fits(self, forms: tuple[str, ...]) -> str:
        return next((form for form in forms if len(form) <= self.width), forms[-1])

    def _step(self, view: View) -> str:
        """Return the step to do now and the next one, if the step has no row of its own."""
        place, listed = current_step(view)
        if not listed or self.height >= STEPS or phase_of(view) is not Phase.WALKING:
            return ""
        both = f" {self.glyphs.dot} then: ".join(listed[place : place + 2])
        return both if len(both) <= self.width else listed[place]

    def _running_style(self, view: View) -> Style:
        off = phase_of(view) in (Phase.PAUSED, Phase.LEAD_IN)
        return self.theme.off if off else self.theme.ink[direction_of(view)]

    def bar(self, view: View) -> Line:
        """Return the segment's bar between the time and the segment's length."""
        length = "open" if view.limit is None else clock_text(view.limit)
        if is_open(view) and view.limit is not None:
            length = f"at most {length}"
        sign = "+" if is_open(view) else ""
        left, right = f"{sign + shown_time(view):>5} ", f" {length}"
        room = max(0, self.inner - len(left) - len(right))
        part = view.elapsed / view.limit if view.limit else 0.0
        full = max(0, min(room, int(part * room)))
        return [
            *text(left, BOLD),
            *text(self.glyphs.full * full, self._running_style(view)),
            *text(self.glyphs.empty * (room - full), self.theme.quiet),
            *text(right),
        ]

    def next(self, view: View, ui: Ui) -> Line:
        """Return the next segment and the round; in a paused low window, what to do."""
        phase = phase_of(view)
        if self.height < TALL and phase is Phase.PAUSED:
            words = "space pauses again" if counted_in(view) else "space to continue"
            words = "q again ends" if ui.ending else words
            word = f"{self.glyphs.arrows[direction_of(view)]} {direction_of(view)}"
            line = spread(text(words, BOLD), text(word), self.inner, self.glyphs.ellipsis)
            return self.inset([line if self.inner >= 30 else text(words, BOLD)])[0]
        if self.height < TALL and phase is Phase.ANNOUNCING:
            return self._announced(view)
        if self.height < CAPTION and (step := self._step(view)):
            return centre(text(step, BOLD), self.width, self.glyphs.ellipsis)
        following = coming_text(view, self.glyphs, self.theme)
        rounds = round_text(segment_of(view)) if view.index != LEAD_IN else ""
        round_ = f"round {rounds}" if rounds else ""
        if width_of(following) + len(round_) + 2 > self.inner:
            following, round_ = following[1:], rounds.replace(" of ", "/")
        if width_of(following) + len(round_) + 1 > self.inner:
            following = following[:1]  # without the label
        if width_of(following) + len(round_) + 1 <= self.inner:
            following = spread(following, text(round_, BOLD), self.inner, self.glyphs.ellipsis)
        return self.inset([following])[0]

    def _announced(self, view: View) -> Line:
        """Return the announcement as a filled row, for windows whose band has no room for it."""
        seconds, style = seconds_to_announce(view) or 0, announcement_style(view, self.theme)
        words = announcement(view, seconds)
        if len(words) > self.width:
            words = f"{coming_arrow(view, self.glyphs) or 'done'} in {seconds}"
        return centre(text(words, style), self.width, self.glyphs.ellipsis, style)

    def done(self, view: View) -> Line:
        """Return the backward time that was walked, and the number of the segment."""
        index = view.first if view.index == LEAD_IN else view.index
        place = f"segment {index + 1} of {len(view.session.segments)}"
        done = text(f"Backward done: {clock_text(view.backward)}", self.theme.quiet)
        return spread(done, text(place, self.theme.quiet), self.inner, self.glyphs.ellipsis)

    def keys(self) -> Line:
        """Return as many keys with their meaning as there is room for."""
        line: Line = []
        for key, what in KEYS:
            between = "  " if line else ""
            if width_of(line) + len(between + key + what) + 1 > self.inner:
                break
            line += [*text(between + key, BOLD), *text(f" {what}", self.theme.quiet)]
        return centre(line, self.width)
