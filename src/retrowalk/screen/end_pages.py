"""The last pages of a walk: DONE, then one question at a time."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import NamedTuple

from rich.style import Style

from ..durations import clock_text
from ..terminal.lines import Line, centre, clip, text
from . import big_letters
from .glyphs import Glyphs
from .renderable import WindowRenderable
from .theme import BOLD, NOTICE, Theme

LARGE_FIGURES = 20
"""Rows from which the walk's times are large."""
TEN = "x"
"""The key for 10, which has no digit of its own."""


class Question(NamedTuple):
    """A question with single keys as answers, each with its word."""

    name: str
    text: str
    answers: dict[str, str]
    hint: str


_SCALE = {str(n): str(n) for n in range(10)} | {TEN: "10"}
QUESTIONS = (
    Question("effort", "How hard was it?", _SCALE, "0 rest   3 moderate   5 hard   x = 10 maximal"),
    Question("pain", "Any pain?", _SCALE, "0 none   5 moderate   x = 10 worst"),
    Question("stumble", "Did you stumble?", {"y": "yes", "n": "no"}, "y yes   n no"),
)


PROGRAMME_QUESTIONS = (
    Question("dizziness", "Dizziness that passed?", {"y": "yes", "n": "no"}, "y yes   n no"),
    Question(
        "alarm",
        "A fall, chest pain, faintness, or lasting dizziness?",
        {"y": "yes", "n": "no"},
        "y yes   n no",
    ),
)
"""Additional questions of the eight-week programme."""
MORNING_QUESTION = Question(
    "morning_pain", "Any pain this morning?", _SCALE, "0 none   5 moderate   x = 10 worst"
)


class Figures(NamedTuple):
    """The figures of the DONE page: the walk's times, and the week's backward time and walks."""

    backward: timedelta
    forward: timedelta
    week_backward: timedelta | None = None
    week_walks: int = 0


@dataclass(frozen=True)
class EndPages(WindowRenderable):
    """The page at `place`: DONE at -1, left out without `figures`, then the questions.

    `answers` has (name, answer) of each answered question.
    """

    theme: Theme
    figures: Figures | None
    questions: tuple[Question, ...] = QUESTIONS
    place: int = -1
    answers: tuple[tuple[str, str], ...] = ()

    @property
    def question(self) -> Question | None:
        """The current question; None on the DONE page and after the last."""
        inside = 0 <= self._place < len(self.questions)
        return self.questions[self._place] if inside else None

    @property
    def _place(self) -> int:
        return max(self.place, 0) if self.figures is None else self.place

    @property
    def is_over(self) -> bool:
        """Whether there is nothing more to show or to ask."""
        return self._place >= len(self.questions)

    def press(self, key: str, width: int, height: int) -> EndPages:
        """Return the pages after a key: an answer, Enter to skip, Backspace to go back, q to end.

        Any key leaves the DONE page.
        """
        question = self.question
        if question is None:
            return replace(self, place=self._place + 1)
        if key in ("q", "escape"):
            return replace(self, place=len(self.questions))
        if key == "erase":
            return self._back()
        if key == "enter":
            return replace(self, place=self._place + 1)
        answer = question.answers.get(key.lower())
        if answer is None:
            return self
        return replace(
            self, place=self._place + 1, answers=(*self.answers, (question.name, answer))
        )

    def _back(self) -> EndPages:
        place = max(0, self._place - 1)
        name = self.questions[place].name
        others = tuple(answer for answer in self.answers if answer[0] != name)
        return replace(self, place=place, answers=others)

    def lines(self, width: int, height: int, glyphs: Glyphs) -> list[Line]:
        """Return exactly `height` lines of at most `width` cells."""
        if self.question is None:
            rows, style = self._done(width, height, glyphs), self.theme.done
        else:
            rows, style = self._asked(self.question, width, height, glyphs), Style.null()
        return [
            centre(clip(row, width, glyphs.ellipsis), width, glyphs.ellipsis, style)
            for row in _in_middle(rows, height)
        ]

    def _done(self, width: int, height: int, glyphs: Glyphs) -> list[Line]:
        """Return DONE with the walk's times, large if there is room, and the week's."""
        assert self.figures is not None
        backward, forward = (clock_text(time) for time in self.figures[:2])
        content = [f"backward {backward} {glyphs.dot} forward {forward}"]
        if len(content[0]) > width:
            content = [f"back {backward}", f"forward {forward}"]
        if height >= LARGE_FIGURES:
            rows = (f"BACKWARD {backward}", f"FORWARD {forward}")
            content = [row for words in rows for row in _large(words, width, 3, glyphs)]
        content += _week(self.figures, width)
        content += ["", "press a key"] if height >= 8 else []
        gap = [""] if height >= 10 else []
        large = _large("DONE", width, height - len(content) - 2 * len(gap), glyphs)
        return [text(row, self.theme.done) for row in [*large, *gap, *content]]

    def _asked(self, question: Question, width: int, height: int, glyphs: Glyphs) -> list[Line]:
        heading = [text(row, BOLD) for row in _large("HOW WAS IT?", width, height // 3, glyphs)]
        keys = f"{'  '.join(question.answers)}   Enter skips"
        if len(keys) > width:
            keys = f"{' '.join(question.answers)}, Enter"
        given = f" {glyphs.dot} ".join(f"{name} {answer}" for name, answer in self.answers)
        rows: list[Line] = [
            text(question.text, BOLD),
            text(keys, NOTICE),
        ]
        if height >= 6:
            hint = question.hint
            if len(hint) > width:
                hint = hint.replace("   ", ", ").replace("x = 10", "x")
            rows += [text(hint, self.theme.quiet), text(given)]
        if height >= 12:
            more = "Backspace: back   q: no more questions"
            return [*heading, [], rows[0], [], *rows[1:], [], text(more, self.theme.quiet)]
        return rows


def _week(figures: Figures, width: int) -> list[str]:
    """Return the week's total, if there is a history, in a short form if it would be cut."""
    if figures.week_backward is None:
        return []
    walks = f"{figures.week_walks} walk{'' if figures.week_walks == 1 else 's'}"
    total = f"this week {clock_text(figures.week_backward)}"
    whole = f"{total} backward in {walks}"
    return [whole if len(whole) <= width else total]


def _large(word: str, width: int, height: int, glyphs: Glyphs) -> list[str]:
    return big_letters.draw(word, width - 2, max(1, height), glyphs) or [word]


def _in_middle(rows: list[Line], height: int) -> list[Line]:
    """Return exactly `height` rows with the given ones in the middle."""
    rows = rows[:height]
    above = (height - len(rows)) // 2
    return [*([[]] * above), *rows, *([[]] * (height - len(rows) - above))]
