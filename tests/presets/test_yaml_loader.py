import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from retrowalk.errors import InvalidSession
from retrowalk.presets import yaml_loader as loader
from retrowalk.presets.diagnostics import Invalid, Text
from retrowalk.presets.text_file import decode
from tests.presets.reading import read

PARSERS = pytest.mark.parametrize("pure", [False, True], ids=["c", "pure"])


def load(text: str, pure: bool):
    return loader.load(Text("t.yaml", text), pure=pure)


@PARSERS
def test_scalars_are_those_of_yaml_1_2(pure):
    data = load(
        "a: 1:30\nb: no\nc: true\nd: 5\ne: 1.5\nf: ~\ng: '5'\nh: 0x10\ni: 2001-01-01\n", pure
    ).data
    assert data == {
        "a": "1:30",
        "b": "no",
        "c": True,
        "d": 5,
        "e": 1.5,
        "f": None,
        "g": "5",
        "h": "0x10",
        "i": "2001-01-01",
    }


@PARSERS
@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", "1:1: the file is empty"),
        ("# only a comment\n", "the file is empty"),
        ("a: &x 1", "1:4: anchors (&x) are not allowed"),
        ("a: *x", "1:4: aliases (*x) are not allowed"),
        ("a: 1\nb: 2\na: 3", "3:1: duplicate key 'a' (first on line 1)"),
        ("a: !!python/object:os.system x", "1:4: tags (tag:yaml.org,2002:python"),
        ("a: 1\n---\nb: 2", "only one YAML document"),
        ("? [1]\n: 2", "a key must be a word"),
        ('a: "\\e[31m"', "1:4: control character U+001B"),
        ('a: "\\u202e"', "1:4: control character U+202E"),
        ("a: \x07", "control character U+0007"),
        ("a: [1", "not valid YAML"),
        ("a:\n\t- 1", "a tab is not allowed here"),
        ("[" * 100_000, "nested deeper than 32"),
        ("{a: " * 100_000, "nested deeper than 32"),
        ("- " * 100_000, "nested deeper than 32"),
    ],
)
def test_unsafe_yaml_is_refused_with_its_position(text, found, pure):
    with pytest.raises(Invalid) as caught:
        load(text, pure)
    assert found in str(caught.value)


@PARSERS
def test_too_many_values_are_refused(pure, monkeypatch):
    monkeypatch.setattr(loader, "MOST_VALUES", 1500)
    assert load("[" + "1," * 1498 + "1]", pure)
    with pytest.raises(Invalid, match="more than 1,500 values"):
        load("[" + "1," * 1500 + "1]", pure)


@PARSERS
def test_values_keep_their_positions(pure):
    document = load("a:\n  - b: 1\n    c: 2\n", pure)
    assert document.locate(("a", 0, "c")) == (3, 8)
    assert document.locate(("a", 0, "c"), key=True) == (3, 5)
    assert document.locate(("a", 0, "missing")) == (2, 5)


@given(st.binary(max_size=400))
@example(b"\xce\x80\x00")  # an unassigned character
@example("steps: \u2068[\u00ad".encode())
def test_any_bytes_are_read_or_refused(data):
    for pure in (False, True):
        try:
            loader.load(decode("any", data), pure=pure)
        except InvalidSession as error:
            assert all(c.isprintable() or c in "\n\ufffd" for c in str(error).replace("…", ""))


@given(st.text(alphabet="[]{}:,- \n#&*!|>'\"%@`?abc12$", max_size=200))
def test_any_punctuation_is_read_or_refused(text):
    for pure in (False, True):
        try:
            loader.load(Text("any", text), pure=pure)
        except InvalidSession:
            pass


def test_long_lines_and_many_errors_are_cut():
    many = "\n".join(f"key{n}: 1" for n in range(50))
    with pytest.raises(InvalidSession) as caught:
        read(f"steps: [forward: 5]\n{many}")
    assert str(caught.value).endswith("and 30 more")
    with pytest.raises(InvalidSession) as caught:
        read("steps: [" + "forward: 5, " * 100 + "lable: 1]")
    assert max(map(len, str(caught.value).splitlines())) < 140
