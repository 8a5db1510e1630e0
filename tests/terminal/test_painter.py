import io

import pyte
from hypothesis import given
from hypothesis import strategies as st
from rich.color import ColorSystem
from rich.segment import Segment
from rich.style import Style

from retrowalk.terminal.lines import PLAIN, clip, spread, text
from retrowalk.terminal.painter import Painter

BOLD = Style(bold=True)
ORANGE = Style(color="#000000", bgcolor="#e69f00", bold=True)
spans = st.tuples(
    st.text("ab \u6f22\u2588", max_size=9), st.sampled_from([PLAIN, BOLD, ORANGE])
).map(lambda pair: Segment(*pair))
lines = st.lists(spans, max_size=4).map(lambda line: clip(line, 30))


def painter(*, whole: bool = False) -> tuple[Painter, io.StringIO]:
    out = io.StringIO()
    return Painter(out, ColorSystem.TRUECOLOR, whole=whole), out


def taken(out: io.StringIO) -> str:
    written = out.getvalue()
    out.seek(0)
    out.truncate()
    return written


@given(st.lists(st.lists(lines, min_size=4, max_size=4), min_size=2, max_size=5), st.booleans())
def test_a_frame_looks_the_same_painted_over_another(frames, whole):
    (first, out), grown = painter(whole=whole), pyte.Screen(30, 4)
    stream = pyte.Stream(grown)
    for frame in frames:
        first.paint(frame)
        stream.feed(taken(out))
    (second, out), fresh = painter(), pyte.Screen(30, 4)
    second.paint(frames[-1])
    pyte.Stream(fresh).feed(taken(out))
    for row in range(4):
        for column in range(30):
            assert grown.buffer[row][column] == fresh.buffer[row][column]


def test_nothing_is_written_for_a_frame_that_has_not_changed():
    first, out = painter()
    first.paint([text("a"), text("b")])
    taken(out)
    first.paint([text("a"), text("b")])
    assert taken(out) == ""


def test_a_rewrite_repairs_what_something_else_has_written():
    (first, out), screen = painter(), pyte.Screen(10, 2)
    stream = pyte.Stream(screen)
    first.paint([text("forward"), text("0:10")])
    stream.feed(taken(out))
    stream.feed("\x1b[1;1Hgarbage!!!")
    first.paint([text("forward"), text("0:09")], rewrite=True)
    stream.feed(taken(out))
    assert [row.rstrip() for row in screen.display] == ["forward", "0:09"]


def test_a_line_with_a_wide_character_is_repainted_in_full():
    first, out = painter()
    first.paint([spread(text("\u6f22 walk"), text("0:51"), 30)])
    assert "\u6f22\x1b[1;3H" in taken(out)
    first.paint([spread(text("\u6f22 walk"), text("0:52"), 30)])
    assert "\u6f22\x1b[1;3H walk" in taken(out)
