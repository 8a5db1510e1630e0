import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrowalk import files, settings
from retrowalk.errors import FileError
from retrowalk.setting_table import SETTINGS, TABLE, example_file
from retrowalk.settings import ConfigError, read_settings

DOCS = Path(__file__).parents[1] / "docs" / "config.md"


def uncommented() -> str:
    return re.sub(r"^#(?! )", "", example_file(), flags=re.MULTILINE)


def read(folder: Path, text: str, **environment: str):
    (folder / "config.toml").write_text(text, encoding="utf-8")
    return read_settings(folder, environment)


def error_message(folder: Path, text: str) -> str:
    with pytest.raises(ConfigError) as caught:
        read(folder, text)
    return str(caught.value).removeprefix(f"{folder / 'config.toml'}:")


def test_without_a_file_every_setting_has_its_default(tmp_path):
    settings = read_settings(tmp_path, {})
    assert settings.values == {setting.name: setting.default for setting in TABLE}
    assert set(settings.origins.values()) == {"default"}


def test_the_example_file_changes_nothing(tmp_path):
    assert read(tmp_path, example_file()).values == read_settings(tmp_path / "none", {}).values


def test_the_example_file_names_every_setting_with_a_valid_value(tmp_path):
    settings = read(tmp_path, uncommented())
    assert settings.origins.keys() == SETTINGS.keys()
    assert "default" not in settings.origins.values()
    examples = {s.name: s.default if s.example is None else s.example for s in TABLE}
    assert settings.values == examples


def test_the_docs_show_the_example_file():
    assert f"```toml\n{uncommented()}```" in DOCS.read_text(encoding="utf-8")


def test_lines_of_the_example_file_fit_an_editor():
    assert max(map(len, example_file().splitlines())) <= 100


def test_the_environment_overrides_the_file(tmp_path):
    settings = read(tmp_path, "volume = 70\nvoice = true\n", RETROWALK_VOICE="false")
    assert (settings.values["volume"], settings.values["voice"]) == (70, False)
    assert settings.origins["voice"] == "RETROWALK_VOICE"
    assert settings.origins["volume"] == str(tmp_path / "config.toml")


def test_an_override_replaces_value_and_origin(tmp_path):
    settings = read(tmp_path, "volume = 70\n")
    settings.override({"volume": 20}, "--volume")
    assert (settings.values["volume"], settings.origins["volume"]) == (20, "--volume")


def test_presets_and_hooks_are_tables(tmp_path):
    settings = read(tmp_path, '[presets.intervals]\nforward = "4m"\n[hooks]\ncue = ["true"]\n')
    assert settings.presets == {"intervals": {"forward": "4m"}}
    assert settings.hooks == {"cue": ["true"]}


@pytest.mark.parametrize("setting", TABLE, ids=lambda setting: setting.name)
def test_a_wrong_value_is_refused_with_a_valid_example(tmp_path, setting):
    text = error_message(tmp_path, f"\n{setting.name} = [1]\n")
    assert text == f"2: {setting.name}: [1] is not valid: write {setting.kind.accepted}"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("suond = 1", "1: unknown setting 'suond'; did you mean 'sound'?"),
        ("x = 1", "1: unknown setting 'x'"),
        ("volume = 101", "101 is not valid: write a whole number from 0 to 100"),
        ("[hooks]\nfoo = ['ls']", "write an event: session-start, segment-start"),
        ("[hooks]\ncue = 'ls'", '2: hooks.cue: "ls" is not valid: write a list of strings'),
        ("[hooks]\ncue = []", "write a list of strings"),
        ("hooks = 1", "write a table: [hooks]"),
        ("presets = 1", "write a table: [presets]"),
        ("[presets]\nx = 1", "write a table: [presets.x]"),
        ("[presets.x]\nforward = [1]", "x.forward: [1] is not valid: write a string or a number"),
        ("lead-in = true", "1: lead-in: true is not valid"),
        ('lead-in = "1.5 s"', "write a whole number from 0 to 3600 (seconds)"),
        ("volume = ", "not valid TOML"),
        ("volume = " + "9" * 5000, "not valid TOML"),
        ("volume = " + "[" * 20_000, "not valid TOML"),
    ],
)
def test_a_bad_file_is_named_with_line_and_remedy(tmp_path, text, says):
    assert says in error_message(tmp_path, text)


@pytest.mark.parametrize(
    ("name", "value", "number"),
    [
        ("lead-in", "10s", 10),
        ("lead-in", "1m30s", 90),
        ("lead-in", "0:20", 20),
        ("volume", "80 %", 80),
        ("weight", "70,5kg", None),
        ("weight", "70.5 kg", 70.5),
        ("debounce", "200ms", 200),
        ("pre-roll", "1.5s", 1.5),
        ("pre-roll", 1, 1),
    ],
)
def test_a_number_may_have_its_unit(tmp_path, name, value, number):
    variable = {f"RETROWALK_{name.upper().replace('-', '_')}": str(value)}
    if number is None:
        with pytest.raises(ConfigError, match=r"\(kg\)"):
            read_settings(tmp_path, variable)
        return
    assert read_settings(tmp_path, variable).values[name] == number
    assert read(tmp_path, f"{name} = {json.dumps(value)}\n").values[name] == number


def test_a_byte_order_mark_is_skipped(tmp_path):
    assert read(tmp_path, "\ufeffvolume = 70\n").values["volume"] == 70


def test_a_file_that_is_not_utf_8_is_refused(tmp_path):
    (tmp_path / "config.toml").write_bytes(b"theme = \xff")
    with pytest.raises(ConfigError, match="UTF-8"):
        read_settings(tmp_path, {})


def test_a_bad_variable_is_named(tmp_path):
    with pytest.raises(
        ConfigError, match=r"RETROWALK_SOUND: sound: .* stream, player, bell or off"
    ):
        read_settings(tmp_path, {"RETROWALK_SOUND": "loud"})


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes here")
def test_a_pipe_or_a_device_as_settings_file_is_an_error_at_once(tmp_path, monkeypatch):
    if sys.platform == "win32":
        pytest.skip("POSIX only")
    monkeypatch.setattr(files, "PIPE_TIMEOUT", 0.01)
    os.mkfifo(tmp_path / "config.toml")
    both_ends = os.open(tmp_path / "config.toml", os.O_RDWR)
    with pytest.raises(FileError, match="did not end"):
        read_settings(tmp_path, {})
    os.close(both_ends)
    (tmp_path / "config.toml").unlink()
    (tmp_path / "config.toml").symlink_to("/dev/zero")
    with pytest.raises(FileError, match="larger than 1 MiB"):
        read_settings(tmp_path, {})


NAMES = st.sampled_from([*SETTINGS, "presets", "hooks", "volum"])
WORDS = st.sampled_from(sorted({word for s in TABLE for word in getattr(s.kind, "words", ())}))
TEXTS = st.one_of(
    WORDS,
    st.sampled_from(
        ("true", "false", "True", "1", "", "٣", "007", "1_0", "-0", "4.5", " 7", "1e2")
    ),
    st.integers(-5, 5000).map(str),
    st.text(max_size=3),
)
VALUES = st.one_of(
    TEXTS, st.booleans(), st.integers(-5, 5000), st.floats(), st.integers(min_value=2**53)
)
TABLES = st.dictionaries(
    st.one_of(st.sampled_from(("cue", "pause", "intervals")), TEXTS),
    st.one_of(VALUES, st.lists(VALUES, max_size=2), st.dictionaries(TEXTS, VALUES, max_size=2)),
    max_size=2,
)


@given(st.dictionaries(NAMES, st.one_of(VALUES, TABLES), max_size=3))
def test_settings_that_are_certainly_valid_are_what_pydantic_makes_of_them(data):
    plain = settings._plain(data)
    if plain is not None:
        checked = settings._checked_by_pydantic(data, "", "")
        assert repr(sorted(plain.items())) == repr(sorted(checked.items()))  # with their types


def test_certainly_valid_settings_do_not_load_pydantic(tmp_path):
    (tmp_path / "config.toml").write_text(uncommented(), encoding="utf-8")
    code = (
        "import sys; from pathlib import Path; from retrowalk.settings import read_settings\n"
        f"read_settings(Path({str(tmp_path)!r}), {{'RETROWALK_VOLUME': '50', 'RETROWALK_VOICE':"
        " 'false', 'RETROWALK_THEME': 'light', 'RETROWALK_PRE_ROLL': '3'})\n"
        "sys.exit('pydantic' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code]).returncode == 0
