"""The timing of a real program is right despite stops, suspensions and stalls."""

import json
import os
import re
import signal
import subprocess
import sys
import time
from datetime import datetime
from pathlib import Path

import pytest

from tests.app.worlds import full_pipe
from tests.conftest import RETROWALK, required
from tests.waiting import until

pytestmark = pytest.mark.realtime

NOW = ("--lead-in", "0", "--sound", "off")


def events(path: Path) -> list[dict]:
    text = path.read_text() if path.exists() else ""
    return [json.loads(line) for line in text.splitlines() if line.endswith("}")]


def of(kind: str, found: list[dict]) -> list[dict]:
    return [event for event in found if event["event"] == kind]


def lasted(found: list[dict]) -> float:
    """Return the wall-clock seconds from a session's start to its end."""
    first, last = (datetime.fromisoformat(found[n]["clock"]) for n in (0, -1))
    assert (found[0]["event"], found[-1]["event"]) == ("session-start", "session-end")
    return (last - first).total_seconds()


def begun(path: Path) -> None:
    until(lambda: events(path))


def start(world, home: Path, *arguments: str, stdin=subprocess.DEVNULL, **options):
    command = [*RETROWALK, "run", *arguments, *NOW, "--events", "events"]
    return subprocess.Popen(
        command, env=world, cwd=home, stdin=stdin, stdout=subprocess.PIPE, text=True, **options
    )


def test_a_stopped_program_ends_on_time_and_reports_only_the_current_segment(world, home):
    if sys.platform == "win32":
        pytest.skip("needs POSIX")
    program = start(world, home, "3s f 5s b 6s f")
    begun(home / "events")
    time.sleep(1.5)
    program.send_signal(signal.SIGSTOP)
    time.sleep(10)
    program.send_signal(signal.SIGCONT)
    shown = program.communicate(timeout=30)[0]
    found = events(home / "events")
    assert program.returncode == 0
    assert abs(lasted(found) - 14) < 0.35
    (gap,) = of("gap", found)
    assert 9 <= gap["seconds"] <= 10.2
    assert "Interrupted for" in shown
    assert re.search(r"Forward 0:0[1-3] left", shown)  # of six seconds
    assert "Backward 0:05" not in shown  # it began and ended meanwhile
    record = subprocess.run(
        [*RETROWALK, "history", "show", "1", "--json"],
        env=world, cwd=home, capture_output=True, text=True, check=True,
    )  # fmt: skip
    kinds = [event["kind"] for event in json.loads(record.stdout)["events"]]
    assert kinds == ["gap"]


@pytest.fixture
def jump(world, home):
    """Return functions that move clocks: only the wall clock, or all, as in a suspension."""
    library = next(Path("/usr/lib").glob("*/faketime/libfaketime.so.1"), None)
    required(library is not None, "libfaketime")
    stamp = home / "faketimerc"
    stamp.write_text("+0\n")
    world |= {
        "LD_PRELOAD": str(library),
        "FAKETIME_TIMESTAMP_FILE": str(stamp),
        "FAKETIME_NO_CACHE": "1",
    }
    return lambda seconds: stamp.write_text(f"{seconds:+}\n")


def test_a_suspended_machine_pauses_the_walk_where_it_was_and_says_how_long(terminal, home, jump):
    program = terminal("run", "2f 1b", *NOW, "--events", str(home / "events"))
    program.wait("FORWARD")
    begun(home / "events")
    jump(2000)
    shown = program.wait("Paused 33:")
    assert "Interrupted for 33:" in shown
    assert "space continues" in shown
    (gap,) = of("gap", events(home / "events"))
    (pause,) = of("pause", events(home / "events"))
    assert gap["at"] == pause["at"] < 10
    assert gap["seconds"] >= 1998
    program.send(" ")
    program.wait("▲ FORWARD")
    program.send("qq")
    assert program.end() == 3
    assert "paused 33:" in program.text()


def test_if_no_one_can_answer_the_walk_continues_in_real_time(world, home, jump):
    program = start(world, home, "3s f 54s b 3s f")
    begun(home / "events")
    time.sleep(1)
    jump(54)
    program.communicate(timeout=30)
    found = events(home / "events")
    assert program.returncode == 0
    assert abs(lasted(found) - 60) < 0.5
    assert of("gap", found)
    assert not of("pause", found)


@pytest.mark.parametrize(
    ("policy", "stops", "pauses"),
    [("continue", 2.6, False), ("pause", 2.6, True), ("ask", 2.6, False)],
)
def test_the_user_chooses_what_happens_after_a_gap(world, home, policy, stops, pauses):
    if sys.platform == "win32":
        pytest.skip("needs POSIX")
    program = start(
        world, home, "20s f 1b", "--rehearse", "10", "--on-gap", policy, stdin=subprocess.PIPE
    )
    begun(home / "events")
    program.send_signal(signal.SIGSTOP)
    time.sleep(stops)
    program.send_signal(signal.SIGCONT)
    until(lambda: of("gap", events(home / "events")))
    time.sleep(0.3)
    assert bool(of("pause", events(home / "events"))) is pauses
    program.communicate("end\n", timeout=20)


def test_a_stalled_terminal_does_not_delay_a_walk(terminal, home):
    program = terminal("run", "2s f 2s s", *NOW, "--events", str(home / "events"), size=(200, 60))
    program.wait("FORWARD")
    program.send("m" * 400)  # each key draws a frame that nobody reads
    until(lambda: of("session-end", events(home / "events")))
    found = events(home / "events")
    assert abs(lasted(found) - 4) < 0.3
    assert all(event["late"] < 0.3 for event in of("cue", found))
    assert not of("gap", found)
    program.wait("Done.")


def test_an_unread_pipe_does_not_delay_a_walk_and_gets_every_line(world, home):
    reading, writing, ballast = full_pipe()
    command = [*RETROWALK, "run", "2s f 2s s", *NOW, "--events", "events"]
    program = subprocess.Popen(
        command, env=world, cwd=home, stdin=subprocess.DEVNULL, stdout=writing
    )
    os.close(writing)
    until(lambda: of("session-end", events(home / "events")))
    assert abs(lasted(events(home / "events")) - 4) < 0.3
    with open(reading, "rb") as pipe:
        text = pipe.read()[ballast:].decode()
    assert program.wait(60) == 0
    assert "Forward 0:02" in text
    assert "Stand 0:02" in text
    assert "2 of 2 segments finished" in text


@pytest.mark.parametrize("seconds", [3600, -3600])
def test_setting_the_date_does_not_change_the_timing(world, home, jump, seconds):
    world |= {"FAKETIME_DONT_FAKE_MONOTONIC": "1", "DONT_FAKE_MONOTONIC": "1"}
    program = start(world, home, "2s f 2s s")
    begun(home / "events")
    before = time.monotonic()
    time.sleep(1)
    jump(seconds)
    program.communicate(timeout=30)
    assert program.returncode == 0
    assert 3 < time.monotonic() - before < 6
    found = events(home / "events")
    assert abs(lasted(found) - 4 - seconds) < 2  # the wall did jump
    assert [event["seconds"] for event in of("segment-end", found)] == [2, 2]
    assert not of("gap", found)
