import io
import re
from datetime import timedelta

import pytest
from rich.console import Console

from retrowalk import api
from retrowalk.core.commands import Command, Verb
from retrowalk.core.summary import Summary, summarize
from retrowalk.core.walk import Walk
from retrowalk.history.record import Feedback
from retrowalk.reports.console import write_report
from retrowalk.reports.next_step import NEXT, advice
from retrowalk.reports.summary import SummaryReport, counts_line
from retrowalk.screen.theme import theme_for
from tests.exports.conftest import PRESETS

SECOND = timedelta(seconds=1)


class Output(io.StringIO):
    encoding = "utf-8"


def walked(source: str, *steps: tuple[float, Verb]) -> Summary:
    """Walk a session, with commands at seconds from its start, to its end or an END."""
    session = api.preset(source) if source in PRESETS else api.parse(source)
    walk = Walk(session)
    events = walk.begin()
    for seconds, verb in steps:
        events += walk.advance(seconds * SECOND) + walk.apply(Command(verb))
    return summarize(session, events + ([] if walk.over else walk.advance(timedelta(days=2))))


@pytest.mark.parametrize(
    ("steps", "expected"),
    [
        ([], "3 of 3 segments finished"),
        ([(2, Verb.NEXT)], "2 of 3 segments finished · 1 skipped"),
        ([(1, Verb.PAUSE), (4, Verb.RESUME)], "3 of 3 segments finished · paused 0:03"),
        (
            [(1, Verb.PAUSE), (2, Verb.RESUME), (3, Verb.NEXT)],
            "2 of 3 segments finished · 1 skipped · paused 0:01",
        ),
    ],
)
def test_counts_leave_out_what_is_zero(steps, expected):
    assert counts_line(walked("5s f, 5s b, 5s f", *steps)) == expected


def test_a_screen_reader_gets_commas_and_no_strip():
    out = Output()
    summary = walked("5s f, 5s b, 5s f", (2, Verb.NEXT))
    write_report(out, SummaryReport(summary, theme_for("default"), bare=True), bare=True)
    assert "2 of 3 segments finished, 1 skipped" in out.getvalue()
    assert out.getvalue().isascii()


def rows(summary: Summary) -> list[str]:
    out = Output()
    write_report(out, SummaryReport(summary, theme_for("mono", None), bare=True), bare=True)
    found = [re.sub(r" +", " ", row.strip()) for row in out.getvalue().splitlines()]
    return found[2 : found.index(next(row for row in found if row.startswith("total ")))]


def test_a_short_session_is_listed_segment_by_segment():
    summary = walked('5s f, 8s b {label="Small steps"}, 5s f', (7, Verb.NEXT))
    assert rows(summary) == [
        "1 forward 0:05 0:05",
        "2 backward, Small steps 0:08 0:02",
        "3 forward 0:05 0:05",
    ]


def test_a_long_session_lists_only_segments_that_differ_from_the_plan():
    assert rows(walked("5x(10s f 5s b)")) == []
    assert rows(walked("5x(10s f 5s b)", (12, Verb.NEXT))) == ["2 backward 0:05 0:02"]
    many = walked("40x(10s f 5s b)", *((n, Verb.NEXT) for n in range(20)))
    assert len(rows(many)) == 12


def test_after_a_finished_walk_the_next_preset_is_advised_with_care():
    assert advice(walked("intervals")) == (
        "Repeat this session another day. If that felt easy, with no stumble, dizziness or pain,"
        " try next: retrowalk two-one"
    )


def test_after_a_walk_with_a_skip_or_an_early_end_nothing_harder_is_advised():
    assert advice(walked("intervals", (2, Verb.NEXT))) == "Repeat this session another day."
    assert advice(walked("intervals", (2, Verb.END))) == (
        "If you are dizzy or in pain, rest. Otherwise repeat this session another day,"
        " or try a short one: retrowalk start-small"
    )


def test_every_advised_preset_exists():
    assert {*NEXT, *NEXT.values()} <= set(PRESETS)


def test_a_summary_can_be_exported_as_a_picture():
    report = SummaryReport(walked("5s f, 5s b"), theme_for("default"))
    console = Console(record=True, width=80, file=io.StringIO())
    console.print(report)
    assert "Done." in console.export_svg(title="walk").replace("&#160;", " ")


@pytest.mark.parametrize(
    ("feedback", "is_next"),
    [
        (None, True),
        (Feedback(effort=4, pain=3), True),
        (Feedback(effort=5), False),
        (Feedback(pain=4), False),
        (Feedback(stumble=True), False),
        (Feedback(dizziness=True), False),
    ],
)
def test_a_more_demanding_session_is_suggested_only_after_an_easy_one(feedback, is_next):
    assert ("retrowalk two-one" in advice(walked("intervals"), feedback)) is is_next


def test_after_an_alarm_there_is_no_advice():
    assert advice(walked("programme-week-1"), Feedback(alarm=True)) == ""
