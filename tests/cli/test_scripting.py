"""What programs and people who script sessions use."""

import json
import subprocess
import time
from datetime import datetime
from pathlib import Path

import pytest

from tests.conftest import RETROWALK

ROOT = Path(__file__).parents[2]
QUICK = ("--lead-in", "0", "--rehearse", "600")
LINE = "3x(5m forward, 1m backward), 2m forward"


def plan(run, *source: str) -> dict:
    done = run("plan", *source, "--json")
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_a_line_is_taken_wherever_a_file_is(run):
    assert plan(run, LINE)["segments"] == [
        {**segment, "label": None} for segment in plan(run, "intervals")["segments"]
    ]
    assert plan(run, "3x(5f 1b) 2f") == plan(run, LINE)
    assert run("check", LINE).stdout == f"{LINE}: valid\n"
    assert "2 of 2 segments finished" in run("run", "5f 90sb", *QUICK).stdout


@pytest.mark.parametrize(
    ("line", "column", "says"),
    [
        ("3x(5q)", 5, "'q' is neither a unit"),
        ("3x(5f", 3, "never closed"),
        ("5f)", 3, "is not expected here"),
        ("5", 2, "which way?"),
        ('5f {lable="x"}', 5, "did you mean 'label'?"),
        ("99hf", 1, "longer than 24 hours"),
        ("0x(5f)", 1, "not a count"),
        ('5f {label=""}', 11, "is empty"),
    ],
)
def test_an_error_in_a_line_has_a_caret_under_the_spot(run, line, column, says):
    done = run("run", line)
    assert done.returncode == 4
    first, shown, caret = done.stderr.splitlines()
    assert f"line:1:{column}:" in first
    assert says in first
    assert shown == f"  {line}"
    assert caret == " " * (column + 1) + "^"


def test_check_tells_all_files_and_ends_with_4_when_one_is_bad(run, home):
    (home / "good.yaml").write_text("steps: [forward: 5]")
    (home / "bad.yaml").write_text("steps: [forward: soon]")
    (home / "long.yaml").write_text("steps: [backward: 12]")
    (home / "refused.yaml").write_text("steps: [backward: 20]")
    assert run("check", "good.yaml").returncode == 0
    done = run("check", "good.yaml", "bad.yaml", "missing.yaml")
    assert done.returncode == 4
    assert "good.yaml: valid" in done.stdout
    assert "bad.yaml:1:18: 'soon' is not a duration" in done.stderr
    assert "cannot read missing.yaml" in done.stderr
    warned = run("check", "long.yaml")
    assert (warned.returncode, "longer than 10 minutes" in warned.stderr) == (0, True)
    assert run("check", "refused.yaml").returncode == 4
    assert run("check", "refused.yaml", "--i-know").returncode == 0


def test_check_as_json(run, home):
    (home / "bad.yaml").write_text("steps:\n - forward: 5\n   lable: x\n")
    (result,) = json.loads(run("check", "--json", "bad.yaml").stdout)["files"]
    assert not result["valid"]
    assert result["problems"] == [
        {
            "level": "error",
            "line": 3,
            "column": 4,
            "message": "unknown key 'lable'",
            "hint": "did you mean 'label'?",
        }
    ]


@pytest.mark.parametrize(
    ("line", "refused"),
    [
        ("5f 12b", False),
        ("5f 16b", True),
        ("3s b", True),
        ("2x(9b 1f)", False),
        ("4x(9b 1f)", True),
        ('5b {speed="5 km/h"}', False),
        ('5b {speed="5.7 km/h"}', True),
        ('5f {speed="3 km/h"}, 1b', False),
        ("open b", False),
    ],
)
def test_sessions_outside_the_bounds_are_warned_of_or_refused(run, line, refused):
    done = run("check", line)
    assert "warning" in done.stderr or "refused" in done.stderr
    assert done.returncode == (4 if refused else 0)
    if refused:
        walked = run("run", line, *QUICK)
        assert walked.returncode == 4
        assert "--i-know" in walked.stderr
        known = run("run", line, *QUICK, "--i-know")
        assert (known.returncode, "warning: " in known.stderr) == (0, True)


@pytest.mark.parametrize("form", ["yaml", "line", "json"])
@pytest.mark.parametrize(
    "source", ["intervals", "treadmill", "one-block", "2x(3x(90sf 30s b) 1s stand)"]
)
def test_what_convert_writes_reads_back_as_the_same_session(run, home, form, source):
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


def test_new_writes_a_file_that_is_valid_and_never_overwrites(run, home):
    for arguments in (("hill",), ("tread", "--from", "treadmill")):
        assert run("new", *arguments).returncode == 0
        path = home / f"{arguments[0]}.yaml"
        assert path.read_text().startswith("# yaml-language-server: $schema=file://")
        assert run("check", path.name).returncode == 0
        again = run("new", *arguments)
        assert again.returncode == 5
        assert "already exists" in again.stderr
    edited = run("new", "third", "--edit")
    assert edited.returncode == 2
    assert "$EDITOR" in edited.stderr


@pytest.mark.parametrize(
    ("name", "advice"),
    [("-y", "./-y.yaml"), ("my walk", "'my walk.yaml'"), ("hill", "hill.yaml")],
)
def test_new_says_how_to_walk_the_file_whatever_its_name(run, home, name, advice):
    assert run("new", "--", name).stdout.endswith(f"Walk it: retrowalk run {advice}\n")
    assert (home / f"{name}.yaml").exists()


@pytest.mark.parametrize("name", ["", "a\x1bb"])
def test_new_refuses_what_is_not_a_file_name(run, name):
    done = run("new", name)
    assert (done.returncode, "give the file a name" in done.stderr) == (2, True)


@pytest.mark.parametrize(
    "command",
    [
        ("run", *QUICK),
        ("plan",),
        ("convert",),
        ("check",),
        ("export", "--to", "x.svg"),
        ("history", "add"),
        ("listen", "--sound", "off"),
    ],
    ids=lambda command: command[0],
)
def test_a_file_whose_name_starts_with_a_hyphen_is_taken_after_two_hyphens(run, home, command):
    (home / "-x.yaml").write_text("steps: [forward: 5s]")
    done = run(*command, "--", "-x.yaml")
    assert (done.returncode, done.stderr) == (0, "")


def test_presets_show_tells_why_and_source_and_the_file(run, home):
    shown = run("presets", "show", "split-ten").stdout
    assert "# Source: Alghadir 2019" in shown
    (home / "copy.yaml").write_text(shown)
    assert plan(run, "copy.yaml")["seconds"] == 1320
    assert run("presets", "show", "nothing").returncode == 2


def test_the_schema_in_the_repository_is_current(run):
    assert run("schema").stdout == (ROOT / "docs" / "session.schema.json").read_text()


def test_lines_on_standard_input_drive_a_session(world, home):
    command = [*RETROWALK, "intervals", "--lead-in", "0", "--events", "events"]
    with subprocess.Popen(
        command,
        env=world,
        cwd=home,
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    ) as program:
        for line in ("pause", "resume", "dance", "extend 30s", "extend -10s", "next", "previous"):
            program.stdin.write(line + "\n")
            program.stdin.flush()
            time.sleep(0.1)  # each is a line of its own, as from a person
        program.stdin.write("end")
        program.stdin.close()
        answered = program.stderr.read()
        assert program.wait(20) == 3
    assert "unknown command 'dance': write pause, resume" in answered
    events = [json.loads(line) for line in (home / "events").read_text().splitlines()]
    happened = [event["event"] for event in events if event["event"] != "cue"]
    assert happened == [
        *("session-start", "segment-start", "pause", "resume", "extend", "extend"),
        *("skip", "segment-end", "segment-start", "back", "segment-end", "segment-start"),
        *("segment-end", "session-end"),
    ]
    assert [event["seconds"] for event in events if event["event"] == "extend"] == [30, -10]
    assert events[-1]["outcome"] == "ended"
    for event in events:
        assert event["schema"] == 1
        assert isinstance(event["at"], int | float)
        assert datetime.fromisoformat(event["clock"]).tzinfo is not None


def test_the_end_of_standard_input_ends_nothing(run):
    assert run("5f", *QUICK).returncode == 2
    done = run("run", "5f 10s b", *QUICK, input="")
    assert done.returncode == 0


def test_completion_finds_presets_and_files_for_a_source(world):
    words = {"COMP_WORDS": "retrowalk run int", "COMP_CWORD": "2"}
    done = subprocess.run(
        RETROWALK,
        env={**world, **words, "_RETROWALK_COMPLETE": "bash_complete"},
        capture_output=True,
        text=True,
    )
    assert done.stdout.splitlines() == ["plain,intervals", "file,int"]


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_each_shell_has_its_completion_script(run, world, shell):
    world["_RETROWALK_COMPLETE"] = f"{shell}_source"
    done = run()
    assert done.returncode == 0
    assert "_RETROWALK_COMPLETE=" + f"{shell}_complete" in done.stdout


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("retrowalk plan intervals --fo", ["plain,--forward"]),
        ("retrowalk run missing.yaml --pl", ["plain,--plain"]),
        ("retrowalk convert intervals --to l", ["plain,line"]),
    ],
)
def test_completion_knows_the_options_of_a_source_and_never_complains(world, typed, found):
    words = {"COMP_WORDS": typed, "COMP_CWORD": str(len(typed.split()) - 1)}
    done = subprocess.run(
        RETROWALK,
        env={**world, **words, "_RETROWALK_COMPLETE": "bash_complete"},
        capture_output=True,
        text=True,
    )
    assert (done.stdout.splitlines(), done.stderr) == (found, "")


def test_the_value_of_a_flag_is_never_taken_for_the_session(run):
    done = run("run", "5s f", "--lead-in", "0", "--rehearse", "600", "--events", "-")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout.splitlines()[-1])["outcome"] == "completed"
