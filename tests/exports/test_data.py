"""The plan as JSON, and the session file."""

import json

import pytest

from retrowalk import api
from tests.exports.conftest import PRESETS, exported_text


@pytest.mark.parametrize("name", PRESETS)
def test_the_data_are_the_plan_and_a_session_file_that_reads_back(tmp_path, run, home, name):
    session = api.preset(name)
    shown = run("plan", name, "--json")
    assert exported_text(session, tmp_path / "a.json") == shown.stdout
    assert json.loads(shown.stdout)["name"] == name
    exported_text(session, tmp_path / "a.yaml")
    assert api.load(tmp_path / "a.yaml") == session
    assert exported_text(session, tmp_path / "a.yml") == (tmp_path / "a.yaml").read_text()
