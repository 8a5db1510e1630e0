import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrowalk.core.validate import check_session
from retrowalk.errors import InvalidSession
from retrowalk.presets import builder, json_schema
from tests.presets.reading import build, problems, read


@pytest.fixture(scope="module")
def schema():
    """Return the validator of the JSON Schema; importing its module takes seconds."""
    jsonschema = pytest.importorskip("jsonschema")
    return jsonschema.Draft202012Validator(json.loads(json_schema.schema_text()))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("steps:\n - forward: 5\n   lable: x", "3:4 unknown key 'lable' (did you mean 'label'?)"),
        ("setps: []", "1:1 unknown key 'setps' (did you mean 'steps'?)"),
        ("steps: []", "1:8 'steps' needs at least one step"),
        ("steps: 3", "1:8 'steps' must be a list"),
        ("steps:\n - {}", "2:4 a step needs exactly one of"),
        ("steps:\n - 5", "2:4 a step must be a mapping"),
        ("steps:\n - forward: 1\n   backward: 1", "2:4 a step needs exactly one of"),
        ("steps:\n - forwrd: 1", "2:4 unknown key 'forwrd' (did you mean 'forward'?)"),
        ("steps:\n - rest: 1", "2:4 unknown key 'rest' (did you mean 'stand'?)"),
        ("steps:\n - Forward: 1", "2:4 unknown key 'Forward' (did you mean 'forward'?)"),
        ("steps:\n - walk: 1", "2:4 unknown key 'walk' (did you mean 'forward'?)"),
        ("steps:\n - forward: soon", "2:13 'soon' is not a duration"),
        ("steps:\n - forward: 0s", "2:13 '0s' is too short: write at least 1s"),
        ("steps:\n - forward: 25h", "2:13 '25h' is longer than 24 hours"),
        ("steps:\n - forward: [1]", "2:13 a list is not a duration"),
        ("steps:\n - forward: $x", "2:13 there is no option 'x'"),
        ("steps:\n - forward: open\n   cadence: 300", "3:13 '300' is not a cadence"),
        ("steps:\n - forward: 5\n   at_most: 9", "3:4 'at_most' is only for open"),
        ("steps:\n - stand: open\n   at_most: 9", "3:4 'at_most' is only for open"),
        ("steps:\n - repeat: 0\n   steps: [forward: 1]", "2:12 '0' is not a count"),
        ("steps:\n - repeat: 2", "2:4 a repeat needs 'steps'"),
        (
            "steps:\n - repeat: 2\n   ramp: {up: 5s}\n   steps: [forward: 1]",
            "3:11 unknown key 'up' (allowed here: forward, backward, stand)",
        ),
        ("title: 5\nsteps: [forward: 1]", '1:8 must be text (put it in quotes: "5")'),
        (
            "steps:\n - forward: 1\n   label: 12",
            '3:11 must be text (put it in quotes: "12")',
        ),
        ("title: true\nsteps: [forward: 1]", '1:8 must be text (put it in quotes: "true")'),
        ("title: ''\nsteps: [forward: 1]", "1:8 is empty"),
        ("title: |\n  a\n  b\nsteps: [forward: 1]", "1:8 must be one line"),
        ("cues: {midpoint: no}\nsteps: [forward: 1]", "1:18 must be true or false"),
        (
            "cues: {every: 5s}\nsteps: [forward: 1]",
            "1:15 '5s' is too short: write 10s or more",
        ),
        ("options: {x: {kind: foo, default: 1}}\nsteps: [forward: 1]", "1:21 'kind' must be one"),
        ("options: {x: {kind: count}}\nsteps: [forward: 1]", "1:14 option 'x' needs a 'default'"),
        ("options: {x: 5}\nsteps: [forward: $x]", "1:14 an option must be a mapping"),
        (
            "options: {x: {kind: count, default: 9, max: 5}}\nsteps: [forward: 1]",
            "1:37 9 is more than the maximum, 5",
        ),
        ("options: {plain: {kind: count, default: 1}}\nsteps: [forward: 1]", "own flags"),
        ("options: {A b: {kind: count, default: 1}}\nsteps: [forward: 1]", "not an option name"),
        ("options: {x: {kind: count, default: 1}}\nsteps: [forward: $x]", "a duration is needed"),
        ("steps: [{repeat: 13, steps: [forward: 2h]}]", "longer than 24 hours"),
    ],
)
def test_a_problem_is_reported_with_its_position(text, found):
    lines = problems(text)
    assert any(found in line for line in lines), lines
    assert len(lines) == 1, lines


def test_all_problems_of_a_file_are_reported_at_once():
    found = problems(
        "foo: 1\n"
        "title: 7\n"
        "cues: {midpoint: 1, every: x}\n"
        "options: {n: {kind: count, default: 0}}\n"
        "steps:\n"
        " - forward: soon\n"
        " - backward: 5\n   speed: fast\n   cadence: 300\n   label: ''\n"
        " - {}\n"
        " - repeat: 0\n   ramp: {backward: x}\n   steps: [{forwrd: 5}]\n"
    )
    assert [line.split()[0] for line in found] == [
        *("1:1", "2:8", "3:18", "3:28", "4:37", "6:13"),
        *("8:11", "9:13", "10:11", "11:4", "12:12", "13:21", "14:13"),
    ]


def test_repeats_nest_to_eight_and_no_deeper():
    def nested(depth: int) -> str:
        inner = "{forward: 1s}"
        for _ in range(depth):
            inner = f"{{repeat: 1, steps: [{inner}]}}"
        return f"steps: [{inner}]"

    assert len(build(nested(8)).segments) == 1
    assert "nest deeper than 8" in problems(nested(9))[0]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "- forward: 5m\n- backward: 1m",
            "1:1 a session file must not be a bare list"
            " (write 'steps:' above it and indent the list)",
        ),
        ("just words", "1:1 a session file must be a mapping with 'steps'"),
        ("intervals: [{time: 30}]", "'intervals' looks like another program's file"),
        ("Workout: {name: x}", "'Workout' looks like another program's file"),
        ('{"schema": 1, "segments": []}', "this is a plan, not a session file"),
        ("title: x", "'steps' is missing"),
    ],
)
def test_files_of_another_kind_are_refused_with_a_remedy(text, message):
    (line,) = problems(text)
    assert message in line


def test_a_source_is_one_text_or_several():
    assert read("source: a\nsteps: [forward: 1]").source == ("a",)
    assert read("source: [a, b]\nsteps: [forward: 1]").source == ("a", "b")


KEYS = ["forward", "backward", "stand", "repeat", "steps", "at_most", "label", "speed", "cadence"]
VALUES = st.one_of(
    st.sampled_from(["5", "90s", "1 min", "open", "$x", "2 km/h", "x", "", "1,5", "1h30", " 5 M "]),
    st.integers(-1, 100),
    st.floats(0, 10),
    st.booleans(),
    st.none(),
)
STEPS = st.recursive(
    st.lists(st.dictionaries(st.sampled_from(KEYS), VALUES, min_size=1, max_size=3), max_size=3),
    lambda inner: st.lists(st.fixed_dictionaries({"repeat": VALUES, "steps": inner}), max_size=2),
    max_leaves=4,
)
FILES = st.fixed_dictionaries(
    {"steps": STEPS},
    optional={
        "title": VALUES,
        "cues": st.fixed_dictionaries({}, optional={"midpoint": VALUES, "every": VALUES}),
        "options": st.fixed_dictionaries({"x": st.fixed_dictionaries({"default": VALUES})}),
    },
)


@given(FILES)
def test_the_schema_and_the_limits_accept_whatever_the_reader_accepts(schema, data):
    try:
        preset = read(json.dumps(data))
    except InvalidSession:
        return
    schema.validate(data)
    check_session(builder.build(preset, {}))


@pytest.mark.parametrize(
    "wrong",
    [
        {"steps": []},
        {"steps": [{"forwrd": 5}]},
        {"steps": [{"forward": "soon"}]},
        {"steps": [{"forward": 5, "lable": "x"}]},
        {"steps": [{"repeat": 0, "steps": [{"forward": 5}]}]},
        {"steps": [{"forward": 5, "backward": 5}]},
        {"steps": [{"stand": 5, "at_most": 3}]},
        {"steps": [{"forward": 5}], "title": 5},
        {"steps": [{"forward": 5}], "foo": 5},
    ],
)
def test_editors_and_the_reader_mark_the_same_mistakes(schema, wrong):
    assert not schema.is_valid(wrong)
    assert problems(json.dumps(wrong))
