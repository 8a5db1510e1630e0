import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrowalk.errors import InvalidSession
from retrowalk.presets import builder
from retrowalk.presets.diagnostics import Invalid
from retrowalk.presets.library import open_line
from retrowalk.presets.one_line import looks_like_line
from tests.presets.reading import shown


def segments(line: str) -> list[str]:
    """Return each segment as its direction's letter and its seconds."""
    built = builder.build(open_line(line), {})
    return [
        f"{s.direction[0]}{'' if s.duration is None else f'{s.duration.total_seconds():g}'}"
        for s in built.segments
    ]


def error_message(line: str) -> str:
    with pytest.raises(Invalid) as caught:
        open_line(line)
    (problem,) = caught.value.problems
    return shown(problem)


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("5m forward, 1m backward", "f300 b60"),
        ("2x(5f 1b) 2f", "f300 b60 f300 b60 f120"),
        ("5f,1b", "f300 b60"),
        ("open forward 90s stand", "f s90"),
        ("5F 1B", "f300 b60"),
        ("OPEN F", "f"),
        ("2X(5f)", "f300 f300"),
        ("2*(5f)", "f300 f300"),
        ("2×(5f)", "f300 f300"),
        ("2 x (5f)", "f300 f300"),
        ("5 min f 30 sec b", "f300 b30"),
        ("5 minutes forward, 30 seconds backward", "f300 b30"),
        ("5mf 30sb", "f300 b30"),
        ("1m 30s b", "b90"),
        ("30 s b", "b30"),
        ("1,5 f", "f90"),
        ("1.5f", "f90"),
        ("1h30 f", "f5400"),
        ("1:30 b", "b90"),
        ("forward 5m backward 1m", "f300 b60"),
        ("f 5, b 1", "f300 b60"),
        ("forward open", "f"),
        ("5M F", "f300"),
        ("5 backwards", "b300"),
    ],
)
def test_a_line_is_read(line, found):
    assert " ".join(segments(line)) == found


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("", "1:1 there is no step: write one, such as 5m forward"),
        ("5m", "1:3 which way? write 5m forward, backward or stand"),
        ("5m 5m", "1:4 which way?"),
        ("5m up", "1:4 'up' is neither a unit (h, m, s) nor a direction (f, b, s)"),
        ("10k f", "1:3 'k' is neither a unit"),
        ("walk 5m", "1:1 'walk' is not a step: write forward"),
        ("rest 1m", "1:1 'rest' is not a step: write stand"),
        ("5f, 1m pause", "1:8 'pause' is not a direction: write stand"),
        ("2x5f", "1:1 put parentheses around what is repeated, as in 3x(5f 1b)"),
        ("5f 2 x 1b", "1:4 put parentheses around what is repeated"),
        ("5 s", "1:1 '5 s' can be seconds or a stand: write 5s stand or 5m stand"),
        ("5f) 1b", "1:3 ')' is not expected here"),
        ("3x(5f", "1:3 this parenthesis is never closed: write )"),
        ("0x(5f)", "1:1 '0' is not a count"),
        ("5f {label}", "1:5 write key=value pairs"),
        ('5f {label="x" 1b', "1:4 this brace is never closed"),
        ('5f {label="x", label="y"}', "1:16 'label' is not allowed here, or is given twice"),
        ('5f {lable="x"}', "1:5 unknown key 'lable' (did you mean 'label'?)"),
        ("{note=x} 5f", "1:2 'note' is not allowed here"),
        ("25h f", "1:1 '25h' is longer than 24 hours"),
    ],
)
def test_a_mistake_is_named_with_its_position(line, found):
    assert found in error_message(line)


def test_braces_hold_texts_and_numbers():
    (segment,) = builder.build(
        open_line('{title="Hill, day", midpoint=false} 5f {label="a, \\"b\\"", speed=2 km/h}'), {}
    ).segments
    assert (segment.label, segment.speed_kmh) == ('a, "b"', 2.0)


@pytest.mark.parametrize("source", ["5f 1b", "3x(5f)", "open f", "{name=x} 5f", "forward 5m"])
def test_a_session_line_is_distinguished_from_a_file_name(source):
    assert looks_like_line(source)


@pytest.mark.parametrize("source", ["5x.yaml", "5.YML", "walk.txt", "intervals", "forward", "-"])
def test_a_file_name_is_not_a_line(source):
    assert not looks_like_line(source)


@given(st.text(alphabet='0123456789fbsmhxX*×(){},=" .openrwardcktl_', max_size=60))
def test_any_line_is_read_or_refused_with_a_position(line):
    try:
        open_line(line)
    except InvalidSession as error:
        assert str(error).startswith("line:1:")
