from __future__ import annotations

import json
import shlex
from pathlib import Path

import pytest

from tests.converters.test_formats import CSV, ICU, JAWT, OPENHIIT, QINTERVALS, RUNNERUP, ZWO


def plan(run, *source: str) -> dict:
    done = run("plan", *source, "--json")
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.mark.parametrize("form", ["yaml", "line", "json"])
@pytest.mark.parametrize(
    "source", ["intervals", "treadmill", "one-block", "2x(3x(90sf 30s b) 1s stand)"]
)
def test_the_output_of_convert_reads_back_as_the_same_session(run, home, form, source):
    written = run("convert", source, "--to", form).stdout
    if form == "line":
        again = written.strip()
    else:
        again = "again.yaml"
        (home / again).write_text(written)
    first, second = plan(run, source), plan(run, again)
    if source.startswith("2x") and form != "line":
        second["name"], second["title"] = first["name"], first["title"]
    assert first == second


FILES = {
    "a.zwo": ZWO,
    "b.txt": ICU,
    "c.json": JAWT,
    "d.json": OPENHIIT,
    "e.json": RUNNERUP,
    "f.yml": QINTERVALS,
    "g.csv": CSV,
}


@pytest.mark.parametrize("name", FILES)
def test_a_foreign_file_is_named_and_its_command_converts_it(run, home, name):
    (home / name).write_bytes(FILES[name])
    for command in ("run", "check"):
        refused = run(command, name)
        assert refused.returncode == 4
        assert f"retrowalk convert {name} > {name[0]}.yaml" in refused.stderr
    converted = run("convert", name)
    assert converted.returncode == 0
    assert converted.stdout.startswith(f"# converted from {name}, a")
    (home / "walk.yaml").write_text(converted.stdout)
    again = run("check", "walk.yaml", "--i-know")
    assert again.returncode == 0, again.stderr


@pytest.mark.parametrize(("name", "file"), [("f.yaml", "f.yaml"), ("my walk.json", "my walk.yaml")])
def test_the_command_that_is_suggested_overwrites_no_file(run, home, name, file):
    (home / name).write_bytes(QINTERVALS if name.endswith("yaml") else JAWT)
    (home / file).touch()
    refused = run("check", name).stderr
    target = f"{Path(file).stem}-session.yaml"
    assert refused.endswith(f"retrowalk convert {shlex.quote(name)} > {shlex.quote(target)}\n")


def test_what_was_left_out_is_a_comment_or_a_message(run, home):
    (home / "a.zwo").write_bytes(ZWO)
    assert "# left out: PowerLow (2 times)\n" in run("convert", "a.zwo").stdout
    line = run("convert", "a.zwo", "--to", "line")
    assert line.stdout.count("\n") == 1
    assert "left out: PowerLow" in line.stderr


def test_work_and_rest_take_the_directions_given(run, home):
    (home / "f.yml").write_bytes(QINTERVALS)
    flags = ("--work", "forward", "--rest", "stand", "--to", "json")
    steps = json.loads(run("convert", "f.yml", *flags).stdout)["steps"]
    assert [next(iter(step)) for step in steps[1]["steps"]] == ["forward", "stand"]


def test_a_format_can_be_forced_and_a_wrong_one_is_refused(run, home):
    (home / "g.csv").write_bytes(CSV)
    assert run("convert", "g.csv", "--from", "csv").returncode == 0
    wrong = run("convert", "g.csv", "--from", "zwo")
    assert wrong.returncode == 4
    assert "g.csv: not readable as XML" in wrong.stderr
    assert run("convert", "missing.zwo", "--from", "zwo").returncode == 5


def test_a_broken_session_file_keeps_its_own_message(run, home):
    (home / "walk.yaml").write_text("steps:\n  - forwrd: 5m\n")
    refused = run("convert", "walk.yaml")
    assert refused.returncode == 4
    assert "walk.yaml:2:5" in refused.stderr
