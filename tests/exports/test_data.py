"""The plan as JSON, and the session file."""

import json

import pytest

from retrowalk import api
from tests.exports.conftest import PRESETS, exported_text


@pytest.mark.parametrize("name", PRESETS)
def test_json_is_the_plan_and_yaml_reads_back_as_the_session(tmp_path, run, home, name):
    session = api.preset(name)
    shown = run("plan", name, "--json")
    assert exported_text(session, tmp_path / "a.json") == shown.stdout
    assert json.loads(shown.stdout)["name"] == name
    exported_text(session, tmp_path / "a.yaml")
    assert api.load(tmp_path / "a.yaml") == session
    assert exported_text(session, tmp_path / "a.yml") == (tmp_path / "a.yaml").read_text()
