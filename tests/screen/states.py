"""The states of the runner that a walker must tell apart, as frames."""

from collections.abc import Callable
from datetime import timedelta

from retrowalk.core.commands import Command, Verb
from retrowalk.core.session import Session
from retrowalk.core.view import View
from retrowalk.core.walk import Walk
from retrowalk.presets import builder
from retrowalk.presets.library import Library
from retrowalk.screen.end_pages import EndPages, Figures
from retrowalk.screen.glyphs import Glyphs
from retrowalk.screen.renderable import WindowRenderable
from retrowalk.screen.runner_frame import RunnerFrame
from retrowalk.screen.theme import Theme
from retrowalk.screen.ui_state import Ui
from retrowalk.terminal.lines import Line

S = timedelta(seconds=1)
SIZES = ((120, 40), (100, 36), (80, 24), (50, 15), (30, 8), (20, 5))


def session(name: str) -> Session:
    return builder.build(Library().open(name), {})


def view(name: str, seconds: float, *verbs: Verb, lead_in: int = 0) -> View:
    walk = Walk(session(name), lead_in * S)
    walk.begin()
    walk.advance(seconds * S)
    for verb in verbs:
        walk.apply(Command(verb))
    return walk.view((seconds + 2) * S if Verb.PAUSE in verbs else None)


MOMENTS = {
    "forward": view("intervals", 492),
    "backward": view("intervals", 310),
    "stand": view("treadmill", 195),
    "paused": view("intervals", 310, Verb.PAUSE),
    "lead-in": view("intervals", 2, lead_in=5),
    "announcement": view("intervals", 294),
}


def runner(moment: View) -> Callable[[Theme], WindowRenderable]:
    return lambda theme: RunnerFrame(moment, Ui(), theme)


DONE = Figures(180 * S, 1020 * S, 540 * S, 3)
STATES: dict[str, Callable[[Theme], WindowRenderable]] = {
    **{name: runner(moment) for name, moment in MOMENTS.items()},
    "done": lambda theme: EndPages(theme, DONE),
}


def frame(name: str, size: tuple[int, int], glyphs: Glyphs, theme: Theme) -> list[Line]:
    return STATES[name](theme).lines(*size, glyphs)
