from dataclasses import replace
from datetime import timedelta

import pytest

from retrowalk.core.session import Direction
from retrowalk.presets import builder
from retrowalk.presets.diagnostics import Invalid
from retrowalk.presets.library import open_line
from retrowalk.presets.serialize import to_line, to_yaml
from tests.presets.reading import build, problems

S = timedelta(seconds=1)


def test_a_step_becomes_a_segment_with_its_texts_and_numbers():
    (segment,) = build(
        "steps:\n - backward: 1m30s\n   label: Slow\n   note: n\n   say: s\n   speed: 1.2 mph\n"
        "   cadence: 80\n"
    ).segments
    assert segment.direction is Direction.BACKWARD
    assert segment.duration == 90 * S
    assert (segment.label, segment.note, segment.say) == ("Slow", "n", "s")
    assert segment.speed_kmh == pytest.approx(1.931, abs=0.001)
    assert segment.cadence == 80


def test_repeats_nest_and_count_the_innermost_rounds():
    session = build(
        "steps: [repeat: 2, steps: []]".replace(
            "[repeat: 2, steps: []]",
            """
 - repeat: 2
   steps:
    - forward: 1
    - repeat: 3
      steps: [backward: 10s]
""",
        )
    )
    turns = [(s.round, s.rounds) for s in session.segments]
    assert turns == [(1, 2), (1, 3), (2, 3), (3, 3), (2, 2), (1, 3), (2, 3), (3, 3)]


def test_an_option_replaces_a_whole_value():
    text = (
        "options:\n a: {kind: duration, default: 90s}\n n: {kind: count, default: 2}\n"
        " v: {kind: speed, default: 2}\n"
        "steps:\n - repeat: $n\n   steps: [{forward: $a, speed: $v}]\n"
    )
    assert [s.duration for s in build(text).segments] == [90 * S] * 2
    assert [s.duration for s in build(text, a=5 * S, n=3).segments] == [5 * S] * 3
    assert build(text).segments[0].speed_kmh == 2.0


def test_a_ramp_grows_or_shrinks_each_round():
    text = "steps:\n - repeat: 3\n   ramp: {backward: +15s, forward: -10s}\n   steps: [forward: 1, backward: 30s]"
    lengths = [s.duration.total_seconds() for s in build(text).segments]
    assert lengths == [60, 30, 50, 45, 40, 60]


def test_a_ramp_that_leaves_nothing_is_refused():
    text = "steps:\n - repeat: 3\n   ramp: {backward: -15s}\n   steps: [backward: 30s]"
    assert "less than a second in round 3" in problems(text)[0]


def test_values_that_make_the_session_too_long_are_refused():
    text = "options: {n: {kind: count, default: 1}}\nsteps: [{repeat: $n, steps: [forward: 2h]}]"
    with pytest.raises(Invalid, match="24 hours"):
        build(text, n=13)


def test_a_session_can_have_20_000_segments_and_no_more():
    text = "steps: [{{repeat: {}, steps: [forward: 1s, backward: 1s]}}]"
    assert len(build(text.format(10_000)).segments) == 20_000
    assert "more than 20,000 segments" in problems(text.format(10_001))[0]


def test_a_cadence_from_an_option_must_be_a_cadence():
    text = "options: {n: {kind: count, default: 80}}\nsteps: [{forward: 5, cadence: $n}]"
    assert build(text).segments[0].cadence == 80
    with pytest.raises(Invalid, match="'300' is not a cadence"):
        build(text, n=300)


def test_a_round_can_be_written_without_a_repeat():
    (segment,) = build("steps: [{forward: 5, round: 2 of 5}]").segments
    assert (segment.round, segment.rounds) == (2, 5)


def test_texts_can_have_a_language_for_the_session_and_for_a_step():
    session = build("lang: de\nsteps: [{forward: 5}, {backward: 5, say: X, lang: zh-Hans}]")
    assert (session.lang, [s.lang for s in session.segments]) == ("de", [None, "zh-Hans"])
    assert build(to_yaml(session)) == replace(session, name="t", title="t")
    assert builder.build(open_line(to_line(session)), {}).segments == session.segments
    assert problems("lang: german!\nsteps: [forward: 5]") == [
        "1:7 'german!' is not a language: write a tag such as de or pt-BR"
    ]
