import json
import os
import re
import signal
import subprocess
import sys
import time

import pytest

from tests.conftest import RETROWALK

QUICK = ("--lead-in", "0", "--rehearse", "600")


def test_help_lists_presets_and_commands(run):
    done = run("--help")
    assert done.returncode == 0
    for name in ("start-small", "intervals", "treadmill", "plan", "presets", "run"):
        assert re.search(rf"^  {name} ", done.stdout, re.MULTILINE)


@pytest.mark.parametrize(
    "arguments",
    [("--help",), ("--version",), ("-h",)],
)
def test_help_and_version_load_nothing_heavy(world, arguments):
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "retrowalk", *arguments],
        env=world,
        capture_output=True,
        text=True,
        check=True,
    )
    assert not re.search(r"\| +(pydantic|rich|yaml|playsound3)\b", done.stderr)


@pytest.mark.parametrize(
    ("typed", "found"), [("retrowalk int", "intervals"), ("retrowalk pl", "plan")]
)
def test_completion_finds_names_and_loads_nothing_heavy(world, typed, found):
    done = complete(world, typed)
    assert f"plain,{found}" in done.stdout
    assert not re.search(r"\| +(pydantic|rich|yaml|playsound3)\b", done.stderr)


def test_completion_knows_a_presets_options(world):
    assert "plain,--backward" in complete(world, "retrowalk intervals --").stdout


def complete(world, typed: str) -> subprocess.CompletedProcess:
    words = {"COMP_WORDS": typed, "COMP_CWORD": str(len(typed.split()) - 1)}
    return subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "retrowalk"],
        env={**world, **words, "_RETROWALK_COMPLETE": "bash_complete"},
        capture_output=True,
        text=True,
        check=False,
    )


def test_plan_json_is_the_contract(run):
    done = run("plan", "intervals", "--forward", "90s", "--rounds", "2", "--json")
    plan = json.loads(done.stdout)
    assert list(plan) == [
        *("schema", "name", "title", "seconds", "forward_seconds", "backward_seconds", "segments")
    ]
    assert (plan["schema"], plan["name"], plan["seconds"]) == (1, "intervals", 420)
    assert (plan["forward_seconds"], plan["backward_seconds"]) == (300, 120)
    assert plan["segments"][1] == {
        "index": 2,
        "direction": "backward",
        "seconds": 60,
        "start": 90,
        "label": None,
        "note": None,
        "speed_kmh": None,
        "cadence": None,
        "round": 1,
        "rounds": 2,
    }


def test_open_segments_are_null_in_the_contract(run):
    plan = json.loads(run("plan", "one-block", "--json").stdout)
    assert plan["seconds"] == 0
    assert plan["segments"][0]["seconds"] is None
    assert plan["segments"][0]["start"] == 0
    assert all(segment["start"] is None for segment in plan["segments"][1:])


def test_plan_shows_a_table_under_the_strip(run):
    shown = run("plan", "treadmill", "--speed", "1 mph").stdout
    assert "▁" in shown.splitlines()[1]
    assert "▼ backward" in shown
    assert "1.609" in shown
    assert "12:30 in all, 5:00 forward, 3:00 backward, 4:30 stand" in shown


def test_flags_may_come_before_the_source(run):
    assert json.loads(run("plan", "--json", "start-small").stdout)["seconds"] == 190


def test_presets_lists_name_summary_total_and_backward_time(run):
    shown = run("presets").stdout
    assert re.search(r"^intervals .*20:00 +3:00", shown, re.MULTILINE)
    assert re.search(r"^one-block .*open +open", shown, re.MULTILINE)


def test_a_session_file_runs_and_from_standard_input_too(run, home):
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


def test_python_m_and_the_script_are_the_same(run, world):
    script = os.path.join(os.path.dirname(sys.executable), "retrowalk")
    if not os.path.exists(script):
        pytest.skip("the console script is not installed beside this interpreter")
    done = subprocess.run([script, "--version"], env=world, capture_output=True, text=True)
    assert done.stdout == run("--version").stdout


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (("intervals", "--forward", "soon"), 2, "1m30s"),
        (("intervals", "--forward", "9h"), 2, "more than the maximum, 2h"),
        (("intervals", "--rounds", "0"), 2, "write a whole number from 1 to 60"),
        (("intervals", "--forwrd", "1"), 2, "--forward"),
        (("intervls",), 2, "did you mean 'intervals'?"),
        (("walk.yaml",), 2, "retrowalk run walk.yaml"),
        (("run", "missing.yaml"), 5, "cannot read missing.yaml"),
        (("run", "nothing-like-it"), 2, "neither a preset nor a file"),
        (("run", "/"), 5, "Is a directory"),
        (("plan",), 2, "PRESET|FILE"),
        (("intervals", "--lead-in", "x"), 2, "write a whole number from 0 to 3600, such as 5"),
        (("intervals", "--lead-in", "-1"), 2, "--lead-in"),
        (("intervals", "--rehearse", "0"), 2, "--rehearse"),
        (("split-ten", "--rounds", "15", "--forward", "1h", "--warm-up", "1h"), 0, ""),
        (("intervals", "--rounds", "60", "--forward", "2h"), 2, "longer than 24 hours"),
    ],
)
def test_bad_input_gets_a_sentence_and_its_exit_code(run, arguments, code, says):
    if code == 0:
        arguments = ("plan", *arguments)
    done = run(*arguments)
    assert done.returncode == code, done.stderr
    assert says in done.stderr
    assert "Traceback" not in done.stderr
    assert len(done.stderr.splitlines()) <= 4


def test_a_broken_session_file_is_exit_4_and_points_at_the_place(run, home):
    (home / "bad.yaml").write_text("steps:\n  - forward: 5\n    lable: x\n")
    done = run("run", str(home / "bad.yaml"))
    assert done.returncode == 4
    first = f"{home}/bad.yaml:3:5: unknown key 'lable' (did you mean 'label'?)\n"
    assert done.stderr.startswith(first)
    assert "      lable: x\n      ^\n" in done.stderr


def test_debug_shows_where_it_comes_from(run):
    assert "Traceback" in run("--debug", "run", "missing.yaml").stderr
    assert "Traceback" in run("run", "missing.yaml", "--debug").stderr


def test_a_users_preset_becomes_a_command_with_its_options(run, home):
    (home / "config/retrowalk/presets/hill.yaml").write_text(
        "summary: up the hill\noptions:\n  up: {kind: duration, default: 2m, help: the climb}\n"
        "steps:\n  - forward: $up\n  - backward: 10s\n"
    )
    assert re.search(r"^  hill +Up the hill", run("--help").stdout, re.MULTILINE)
    assert "--up DURATION" in run("hill", "--help").stdout
    assert json.loads(run("plan", "hill", "--up", "3", "--json").stdout)["seconds"] == 190
    assert run("hill", "--up", "1", *QUICK).returncode == 0


@pytest.mark.parametrize(
    ("name", "text", "reason"),
    [
        ("broken", "steps: [", "not valid YAML"),
        ("empty", "", "empty"),
        ("odd", "steps:\n - sideways: 5\n", "exactly one of"),
        ("clash", "options: {json: {kind: count, default: 1}}\nsteps: [forward: 5]", "own flags"),
        ("plan", "steps: [forward: 5]", "name of a command"),
        ("bounds", "options: {a: {kind: count, default: 9, max: 3}}\nsteps: [forward: 5]", "more"),
    ],
)
def test_a_broken_preset_is_one_warning_and_help_goes_on(run, home, name, text, reason):
    path = home / f"config/retrowalk/presets/{name}.yaml"
    path.write_text(text)
    done = run("--help")
    assert done.returncode == 0
    assert "intervals" in done.stdout
    (warning,) = done.stderr.splitlines()
    assert str(path) in warning
    assert reason in warning


def test_a_folder_of_presets_that_cannot_be_read_breaks_nothing(run, home):
    folder = home / "config/retrowalk/presets"
    (folder / "deep.yaml").mkdir()
    (folder / "gone.yaml").symlink_to(home / "nowhere")
    done = run("--help")
    assert done.returncode == 0
    assert len(done.stderr.splitlines()) == 2


def test_walking_to_the_end_is_exit_0_and_plain_without_a_terminal(run):
    done = run("start-small", *QUICK)
    assert done.returncode == 0
    lines = done.stdout.splitlines()
    assert "0:10 Backward 0:20. Small steps. Round 1 of 3." in lines
    assert "1:00 Ten seconds left. Backward soon. Slow down." in lines
    assert lines.count("3:10 Done.") == 1
    assert all(character.isprintable() for line in lines for character in line)


@pytest.mark.parametrize(
    ("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143), (signal.SIGHUP, 129)]
)
def test_a_signal_without_a_terminal_has_its_code_too(world, number, code):
    command = [*RETROWALK, "intervals", "--lead-in", "0"]
    with subprocess.Popen(command, env=world, stdout=subprocess.PIPE, text=True) as program:
        while "Forward 5:00" not in program.stdout.readline():
            pass
        program.send_signal(number)
        rest = program.stdout.read()
        assert program.wait(10) == code
    assert "Interrupted. Intervals" in rest


def test_a_reader_that_goes_away_does_not_stop_the_walk(world, home):
    command = [*RETROWALK, "start-small", *QUICK, "--events", str(home / "events")]
    with subprocess.Popen(command, env=world, stdout=subprocess.PIPE) as program:
        program.stdout.close()
        assert program.wait(20) == 0
    events = [json.loads(line) for line in (home / "events").read_text().splitlines()]
    assert events[-1]["event"] == "session-end"
    assert events[-1]["outcome"] == "completed"


def test_a_list_cut_off_by_its_reader_is_no_failure(world):
    line = (
        f"{sys.executable} -m retrowalk plan intervals --json | head -n 1; exit ${{PIPESTATUS[0]}}"
    )
    done = subprocess.run(["bash", "-c", line], env=world, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")


def test_a_full_disk_is_exit_5(world):
    with open("/dev/full", "w") as full:
        done = subprocess.run(
            [*RETROWALK, "plan", "intervals", "--json"],
            env=world,
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
        )
    assert done.returncode == 5
    assert done.stderr == ("retrowalk: cannot write to standard output: No space left on device\n")
    assert "Traceback" not in done.stderr


@pytest.mark.realtime
def test_a_real_minute_ends_within_50_ms_of_its_plan(world, home):
    (home / "minute.yaml").write_text(
        "steps:\n  - repeat: 3\n    steps: [forward: 12s, backward: 8s]\n"
    )
    command = [*RETROWALK, "run", str(home / "minute.yaml"), "--lead-in", "1", "--events", "-"]
    with subprocess.Popen(
        command, env=world, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as program:
        times = {}
        for line in program.stdout:
            now = time.monotonic()
            event = json.loads(line)
            if event["event"] in ("session-start", "session-end"):
                times[event["event"]] = now
                at = event["at"]
        assert program.wait(10) == 0
    assert at == 60
    assert abs(times["session-end"] - times["session-start"] - 60) < 0.05


@pytest.mark.parametrize("closed", ["<&-", ">&-", "2>&-", "<&- >&- 2>&-"])
def test_streams_that_are_closed_break_nothing(world, home, closed):
    events = home / "events"
    line = f"{sys.executable} -m retrowalk start-small {' '.join(QUICK)} --events {events} {closed}"
    done = subprocess.run(["bash", "-c", line], env=world, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")
    assert '"completed"' in events.read_text()


def test_events_that_cannot_be_written_are_said_once_and_the_walk_goes_on(run):
    done = run("start-small", *QUICK, "--events", "/dev/full")
    assert done.returncode == 0
    assert done.stderr == ("retrowalk: some events could not be written: No space left on device\n")


def test_a_named_pipe_gets_the_events_and_one_that_nobody_reads_is_refused(run, home):
    os.mkfifo(home / "pipe")
    refused = run("start-small", *QUICK, "--events", "pipe")
    assert refused.returncode == 5
    with subprocess.Popen(["cat", home / "pipe"], stdout=subprocess.PIPE, text=True) as reader:
        assert run("start-small", *QUICK, "--events", "pipe").returncode == 0
        events = [json.loads(line)["event"] for line in reader.stdout]
    assert events[0] == "session-start"
    assert events[-1] == "session-end"
    assert events.count("segment-start") == events.count("segment-end") == 7
