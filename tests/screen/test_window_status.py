import io
import re
from datetime import timedelta

import pytest

from retrowalk.core.commands import Command, Verb
from retrowalk.core.session import Direction, Segment, Session
from retrowalk.core.walk import Walk
from retrowalk.loop import Moment
from retrowalk.screen.glyphs import UNICODE
from retrowalk.screen.window_status import OscOptions, WindowStatus

S = timedelta(seconds=1)
PLAN = Session(
    "t",
    "T",
    (
        Segment(Direction.FORWARD, 60 * S),
        Segment(Direction.BACKWARD, 40 * S, label="Small; steps"),
    ),
)
XTERM = {"TERM": "xterm-256color", "WT_SESSION": "1"}


def sequences(options: OscOptions, environment: dict[str, str], pause_at: int = -1) -> list[str]:
    """Return the sequences of a whole walk, second by second."""
    out = io.StringIO()
    status = WindowStatus(out, UNICODE, options, environment)
    walk = Walk(PLAN)
    status.take()
    status.show(Moment(tuple(walk.begin()), walk.view()))
    second = 0
    while not walk.over:
        second += 1
        events = walk.advance(second * S)
        if second in (pause_at, pause_at + 1):
            events += walk.apply(Command(Verb.TOGGLE))
        status.show(Moment(tuple(events), walk.view()))
    status.give_back()
    text = out.getvalue()
    assert "\x07" not in text  # the bell is for changes only
    found = re.findall(r"\x1b\](.*?)\x1b\\|(\x1b\[2[23];2t)", text)
    return ["".join(pair) for pair in found]


def test_title_progress_and_notifications_are_set_and_reset():
    sent = sequences(OscOptions(), XTERM)
    assert sent[0] == "\x1b[22;2t"
    assert sent[-3:] == ["9;4;0;0", "2;", "\x1b[23;2t"]
    assert "2;▲ 0:42 forward" in sent
    assert "2;▼ 0:07 backward" in sent
    assert "9;4;1;50" in sent
    notices = [s for s in sent if s.startswith("9;") and not s.startswith("9;4;")]
    assert notices == [
        "9;Retrowalk: Forward 1:00",
        "9;Retrowalk: Backward 0:40, Small, steps",
        "9;Retrowalk: Session completed",
    ]


def test_a_pause_is_shown_too():
    sent = sequences(OscOptions(), XTERM, pause_at=10)
    assert "2;▲ 0:50 forward, paused" in sent
    assert "9;4;4;10" in sent


@pytest.mark.parametrize("name", OscOptions._fields)
def test_each_can_be_switched_off(name):
    sent = sequences(OscOptions()._replace(**{name: False}), XTERM)
    present = {
        "title": any(s.startswith(("2;", "\x1b[2")) for s in sent),
        "progress": any(s.startswith("9;4;") for s in sent),
        "notify": any(s.startswith("9;") and not s.startswith("9;4;") for s in sent),
    }
    assert present == {wish: wish != name for wish in OscOptions._fields}


@pytest.mark.parametrize(
    ("environment", "start"),
    [
        ({"TERM": "foot"}, "777;notify;retrowalk;"),
        ({"TERM": "rxvt-unicode-256color"}, "777;notify;retrowalk;"),
        ({**XTERM, "VTE_VERSION": "7600"}, "777;notify;retrowalk;"),
        ({"TERM": "xterm-kitty"}, "9;"),
    ],
)
def test_notifications_use_the_sequence_the_terminal_supports(environment, start):
    assert f"{start}Retrowalk: Forward 1:00" in sequences(OscOptions(), environment)


@pytest.mark.parametrize("term", ["linux", "vt100", "dumb"])
def test_terminals_that_would_show_them_get_none(term):
    assert not sequences(OscOptions(), {"TERM": term})


@pytest.mark.parametrize(
    ("environment", "shown"),
    [
        ({}, False),
        ({"TERM_PROGRAM": "iTerm.app"}, False),
        ({"LC_TERMINAL": "iTerm2"}, False),
        ({"TERM": "xterm-kitty"}, False),
        ({"TERM_PROGRAM": "WezTerm", "TERM_PROGRAM_VERSION": "20240203-110809-5046fc22"}, False),
        ({"TERM_PROGRAM": "WezTerm", "TERM_PROGRAM_VERSION": "20250301-000000-abcdef12"}, True),
        ({"VTE_VERSION": "7600"}, False),
        ({"VTE_VERSION": "8001"}, True),
        ({"TERM_PROGRAM": "ghostty"}, True),
        ({"ConEmuANSI": "ON"}, True),
        ({"WT_SESSION": "1"}, True),
    ],
)
def test_only_terminals_that_are_known_to_show_progress_get_it(environment, shown):
    sent = sequences(OscOptions(), {"TERM": "xterm-256color", **environment})
    assert any(s.startswith("9;4") for s in sent) is shown
    assert any(s.endswith("Retrowalk: Forward 1:00") for s in sent)


def test_only_the_latest_of_several_events_is_shown():
    out = io.StringIO()
    status = WindowStatus(out, UNICODE, OscOptions(), XTERM)
    walk = Walk(PLAN)
    events = [*walk.begin(), *walk.advance(70 * S)]
    status.show(Moment(tuple(events), walk.view()))
    assert "Backward 0:40" in out.getvalue()
    assert "Forward 1:00" not in out.getvalue()
