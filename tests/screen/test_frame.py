import io
import re
from datetime import timedelta

import pyte
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.color import ColorSystem

from retrowalk.core.commands import Command, Verb
from retrowalk.core.session import Direction, Segment, Session
from retrowalk.core.view import View
from retrowalk.core.walk import Walk
from retrowalk.durations import clock_text
from retrowalk.screen import digits
from retrowalk.screen.frame import Composer
from retrowalk.screen.glyphs import ASCII, UNICODE, glyphs_for
from retrowalk.screen.inline import InlineFrame
from retrowalk.screen.layout import layout
from retrowalk.screen.theme import theme_for
from retrowalk.screen.ui_state import Ui
from retrowalk.screen.wording import Phase, direction_of, has_steps, phase_of
from retrowalk.terminal.lines import clip, plain, text, width_of
from retrowalk.terminal.painter import Painter
from tests.screen.states import MOMENTS, session
from tests.strategies import sessions, steps

THEME = theme_for("default")
S = timedelta(seconds=1)
sizes = st.tuples(st.integers(1, 140), st.integers(1, 50))
SOUNDS = ({}, {"muted": True}, {"volume": 20})
labels = st.none() | st.text(st.characters(exclude_categories=("C", "Z")), min_size=1, max_size=60)


@given(sessions(), steps, st.lists(sizes, min_size=1, max_size=5), st.integers(0, 5), labels)
def test_any_moment_fits_any_window(plan, script, windows, lead_in, label):
    named = [
        Segment(s.direction, s.duration, s.at_most, label=label, note=label) for s in plan.segments
    ]
    walk = Walk(Session("any", label or "Any", tuple(named)), lead_in * S)
    walk.begin()
    now = timedelta(0)
    for turn, (wait, command) in enumerate(script):
        now += wait
        walk.advance(now)
        if command and walk.allows(command):
            walk.apply(command)
        width, height = windows[turn % len(windows)]
        glyphs = (UNICODE, ASCII)[turn % 2]
        frame = Composer(width, height, glyphs, THEME).compose(
            walk.view(now), Ui(notice=label or "", **SOUNDS[turn % len(SOUNDS)])
        )
        assert len(frame) == height
        assert all(width_of(line) <= width for line in frame)
        if walk.over:
            return
        if width >= 10 and height >= 2 and label is None:
            shown = "\n".join(plain(line) for line in frame)
            assert any(word in shown for word in words_for(walk.view(now)))


def words_for(view: View) -> tuple[str, ...]:
    """Return texts of which one must be shown; large letters are not text."""
    if phase_of(view) is Phase.PAUSED:
        return "PAUSED", "Paused", "in 3", "in 2", "in 1"
    if phase_of(view) is Phase.LEAD_IN:
        return "GET READY", "Stop if dizzy"
    return (direction_of(view).upper(),)


def test_the_time_shown_is_never_negative_or_wrong_through_a_whole_session():
    parts = [Segment(Direction.FORWARD, 7 * S), Segment(Direction.BACKWARD, 5 * S)]
    walk = Walk(Session("t", "T", tuple(parts)), 2 * S)
    walk.begin()
    composer = Composer(80, 24, UNICODE, THEME)
    shown = []
    now = timedelta(0)
    while not walk.over:
        frame = [plain(line) for line in composer.compose(walk.view(now), Ui())]
        bar = next(line for line in frame if re.match(r" *\d:\d\d [█░]", line))
        shown.append(bar[:6].strip())
        now = walk.next_second()
        walk.advance(now)
    expected = [2, 1, 7, 6, 5, 4, 3, 2, 1, 5, 4, 3, 2, 1]
    assert shown == [clock_text(n * S) for n in expected]


@given(
    st.lists(
        st.tuples(
            sizes,
            st.text(st.characters(codec="ascii", min_codepoint=32, max_codepoint=126), max_size=30),
        ),
        max_size=6,
    )
)
def test_what_is_painted_is_what_the_screen_shows(frames):
    out = Out()
    painter = Painter(out, ColorSystem.TRUECOLOR)
    screen = pyte.Screen(60, 20)
    stream = pyte.Stream(screen)
    for (width, _), content in frames:
        lines = [clip(text(content * n), min(width, 60)) for n in range(20)]
        painter.paint(lines)
        stream.feed(out.take())
        assert [line.rstrip() for line in screen.display] == [
            plain(line).rstrip() for line in lines
        ]


class Out(io.StringIO):
    def __init__(self):
        super().__init__()
        self.parts = []

    def write(self, part):
        self.parts.append(part)

    def flush(self):
        pass

    def take(self):
        taken, self.parts = "".join(self.parts), []
        return taken


def test_repainting_a_second_takes_few_bytes():
    walk = Walk(Session("t", "T", (Segment(Direction.FORWARD, 300 * S),)))
    walk.begin()
    out, composer = Out(), Composer(80, 24, UNICODE, THEME)
    painter = Painter(out, ColorSystem.TRUECOLOR)
    painter.paint(composer.compose(walk.view(), Ui()))
    out.take()
    total = 0
    for second in range(1, 61):
        walk.advance(second * S)
        painter.paint(composer.compose(walk.view(), Ui()))
        total += len(out.take().encode())
    assert total / 60 < 1000


@given(st.sampled_from(["0:00", "1:59", "12:34", "1:02:03", "23:59:59"]), sizes)
def test_digits_fit_or_are_left_out(shown, size):
    width, height = size
    for glyphs in (UNICODE, ASCII):
        shape = digits.fit(shown, width, height, glyphs)
        if shape is None:
            assert width < 60 or height < 5
            continue
        rows = digits.draw(shown, shape, glyphs)
        assert len(rows) <= height
        assert all(len(row) <= width for row in rows)


@pytest.mark.parametrize("seconds", [42, 754])
def test_digits_are_at_least_fifteen_rows_tall_in_a_large_window(seconds):
    drawn = time_rows(moment(Segment(Direction.FORWARD, seconds * S), 0), 120, 40)
    assert len(drawn) >= 15


@pytest.mark.parametrize("size", [(120, 40), (80, 24), (50, 15), (30, 8)])
@pytest.mark.parametrize("name", ["intervals", "treadmill", "one-block"])
def test_digits_and_band_keep_size_and_place_through_a_session(name, size):
    walk = Walk(session(name), 5 * S)
    walk.begin()
    found = set()
    for second in range(1, 900, 7):
        walk.advance(second * S)
        if second % 5 == 0:
            walk.apply(Command(Verb.TOGGLE))
        if walk.index >= 0 and walk.session.segments[walk.index].direction is Direction.STAND:
            continue  # with a line below the digits
        if not walk.over:
            found.add(len(time_rows(walk.view(), *size)))
    assert len(found) == 1


def time_rows(view: View, width: int, height: int) -> list[str]:
    """Return the rows of the frame that contain the digits."""
    frame = [plain(line) for line in Composer(width, height, UNICODE, THEME).compose(view, Ui())]
    top = 0
    for part, rows in layout(height, steps=has_steps(view.session)):
        if part == "time":
            return [row for row in frame[top : top + rows] if row.strip()]
        top += rows
    return []


LOW = [(40, 12), (30, 8), (24, 6), (20, 5)]


def composed(name: str, size: tuple[int, int], ui: Ui) -> str:
    frame = Composer(*size, UNICODE, THEME).compose(MOMENTS[name], ui)
    return "\n".join(plain(line) for line in frame)


@pytest.mark.parametrize("size", LOW)
def test_a_notice_covers_neither_an_announcement_nor_how_to_continue(size):
    ui = Ui(notice="No sound: using the terminal bell instead.")
    assert "BACKWARD in 6" in composed("announcement", size, ui)
    assert "space to continue" in composed("paused", size, ui)
    assert "No sound" in composed("forward", size, ui)
    assert "+30 s" in composed("announcement", size, Ui(answer="+30 s"))


@pytest.mark.parametrize("size", [(120, 40), (80, 24), (50, 15), *LOW, (10, 2)])
@pytest.mark.parametrize("theme", ["default", "mono"])
def test_the_countdown_after_a_pause_does_not_look_paused(size, theme):
    walk = Walk(session("intervals"))
    walk.begin()
    walk.advance(310 * S)
    for verb in (Verb.PAUSE, Verb.RESUME):
        walk.apply(Command(verb))
    width, height = size
    frame = Composer(width, height, UNICODE, theme_for(theme)).compose(walk.view(), Ui())
    shown = "\n".join(plain(line) for line in frame)
    assert "BACKWARD in 3" in shown if size != (10, 2) else "in 3" in shown
    assert "continue" not in shown
    assert "PAUSED" not in shown
    inline = InlineFrame(walk.view(), Ui(), THEME).lines(80, UNICODE)
    assert "BACKWARD in 3" in plain(inline[0])


@pytest.mark.parametrize("size", [(80, 24), (50, 16), (50, 15), *LOW])
def test_the_current_step_of_a_turn_is_shown_in_every_window(size):
    shown = composed("stand", size, Ui())
    assert "Feet on the si" in shown or "█▀▀ █▀▀ █▀▀ ▀█▀" in shown


@pytest.mark.parametrize("width", [40, 50, 60])
def test_what_to_do_when_paused_is_never_cut(width):
    for ui in (Ui(), Ui(ending=True)):
        caption = composed("paused", (width, 12), ui).splitlines()[-4]
        assert "…" not in caption
        assert "continue" in caption


@pytest.mark.parametrize(("width", "height"), [(24, 6), (20, 5), (15, 4), (10, 2)])
def test_without_colours_each_direction_has_its_sign_in_small_windows(width, height):
    composer = Composer(width, height, UNICODE, theme_for("mono"))
    walking, back, standing = (
        composer.compose(MOMENTS[name], Ui())[1] for name in ("forward", "backward", "stand")
    )
    assert not any(segment.style.reverse for segment in [*walking, *standing])
    assert all(segment.style.reverse for segment in back)
    assert plain(standing).startswith("█")
    assert plain(standing).endswith("█")
    assert not plain(walking).startswith("█")


def test_the_band_grows_with_a_very_large_window():
    slots = dict(layout(90))
    assert slots["band"] >= 90 // 6


def test_shapes_follow_what_the_output_can_write():
    assert glyphs_for("utf-8", {}) is UNICODE
    assert glyphs_for("ascii", {}) is glyphs_for("latin-1", {}) is glyphs_for(None, {}) is ASCII
    assert all(len(shape) == 1 for shape in (*ASCII.arrows.values(), *UNICODE.arrows.values()))


def moment(segment: Segment, seconds: float, *after: Segment):
    walk = Walk(Session("t", "T", (segment, *after)))
    walk.begin()
    walk.advance(seconds * S)
    return walk.view()
