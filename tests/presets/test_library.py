import unicodedata

import pytest

from retrowalk.core.limits import LONGEST_LINE
from retrowalk.core.validate import check_session
from retrowalk.errors import InvalidSession
from retrowalk.presets import builder
from retrowalk.presets.file_names import is_session_file
from retrowalk.presets.library import FIRST, Library, open_file

STEPS = "steps: [forward: 5]\n"


def library(folder, *names: str, text: str = STEPS) -> Library:
    for name in names:
        (folder / name).write_text(text, encoding="utf-8")
    return Library(folder, frozenset({"plan"}))


def test_lists_begin_with_the_first_presets_and_end_with_the_users_own(tmp_path):
    names = list(library(tmp_path, "aa.yaml").files())
    assert tuple(names[:3]) == FIRST
    assert names[-1] == "aa"


def test_a_file_of_the_user_overrides_a_shipped_preset(tmp_path):
    files = library(tmp_path, "intervals.yml").files()
    assert files["intervals"] == str(tmp_path / "intervals.yml")


def test_the_suffix_can_be_in_upper_case(tmp_path):
    found = library(tmp_path, "Hill2.YAML")
    assert found.open("Hill2").name == "Hill2"


@pytest.mark.parametrize("form", ["NFC", "NFD"])
@pytest.mark.parametrize("asked", ["NFC", "NFD"])
def test_accents_may_be_composed_or_not(tmp_path, form, asked):
    found = library(tmp_path, unicodedata.normalize(form, "hügel.yaml"))
    preset = found.open(unicodedata.normalize(asked, "hügel"))
    assert preset.name == unicodedata.normalize("NFC", "hügel")


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("plan.yaml", "'plan' is the name of a command: rename the file"),
        ("my walk.yaml", "the file's name cannot be a command"),
        ("-x.yaml", "the file's name cannot be a command"),
    ],
)
def test_a_name_that_cannot_be_a_command_is_reported(tmp_path, name, reason):
    found = library(tmp_path, name)
    assert str(tmp_path / name) not in found.files().values()
    assert reason in found.broken[str(tmp_path / name)]


def test_an_invalid_preset_is_reported_on_one_line_and_the_others_work(tmp_path):
    found = library(tmp_path, "bad.yaml", text="steps: [{forwrd: 5}]\nx: 1\n")
    assert "intervals" in found.summaries()
    assert found.broken == {
        str(
            tmp_path / "bad.yaml"
        ): "line 1: unknown key 'forwrd'; did you mean 'forward'? (and 1 more)"
    }
    with pytest.raises(InvalidSession):
        found.open("bad")


@pytest.mark.parametrize(("name", "like"), [("intrvals", "'intervals'"), ("qqqq", "lists the")])
def test_an_unknown_name_gets_a_similar_name_or_the_list(name, like):
    assert like in Library().guess(name)


@pytest.mark.parametrize("name", ["a.yaml", "a.yml", "a.YAML", "a b.Yml"])
def test_session_files_end_with_yaml_in_any_case(tmp_path, name):
    assert is_session_file(tmp_path / name)


@pytest.mark.parametrize("stem", ["a b", "\u202ea", "\udcff", "x" * 240, "\x1b[31m", " "])
def test_a_file_of_any_name_makes_a_session_with_a_valid_name(tmp_path, stem):
    path = tmp_path / f"{stem}.yaml"
    path.write_text(STEPS)
    session = builder.build(open_file(path), {})
    assert check_session(session).name
    assert len(session.name) <= LONGEST_LINE
