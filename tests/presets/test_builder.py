from datetime import timedelta

import pytest

from retrowalk.core.session import Direction
from retrowalk.presets import builder, checker, reader
from retrowalk.presets import yaml_loader as loader
from retrowalk.presets.diagnostics import Invalid, Text

S = timedelta(seconds=1)


def read(text: str):
    return reader.read(loader.load(Text("t.yaml", text)), "t")


def build(text: str, **chosen):
    return builder.build(read(text), chosen)


def problems(text: str) -> list[str]:
    with pytest.raises(Invalid) as caught:
        read(text)
    return [f"{p.spot.line}:{p.spot.column} {p.message} {p.hint}" for p in caught.value.problems]


def test_a_step_is_a_direction_with_its_words():
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


def test_options_stand_for_whole_values():
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


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("steps:\n - forward: 5\n   lable: x", "3:4 unknown key 'lable' did you mean 'label'?"),
        ("setps: []", "1:1 unknown key 'setps' did you mean 'steps'?"),
        ("steps: []", "1:8 needs at least one step"),
        ("steps: 3", "1:8 has to be a list"),
        ("steps:\n - {}", "2:4 a step needs exactly one of"),
        ("steps:\n - forward: 1\n   backward: 1", "2:4 a step needs exactly one of"),
        ("steps:\n - forwrd: 1", "2:4 unknown key 'forwrd' did you mean 'forward'?"),
        ("steps:\n - forward: soon", "2:13 'soon' is not a duration"),
        ("steps:\n - forward: 0s", "2:13 '0s' is shorter than a second"),
        ("steps:\n - forward: 25h", "2:13 '25h' is longer than 24 hours"),
        ("steps:\n - forward: [1]", "2:13 a list is not a duration"),
        ("steps:\n - forward: $x", "2:13 there is no option 'x'"),
        ("steps:\n - forward: open\n   cadence: 300", "3:13 '300' is not a cadence"),
        ("steps:\n - forward: 5\n   at_most: 9", "at_most' belongs to an open"),
        ("steps:\n - stand: open\n   at_most: 9", "unknown key 'at_most'"),
        ("steps:\n - repeat: 0\n   steps: [forward: 1]", "2:12 '0' is not a count"),
        ("steps:\n - repeat: 2", "'steps' is missing"),
        ("title: 5\nsteps: [forward: 1]", "1:8 has to be text"),
        ("title: ''\nsteps: [forward: 1]", "1:8 is empty"),
        ("title: |\n  a\n  b\nsteps: [forward: 1]", "1:8 has to be one line"),
        ("cues: {midpoint: no}\nsteps: [forward: 1]", "1:18 has to be true or false"),
        ("options: {x: {kind: foo, default: 1}}\nsteps: [forward: 1]", "has to be one of"),
        ("options: {x: {kind: count}}\nsteps: [forward: 1]", "'default' is missing"),
        ("options: {plain: {kind: count, default: 1}}\nsteps: [forward: 1]", "own flags"),
        ("options: {A b: {kind: count, default: 1}}\nsteps: [forward: 1]", "no option name"),
        ("options: {x: {kind: count, default: 1}}\nsteps: [forward: $x]", "a duration is needed"),
        ("- 1", "has to be a mapping"),
        ("steps: [{repeat: 20000, steps: [forward: 1s, backward: 1s]}]", "more than 20,000"),
        ("steps: [{repeat: 13, steps: [forward: 2h]}]", "longer than 24 hours"),
    ],
)
def test_what_is_wrong_is_said_with_its_place(text, found):
    assert any(found in line for line in problems(text)), problems(text)


def test_all_errors_of_a_file_come_at_once():
    found = problems("foo: 1\nsteps:\n - forward: soon\n - backward: 5\n   speed: fast\n - {}\n")
    assert len(found) == 4


def test_repeats_nest_to_eight_and_no_deeper():
    def nested(depth: int) -> str:
        inner = "{forward: 1s}"
        for _ in range(depth):
            inner = f"{{repeat: 1, steps: [{inner}]}}"
        return f"steps: [{inner}]"

    assert len(build(nested(8)).segments) == 1
    assert "nest deeper than 8" in problems(nested(9))[0]


def test_chosen_values_that_make_no_session_are_refused():
    text = "options: {n: {kind: count, default: 1}}\nsteps: [{repeat: $n, steps: [forward: 2h]}]"
    with pytest.raises(Invalid, match="24 hours"):
        build(text, n=13)


def test_what_builds_is_what_pydantic_takes():
    text = "steps:\n - forward: 5\n - backward: open\n   at_most: 1:30\n - repeat: 2\n   steps: [stand: 1]"
    assert checker.problems(read(text).document) == []
