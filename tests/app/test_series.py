import json
import re
import signal
import subprocess
import time
from datetime import datetime, timedelta

import pytest

from tests.conftest import RETROWALK

pytestmark = pytest.mark.realtime

KEEP = {"RETROWALK_TEST_KEEP_REHEARSALS": "1"}
QUICK = ("--lead-in", "0", "--sound", "off")


def soon(seconds: float) -> tuple[datetime, str]:
    moment = (datetime.now() + timedelta(seconds=seconds)).replace(microsecond=0)
    return moment, f"{moment:%H:%M:%S}"


def starts(path) -> list[datetime]:
    found = [json.loads(line) for line in path.read_text().splitlines()]
    return [
        datetime.fromisoformat(e["clock"]).replace(tzinfo=None)
        for e in found
        if e["event"] == "session-start"
    ]


def test_a_session_starts_on_its_second(terminal, home):
    moment, clock = soon(5)
    command = ("run", "1s f", "--start-at", clock, "--lead-in", "2", "--sound", "off")
    program = terminal(*command, "--events", str(home / "events"), RETROWALK_ASK_AFTER="no")
    shown = program.wait("Starts at")
    assert f"{moment:%H:%M}" in shown
    program.wait("GET READY")
    assert program.end() == 0
    (began,) = starts(home / "events")
    assert abs((began - moment).total_seconds()) < 0.2


@pytest.mark.usefixtures("sound_server")
def test_the_sound_device_opens_before_the_lead_in_of_a_session_with_a_time(run, home):
    moment, clock = soon(6)
    events = home / "events"
    done = run("run", "2s f", "--start-at", clock, "--lead-in", "1", "--events", str(events))
    assert done.returncode == 0
    (began,) = starts(events)
    assert abs((began - moment).total_seconds()) < 0.2


def test_waiting_can_be_quit_or_cut_short(terminal):
    _, clock = soon(3600)
    program = terminal("run", "5s f", "--start-at", clock, *QUICK)
    program.wait("Starts at")
    program.send("q")
    assert program.end() == 3
    assert not program.alternate
    full = (datetime.now() + timedelta(minutes=90)).strftime("%H:%M")
    program = terminal("run", "50s f", "--start-at", full, "--lead-in", "5", "--sound", "off")
    program.wait(f"Starts at {full}")
    program.send("q")
    program.end()
    program = terminal("run", "50s f", "--start-at", clock, *QUICK)
    program.wait("Starts at")
    program.send("\r")
    program.wait("FORWARD")
    program.send("\x03")
    assert program.end() == 130
    program = terminal("run", "50s f", "--start-at", clock, *QUICK)
    program.wait("Starts at")
    program.send("\x03")
    assert program.end() == 130


def test_each_repetition_of_a_session_is_a_separate_walk(terminal, run, home):
    flags = ("--every", "2m", "--times", "3", "--rehearse", "60", "--events", str(home / "events"))
    program = terminal("run", "50s f 30s b", *flags, *QUICK, RETROWALK_ASK_AFTER="no", **KEEP)
    program.wait("Walk 2 of 3 starts at")
    program.wait("Walk 3 of 3 starts at")
    assert program.end() == 0
    assert len(re.findall(rb"\x1b\]9;[^\x1b]*session: Get ready\.\x1b", program.written)) == 2
    walks = json.loads(run("history", "--json").stdout)["walks"]
    assert [(walk["outcome"], walk["walked_seconds"]) for walk in walks] == [("completed", 80)] * 3
    first, second, third = starts(home / "events")
    assert abs((second - first).total_seconds() - 2) < 0.3
    assert abs((third - first).total_seconds() - 4) < 0.3


def test_ending_a_walk_keeps_the_remaining_walks_of_the_series(terminal):
    program = terminal("run", "3m f", "--every", "4m", "--rehearse", "60", *QUICK)
    program.wait("FORWARD")
    program.send("qq")
    program.wait("Walk 2 starts at")
    program.wait("FORWARD")
    program.send("qq")
    program.wait("Walk 3 starts at")
    program.send("q")
    assert program.end() == 3


def test_plain_lines_say_what_comes_next_and_when(world, home):
    command = [*RETROWALK, "run", "30s f", "--every", "2m", "--times", "2", "--rehearse", "60"]
    done = subprocess.run(
        [*command, *QUICK],
        env=world,
        cwd=home,
        input="",
        capture_output=True,
        text=True,
        timeout=30,
    )
    assert done.returncode == 0
    assert "session, walk 2 of 2, starts at" in done.stdout
    assert done.stdout.count("1 of 1 segments finished") == 2
    done = subprocess.run(
        [*command, *QUICK, "--events=-"], env=world, cwd=home, input="", capture_output=True,
        text=True, timeout=30,
    )  # fmt: skip
    assert all(json.loads(line)["schema"] == 1 for line in done.stdout.splitlines())
    assert "session, walk 2 of 2, starts at" in done.stderr


def test_a_session_ends_in_time_with_its_cool_down(terminal, home):
    moment, clock = soon(12)
    began = time.monotonic()
    program = terminal(
        "run", "2x(3s f 5s b) 4s f", "--until", clock, *QUICK, "--events", str(home / "events"),
        RETROWALK_ASK_AFTER="no",
    )  # fmt: skip
    program.wait("FORWARD")
    assert program.end() == 0
    assert time.monotonic() - began < 25
    found = [json.loads(line) for line in (home / "events").read_text().splitlines()]
    ended = datetime.fromisoformat(found[-1]["clock"]).replace(tzinfo=None)
    assert moment - timedelta(seconds=11) < ended <= moment + timedelta(seconds=0.2)
    lengths = [event["seconds"] for event in found if event["event"] == "segment-end"]
    assert lengths[-1] == 4
    assert found[-1]["outcome"] == "completed"


def test_an_end_before_the_start_is_refused(run):
    late, early = (f"{datetime.now() + timedelta(minutes=m):%H:%M}" for m in (3, 2))
    done = run("intervals", "--start-at", late, "--until", early)
    assert done.returncode == 2
    assert "--until is before --start-at" in done.stderr


@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM"])
def test_a_signal_on_the_done_screen_ends_the_series(terminal, name):
    number = signal.Signals[name]
    program = terminal("run", "1s f", "--every", "60s", *QUICK)
    program.wait("press a key")
    program.signal(number)
    assert program.end() == 128 + number


@pytest.mark.parametrize(
    ("flags", "says"),
    [
        (("--times", "3"), "--times needs --every"),
        (("--until", "25:00"), "is not a time of day"),
        (("--start-at", "noon"), "is not a time of day"),
        (("--every", "5s"), "too short"),
        (("--every", "soon"), "not a duration"),
    ],
)
def test_impossible_schedules_are_reported_before_waiting(run, flags, says):
    done = run("intervals", *flags)
    assert done.returncode == 2
    assert says in done.stderr


def test_too_little_time_and_open_segments_are_refused(run):
    _, clock = soon(3)
    assert "not enough time" in run("intervals", "--until", clock).stderr
    assert "open segments" in run("one-block", "--until", "23:59").stderr
