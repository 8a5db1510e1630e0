"""The golden screens: the screen at chosen moments, as text files for people to read.

    python -m tests.screen.golden

rewrites them. Below each screen is the style of each cell: f, b and s are forward, backward and
stand as text; F, B and S as a background; 1, 2 and 3 the time that has passed; q is quiet, * bold,
! a notice, # a choice, R the lead-in's band, D the background of DONE.
"""

import io
import os
from collections.abc import Iterator
from pathlib import Path
from unittest.mock import patch

from retrowalk.core.commands import Command, Verb
from retrowalk.core.events import Event
from retrowalk.core.session import Direction
from retrowalk.core.summary import summarize
from retrowalk.core.walk import Walk
from retrowalk.presets import builder
from retrowalk.presets.library import Library
from retrowalk.presets.values import value_text
from retrowalk.reports.console import write_report
from retrowalk.reports.plan import PlanReport
from retrowalk.reports.summary import SummaryReport
from retrowalk.screen.end_pages import EndPages
from retrowalk.screen.glyphs import ASCII, UNICODE
from retrowalk.screen.inline import InlineFrame
from retrowalk.screen.menu import Menu
from retrowalk.screen.menu_details import CHOSEN
from retrowalk.screen.menu_entry import Choice, Entry
from retrowalk.screen.menu_view import MenuFrame
from retrowalk.screen.pages import SafetyPage, WaitingPage
from retrowalk.screen.runner_frame import RunnerFrame
from retrowalk.screen.theme import BOLD, NOTICE, theme_for
from retrowalk.screen.ui_state import Ui
from retrowalk.terminal.lines import Line
from retrowalk.terminal.painter import cells
from tests.screen.states import MOMENTS, STATES, S, frame, session, view
from tests.screen.states import SIZES as STATE_SIZES

MENU_NAMES = ("start-small", "intervals", "treadmill", "one-block", "split-ten", "two-one")
FOLDER = Path(__file__).parent / "golden"
SIZES = (*STATE_SIZES, (10, 2))
THEME = theme_for("default")


def scenes() -> Iterator[tuple[str, list[Line]]]:
    """Yield the name and lines of each golden screen."""
    for name in STATES:
        for width, height in SIZES:
            shown = frame(name, (width, height), UNICODE, THEME)
            yield f"{name}-{width}x{height}", shown
        yield f"{name}-mono-80x24", frame(name, (80, 24), UNICODE, theme_for("mono"))
        yield f"{name}-ascii-80x24", frame(name, (80, 24), ASCII, THEME)
    asked = EndPages(THEME, None).press("3", 80, 24)
    for width, height in SIZES:
        yield f"question-{width}x{height}", asked.lines(width, height, UNICODE)
        yield f"safety-{width}x{height}", SafetyPage(THEME).lines(width, height, UNICODE)
    waiting = WaitingPage(session("intervals"), "Walk 2 starts at 19:10", 754 * S, THEME)
    yield "waiting-80x24", waiting.lines(80, 24, UNICODE)
    help_ = Ui(help=True)
    for width, height in SIZES:
        shown = RunnerFrame(view("intervals", 10), help_, THEME).lines(width, height, UNICODE)
        yield f"help-{width}x{height}", shown
    others = {
        "change": (view("intervals", 300.5), Ui(flash=True)),
        "announcement-reduced-motion": (view("intervals", 299), Ui(still=True)),
        "muted": (view("intervals", 310), Ui(muted=True)),
        "ending": (view("intervals", 310, Verb.PAUSE), Ui(ending=True)),
        "answer": (view("intervals", 310), Ui(answer="+30 s")),
        "open": (view("one-block", 5), Ui()),
        "open-backward": (view("one-block", 65, Verb.NEXT), Ui()),
        "last": (view("intervals", 1196), Ui(speed=10, notice="No sound: the bell rings.")),
    }
    for name, (moment, ui) in others.items():
        for width, height in ((80, 24), (30, 8)):
            shown = RunnerFrame(moment, ui, THEME).lines(width, height, UNICODE)
            yield f"{name}-{width}x{height}", shown
    for name in ("forward", "announcement", "paused", "lead-in"):
        yield f"inline-{name}", InlineFrame(MOMENTS[name], Ui(), THEME).lines(79, UNICODE)
    for width, height in SIZES:
        yield f"menu-{width}x{height}", drawn(menu(), width, height)
    yield "menu-options-80x24", drawn(menu("right", "right", "down"), 80, 24)
    yield "menu-find-80x24", drawn(menu(*"even"), 80, 24)
    yield "menu-plan-80x24", drawn(menu("right", "p"), 80, 24)
    yield "menu-export-80x24", drawn(menu("right", "e"), 80, 24)


def menu(*keys: str) -> Menu:
    made = Menu(tuple(entry(name, {}) for name in MENU_NAMES))
    for key in ("2", *keys):
        made = made.press(key)
    return made


def drawn(state: Menu, width: int, height: int) -> list[Line]:
    return MenuFrame(state, THEME).lines(width, height, UNICODE)


def entry(name: str, chosen: dict) -> Entry:
    preset = Library().open(name)
    choices = tuple(
        Choice(o.name, o.help, chosen.get(o.name, o.default), o.default, o.parse, value_text)
        for o in preset.options
    )
    return Entry(
        *(name, preset.title, preset.summary, builder.build(preset, chosen), choices),
        lambda option, value: entry(name, {**chosen, option: value}),
        preset.why,
        preset.source,
    )


def printed() -> Iterator[tuple[str, str]]:
    """Yield the names and texts of reports on the normal screen."""
    out = io.TextIOWrapper(io.BytesIO(), "utf-8")
    write_report(out, PlanReport(session("treadmill"), THEME))
    yield "plan", _taken(out)
    walk = Walk(session("intervals"))
    events: list[Event] = walk.begin()
    events += walk.advance(700 * S)
    for verb, at in ((Verb.PAUSE, 700), (Verb.RESUME, 730), (Verb.NEXT, 731), (Verb.END, 1100)):
        events += walk.advance(at * S) + walk.apply(Command(verb))
    out = io.TextIOWrapper(io.BytesIO(), "utf-8")
    write_report(out, SummaryReport(summarize(walk.session, events), THEME, 70))
    yield "summary", _taken(out)


def _taken(out: io.TextIOWrapper) -> str:
    out.seek(0)
    return "".join(f"{line.rstrip()}\n" for line in out)


def files() -> dict[str, str]:
    """Return the text of every golden file by name."""
    found = {f"{name}.txt": written(frame) for name, frame in scenes()}
    usual = {"LC_ALL": "C.UTF-8", "TERM": "xterm", "FORCE_COLOR": "", "NO_COLOR": ""}
    with patch.dict(os.environ, usual):  # instead of the machine's own
        return found | {f"{name}.txt": text for name, text in printed()}


def written(frame: list[Line]) -> str:
    letters = _letters()
    rows = [cells(line) for line in frame]
    shown = ["".join(character for character, _ in row).rstrip() for row in rows]
    looks = ["".join(letters.get(style, ".") for _, style in row).rstrip(".") for row in rows]
    return "\n".join([*shown, "-" * 10, *looks, ""])


def _letters() -> dict:
    letters = {
        BOLD: "*",
        NOTICE: "!",
        CHOSEN: "#",
        THEME.quiet: "q",
        THEME.ready: "R",
        THEME.done: "D",
    }
    for styles, names in (
        (THEME.ink, "fbs"),
        (THEME.band, "FBS"),
        (THEME.past, "123"),
    ):
        letters |= dict(zip((styles[d] for d in Direction), names, strict=True))
    return letters


def main() -> None:
    FOLDER.mkdir(exist_ok=True)
    made = files()
    for path in FOLDER.glob("*.txt"):
        if path.name not in made:
            path.unlink()
    for name, text in made.items():
        (FOLDER / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
