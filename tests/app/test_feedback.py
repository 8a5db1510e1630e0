from datetime import timedelta

import pytest

from retrowalk.app.feedback import answer_seconds, is_worth_asking, parse_feedback
from retrowalk.core.events import Outcome
from retrowalk.core.session import Direction, Session
from retrowalk.core.summary import Summary
from retrowalk.history.record import Feedback

ASK = {"RETROWALK_ASK_AFTER": "true"}
NOW = ("--lead-in", "0", "--sound", "off")


def summary(seconds: float, outcome: Outcome) -> Summary:
    walked = {Direction.FORWARD: timedelta(seconds=seconds)}
    return Summary(Session("s", "S", ()), outcome, walked, 0, 0, 0, timedelta(0), {}, ())


@pytest.mark.parametrize(
    ("line", "feedback"),
    [
        ("3 0 n", Feedback(3, 0, False)),
        ("10,10;YES\n", Feedback(10, 10, True)),
        ("4", Feedback(4)),
        ("4 2", Feedback(4, 2)),
    ],
)
def test_an_answer_holds_the_given_effort_pain_and_stumble(line, feedback):
    assert parse_feedback(line) == feedback


@pytest.mark.parametrize(
    "line", ["", "11 0 n", "3 11", "-1", "hard", "3 0 maybe", "3 0 n n", "1.5"]
)
def test_other_lines_are_not_answers(line):
    assert parse_feedback(line) is None


def test_a_walk_ended_within_a_minute_or_interrupted_gets_no_question():
    assert is_worth_asking(summary(5, Outcome.COMPLETED))
    assert is_worth_asking(summary(60, Outcome.ENDED))
    assert not is_worth_asking(summary(59, Outcome.ENDED))
    assert not is_worth_asking(summary(600, Outcome.INTERRUPTED))


@pytest.mark.parametrize(
    ("walked", "most", "waits"), [(2, 60, 5), (30, 60, 15), (600, 60, 60), (600, 8, 8)]
)
def test_after_a_short_walk_the_question_disappears_sooner(walked, most, waits):
    assert answer_seconds(summary(walked, Outcome.COMPLETED), most) == waits


def test_after_a_walk_one_line_asks_how_it_was(terminal, run):
    program = terminal("run", "1s f", "--inline", *NOW, **ASK)
    program.wait("Enter skips")
    program.send("12 0\r")
    program.wait("two numbers")
    program.send("6, 1 y\r")
    assert program.end() == 0
    shown = run("history", "show", "1").stdout
    assert "Effort       6 of 10" in shown
    assert "Pain         1 of 10" in shown
    assert "Stumble      yes" in shown
    program = terminal("run", "1s f", "--inline", *NOW, **ASK)
    program.wait("Enter skips")
    program.send("\r")
    assert program.end() == 0
    program = terminal("run", "1s f", "--inline", *NOW, **ASK)
    program.wait("Enter skips")
    program.send("\x03")
    assert program.end() == 0
    assert "Effort" not in run("history", "show", "3").stdout


def test_without_an_answer_the_program_ends(terminal):
    program = terminal("run", "1s f", "--inline", *NOW, **ASK)
    program.wait("Enter skips")
    assert program.end() == 0


def test_there_is_no_question_if_it_is_off_or_the_walk_was_interrupted(terminal):
    walk = ("run", "1s f", "--inline", *NOW)
    for program in (
        terminal(*walk, RETROWALK_ASK_AFTER="false"),
        terminal(*walk, "--no-history", **ASK),
    ):
        assert program.end() == 0
        assert b"Enter skips" not in program.written
    program = terminal("intervals", *NOW, **ASK)
    program.wait("FORWARD")
    program.send("qq")
    assert program.end() == 3
    program = terminal("intervals", *NOW, **ASK)
    program.wait("FORWARD")
    program.send("\x03")
    assert program.end() == 130
