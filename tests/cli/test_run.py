import json
import os
import signal
import subprocess
import sys
import time
from datetime import datetime

import pytest

from tests.conftest import RETROWALK

QUICK = ("--lead-in", "0", "--rehearse", "3600")


def test_walking_to_the_end_is_exit_0_and_plain_without_a_terminal(run):
    done = run("start-small", *QUICK)
    assert done.returncode == 0
    lines = done.stdout.splitlines()
    assert "0:10 Backward 0:20. Small steps. Round 1 of 3." in lines
    assert "0:20 Ten seconds to go. Stop soon." in lines
    assert lines.count("3:10 Walk finished.") == 1
    assert all(character.isprintable() for line in lines for character in line)


@pytest.mark.parametrize(("number", "code"), [("SIGINT", 130), ("SIGTERM", 143), ("SIGHUP", 129)])
def test_a_signal_without_a_terminal_has_its_code_too(world, number, code):
    command = [*RETROWALK, "intervals", "--lead-in", "0"]
    with subprocess.Popen(command, env=world, stdout=subprocess.PIPE, text=True) as program:
        while "Forward 5:00" not in program.stdout.readline():
            pass
        program.send_signal(getattr(signal, number))
        rest = program.stdout.read()
        assert program.wait(60) == code
    assert "Interrupted. Intervals" in rest


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
        assert program.wait(60) == 0
    assert at == 60
    assert abs(times["session-end"] - times["session-start"] - 60) < 0.05


def test_unwritable_events_are_reported_once_and_the_walk_continues(run):
    done = run("start-small", *QUICK, "--events", "/dev/full")
    assert done.returncode == 0
    assert done.stderr == ("retrowalk: some events could not be written: No space left on device\n")


def test_a_named_pipe_gets_the_events_and_one_without_a_reader_is_refused(run, home):
    if sys.platform == "win32":
        pytest.skip("POSIX only")
    os.mkfifo(home / "pipe")
    refused = run("start-small", *QUICK, "--events", "pipe")
    assert refused.returncode == 5
    with subprocess.Popen(["cat", home / "pipe"], stdout=subprocess.PIPE, text=True) as reader:
        assert run("start-small", *QUICK, "--events", "pipe").returncode == 0
        events = [json.loads(line)["event"] for line in reader.stdout]
    assert events[0] == "session-start"
    assert events[-1] == "session-end"
    assert events.count("segment-start") == events.count("segment-end") == 7


def test_lines_on_standard_input_control_a_session(world, home):
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
        assert program.wait(60) == 3
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


def test_the_end_of_standard_input_does_not_end_the_walk(run):
    assert run("5f", *QUICK).returncode == 2
    done = run("run", "5f 10s b", *QUICK, input="")
    assert done.returncode == 0
