import json
import os
import subprocess
import sys

import pytest

from tests.conftest import RETROWALK

QUICK = ("--lead-in", "0", "--rehearse", "3600")


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
        (
            ("intervals", "--lead-in", "x"),
            2,
            "write a whole number from 0 to 3600 (seconds), such as 5",
        ),
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


def test_debug_shows_a_traceback(run):
    assert "Traceback" in run("--debug", "run", "missing.yaml").stderr
    assert "Traceback" in run("run", "missing.yaml", "--debug").stderr


def test_a_reader_that_closes_does_not_stop_the_walk(world, home):
    command = [*RETROWALK, "start-small", *QUICK, "--events", str(home / "events")]
    with subprocess.Popen(command, env=world, stdout=subprocess.PIPE) as program:
        program.stdout.close()
        assert program.wait(60) == 0
    events = [json.loads(line) for line in (home / "events").read_text().splitlines()]
    assert events[-1]["event"] == "session-end"
    assert events[-1]["outcome"] == "completed"


def test_a_list_cut_off_by_its_reader_is_not_a_failure(world):
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


@pytest.mark.parametrize("closed", ["<&-", ">&-", "2>&-", "<&- >&- 2>&-"])
def test_streams_that_are_closed_break_nothing(world, home, closed):
    events = home / "events"
    line = f"{sys.executable} -m retrowalk start-small {' '.join(QUICK)} --events {events} {closed}"
    done = subprocess.run(["bash", "-c", line], env=world, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")
    assert '"completed"' in events.read_text()
