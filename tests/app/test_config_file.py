import pytest

from retrowalk.app.config_file import ensure_config_file, setting_lines
from retrowalk.errors import FileError
from retrowalk.setting_table import SETTINGS, example_file
from retrowalk.settings import FILE
from tests.app.worlds import world


def test_each_setting_is_listed_with_its_origin(tmp_path):
    app = world(tmp_path, RETROWALK_VOLUME="40")
    app.config_folder.mkdir()
    path = app.config_folder / FILE
    path.write_text('[presets.intervals]\nforward = "4m"\n[hooks]\npause = ["ls"]\n')
    lines = list(setting_lines(app))
    assert len(lines) == len(SETTINGS) + 2
    assert "volume = 40  (RETROWALK_VOLUME)" in lines
    assert "voice = true  (default)" in lines
    assert lines[-2:] == [
        f'presets.intervals.forward = "4m"  ({path})',
        f'hooks.pause = ["ls"]  ({path})',
    ]


def test_the_file_is_created_once(tmp_path):
    app = world(tmp_path)
    path = ensure_config_file(app)
    assert path.read_text() == example_file()
    path.write_text("mine = 1")
    assert ensure_config_file(app).read_text() == "mine = 1"


def test_a_folder_that_cannot_be_created_is_an_error(tmp_path):
    app = world(tmp_path)
    app.config_folder.write_text("in the way")
    with pytest.raises(FileError, match="cannot create"):
        ensure_config_file(app)
