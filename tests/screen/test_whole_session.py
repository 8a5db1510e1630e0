"""Every frame of whole sessions, with a stepped clock."""

import re
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retrowalk.core.commands import Command, Verb
from retrowalk.core.gaps import GapPolicy
from retrowalk.core.session import Session
from retrowalk.durations import clock_text, countdown_text
from retrowalk.loop import play
from retrowalk.screen import digits
from retrowalk.screen.frame import Composer
from retrowalk.screen.glyphs import UNICODE
from retrowalk.screen.inline import InlineFrame
from retrowalk.screen.ui_state import Ui
from retrowalk.screen.window_status import title
from retrowalk.terminal.lines import plain
from tests.screen.golden import THEME
from tests.screen.states import session
from tests.strategies import sessions

S = timedelta(seconds=1)
TIME = r"\d+:\d\d(?::\d\d)?"


class Stepped:
    """A clock and controls: waiting makes time pass, and sometimes too much."""

    def __init__(self, late: list[float], script: dict[int, Command]):
        self.seconds = 0.0
        self.late = late
        self.script = script
        self.turn = 0

    def now(self) -> float:
        return self.seconds

    def wait(self, seconds: float | None) -> Command | None:
        self.turn += 1
        late = self.late[self.turn % len(self.late)]
        self.seconds += (1.0 if seconds is None else seconds) + late
        return self.script.get(self.turn)


def times_shown(frame: list[str]) -> tuple[str, str]:
    """Return the time left and the session's time that a frame shows."""
    left = next(found[1] for line in frame if (found := re.match(rf" *({TIME}) [█░]", line)))
    at = next(found[1] for line in frame if (found := re.search(rf"({TIME}) / ", line)))
    return left, at


NO_GAPS = GapPolicy(noticed=timedelta(hours=1))


def check(plan: Session, clock: Stepped, size: tuple[int, int], lead_in: int) -> None:
    """Check that every frame shows the time left by the clock, in digits and as text."""
    composer, end_of = Composer(*size, UNICODE, THEME), {}
    for moment in play(plan, clock, clock, lead_in=lead_in * S, gaps=NO_GAPS):
        view = moment.view
        if view.outcome is not None:
            return
        if view.limit is not None and not clock.script:
            # where the segment ends does not move while nothing is pressed
            ends = round(clock.seconds + view.remaining.total_seconds(), 3)
            assert end_of.setdefault(view.index, ends) == pytest.approx(ends, abs=0.002)
        frame = [plain(line) for line in composer.compose(view, Ui())]
        left, at = times_shown(frame)
        remaining = view.remaining
        assert left == (
            clock_text(view.elapsed) if remaining is None else countdown_text(remaining)
        )
        assert at == clock_text(max(view.at, view.at * 0))
        assert not any(re.search(r"-\d", line) for line in frame)
        if clock.turn % 60 == 0:  # digits take long to draw in all their sizes
            assert drawn(left, composer) & set(_stripped(frame))
        rows = InlineFrame(view, Ui(), THEME).lines(100, UNICODE)
        assert f" {left} " in plain(rows[0])
        assert f" {left} " in title(view, UNICODE)


def drawn(shown: str, composer: Composer) -> set[str]:
    """Return the possible first rows of the digits on a screen of this size."""
    return {
        digits.draw(shown, digits.fit(widest, width, rows, UNICODE), UNICODE)[0].strip()
        for widest in (shown, "1" * (len(shown) + 1), "11:11", "1:11:11")
        for width in (composer.width - 2,)
        for rows in range(3, composer.height)
    }


def _stripped(frame: list[str]) -> list[str]:
    """Return each line, whole and without the arrow to its left."""
    found = []
    for line in frame:
        parts = line.strip().split("    ")
        found += [line.strip(), *("    ".join(parts[n:]).strip() for n in range(1, len(parts)))]
    return found


@pytest.mark.parametrize("name", ["start-small", "hallway-ten"])
def test_the_time_is_right_in_every_frame_of_a_session(name):
    check(session(name), Stepped([0.0], {}), (80, 24), 5)


commands = st.sampled_from(
    [
        Command(Verb.TOGGLE),
        Command(Verb.NEXT),
        Command(Verb.PREVIOUS),
        Command(Verb.EXTEND, by=30 * S),
        Command(Verb.EXTEND, by=-30 * S),
    ]
)


@settings(max_examples=6)
@given(
    sessions(may_be_open=False, most=2),
    st.lists(st.floats(0, 1.5), min_size=1, max_size=8),
    st.dictionaries(st.integers(1, 40), commands, max_size=6),
    st.sampled_from([(80, 24), (120, 40), (60, 16)]),
)
def test_late_wake_ups_and_keys_never_make_it_wrong(plan, late, script, size):
    pauses = sum(command.verb is Verb.TOGGLE for command in script.values())
    if pauses % 2:
        script[max(script) + 1] = Command(Verb.TOGGLE)
    check(plan, Stepped(late, script), size, 3)
