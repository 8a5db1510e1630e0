import json
import re

import yaml

from retrowalk.app.context import App
from retrowalk.app.preset_info import preset_text
from retrowalk.cli.help import wrap_lines


def test_presets_lists_name_summary_total_and_backward_time(run):
    shown = run("presets").stdout
    assert re.search(r"^intervals .*20:00 +3:00", shown, re.MULTILINE)
    assert re.search(r"^one-block .*open +open", shown, re.MULTILINE)


def plan(run, *source: str) -> dict:
    done = run("plan", *source, "--json")
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_presets_show_prints_why_source_and_file(run, home):
    shown = run("presets", "show", "split-ten").stdout
    assert "# Source: Alghadir 2019" in shown
    (home / "copy.yaml").write_text(shown)
    assert plan(run, "copy.yaml")["seconds"] == 1320
    assert run("presets", "show", "nothing").returncode == 2


def test_a_preset_fits_a_narrow_terminal_and_stays_a_valid_file(monkeypatch):
    monkeypatch.setenv("COLUMNS", "60")
    text = preset_text(App.of_process(), "split-ten")
    wrapped = wrap_lines(text)
    assert max(map(len, wrapped.splitlines())) <= 60
    steps = [yaml.safe_load(source)["options"] for source in (text, wrapped)]
    assert steps[0] == steps[1]
