import json
import subprocess

import pytest

from tests.conftest import RETROWALK

QUICK = ("--lead-in", "0", "--rehearse", "3600")


def test_flags_may_come_before_the_source(run):
    assert json.loads(run("plan", "--json", "start-small").stdout)["seconds"] == 190


def test_a_session_file_runs_from_a_path_or_standard_input(run, home):
    text = "title: Mine\nsteps:\n  - forward: 1:30\n  - backward: 20s\n"
    (home / "mine.yaml").write_text(text)
    from_file = run("run", str(home / "mine.yaml"), *QUICK)
    from_input = run("run", "-", *QUICK, input=text)
    for done in (from_file, from_input):
        assert done.returncode == 0, done.stderr
        assert "1:30 Backward 0:20" in done.stdout
        assert "Done. Mine" in done.stdout
    named = json.loads(run("plan", str(home / "mine.yaml"), "--json").stdout)["name"]
    assert named == "mine"


def test_flags_are_grouped(run):
    shown = run("intervals", "--help").stdout
    order = ["This session:", "Sound:", "Screen:", "Options:", "Examples:"]
    places = [shown.index(heading) for heading in order]
    assert places == sorted(places)
    assert shown.index("--theme") < shown.index("Options:\n  --lead-in")


LINE = "3x(5m forward, 1m backward), 2m forward"


def plan(run, *source: str) -> dict:
    done = run("plan", *source, "--json")
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_a_line_is_accepted_wherever_a_file_is(run):
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
def test_a_file_whose_name_starts_with_a_hyphen_is_accepted_after_two_hyphens(run, home, command):
    (home / "-x.yaml").write_text("steps: [forward: 5s]")
    done = run(*command, "--", "-x.yaml")
    assert (done.returncode, done.stderr) == (0, "")


def test_completion_finds_presets_and_files_for_a_source(world):
    words = {"COMP_WORDS": "retrowalk run int", "COMP_CWORD": "2"}
    done = subprocess.run(
        RETROWALK,
        env={**world, **words, "_RETROWALK_COMPLETE": "bash_complete"},
        capture_output=True,
        text=True,
    )
    assert done.stdout.splitlines() == ["plain,intervals", "file,int"]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("retrowalk plan intervals --fo", ["plain,--forward"]),
        ("retrowalk run missing.yaml --pl", ["plain,--plain"]),
        ("retrowalk convert intervals --to l", ["plain,line"]),
    ],
)
def test_completion_knows_the_options_of_a_source_and_prints_no_errors(world, typed, found):
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
