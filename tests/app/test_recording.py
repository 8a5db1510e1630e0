"""Walks of real programs that are killed, run in parallel, or cannot be recorded."""

import json
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from pathlib import Path

import pytest

from tests.conftest import RETROWALK, THOROUGH, required
from tests.waiting import until

SWITCH = {"RETROWALK_TEST_KEEP_REHEARSALS": "1"}
KILLED = 200 if THOROUGH else 24
SIDE_BY_SIDE = 10
SPEED = 40


@pytest.fixture
def recording_rehearsals(world: dict[str, str]) -> dict[str, str]:
    """Return an environment that records rehearsals; killed programs measure no coverage."""
    uncovered = {k: v for k, v in world.items() if not k.startswith("COVERAGE")}
    return {**uncovered, **SWITCH}


def history(home: Path) -> Path:
    return home / "data" / "retrowalk" / "history.db"


def rows(path: Path, query: str) -> list[tuple]:
    file = sqlite3.connect(path)
    try:
        return file.execute(query).fetchall()
    finally:
        file.close()


def events(path: Path) -> list[dict]:
    text = path.read_text() if path.exists() else ""
    return [json.loads(line) for line in text.splitlines() if line.endswith("}")]


def start(environment, home: Path, *arguments: str, speed: float = SPEED) -> subprocess.Popen:
    pace = ["--rehearse", str(speed)] if speed != 1 else []
    command = [*RETROWALK, *arguments, "--lead-in", "0", "--sound", "off", *pace]
    return subprocess.Popen(
        command,
        env=environment,
        cwd=home,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def kill_at_random(environment, home: Path, number: int, speed: float) -> tuple[str, float] | None:
    """Walk a session with a unique name and kill it; return its name and the time walked."""
    if sys.platform == "win32":
        raise NotImplementedError
    chance, stream = random.Random(number), home / f"events{number}"
    line = f'{{name="walk-{number}"}} 3x(4f 60s b) 60s f'
    program = start(environment, home, "run", line, "--events", str(stream), speed=speed)
    if number % 5:
        until(lambda: events(stream))
        time.sleep(chance.uniform(0, 1 if speed != 1 else 3))
    else:
        time.sleep(chance.uniform(0, 0.6))
    program.send_signal(signal.SIGKILL)
    program.wait()
    killed = time.time()
    reported = events(stream)
    if not reported:
        return None
    began = datetime.fromisoformat(reported[0]["clock"]).timestamp()
    return f"walk-{number}", (killed - began) * speed


@pytest.mark.realtime
def test_killed_walks_lose_at_most_a_second_and_can_be_resumed(recording_rehearsals, home):
    plan = 3 * (4 * 60 + 60) + 60
    at_speed = [(number, SPEED) for number in range(KILLED)]
    in_real_time = [(number, 1) for number in range(1000, 1000 + SIDE_BY_SIDE)]
    with ThreadPoolExecutor(SIDE_BY_SIDE) as several:
        killed = list(
            several.map(
                lambda n: kill_at_random(recording_rehearsals, home, *n), [*at_speed, *in_real_time]
            )
        )
    done = subprocess.run(
        [*RETROWALK, "history", "--json"],
        env=recording_rehearsals,
        cwd=home,
        capture_output=True,
        text=True,
    )
    found = {walk["session"]: walk for walk in json.loads(done.stdout)["walks"]}
    come = dict(filter(None, killed))
    assert len(come) > len(killed) // 2
    for name, far in come.items():
        speed = 1 if int(name.split("-")[1]) >= 1000 else SPEED
        if name not in found:  # without a lead-in the history is opened as the walk begins
            assert far <= 2 * speed
            continue
        assert found[name]["outcome"] == "interrupted"
        late = 0.2 if speed == 1 else 0.6  # ten walks at forty times their speed starve each other
        assert far - found[name]["walked_seconds"] <= (1.0 + late) * speed, name
        assert found[name]["walked_seconds"] <= far + 0.05 * speed
    assert rows(history(home), "PRAGMA integrity_check") == [("ok",)]

    def resume(name: str) -> int:
        walk = str(found[name]["id"])
        return start(recording_rehearsals, home, "resume", walk, speed=3600).wait(60)

    some = sorted(come.keys() & found.keys())
    assert len(some) > len(come) * 0.6
    with ThreadPoolExecutor(SIDE_BY_SIDE) as several:
        assert set(several.map(resume, some)) == {0}
    wholes = rows(history(home), "SELECT name, outcome, walked FROM walks")
    assert {(outcome, walked) for name, outcome, walked in wholes if name in some} == {
        ("completed", plan * 1000)
    }
    assert rows(history(home), "PRAGMA integrity_check") == [("ok",)]


def test_ten_walks_at_once_are_all_recorded(recording_rehearsals, home):
    programs = [start(recording_rehearsals, home, "run", f"{n + 60}s f 30s b") for n in range(10)]
    assert [program.wait(60) for program in programs] == [0] * 10
    found = rows(history(home), "SELECT walked, outcome FROM walks ORDER BY walked")
    assert found == [((n + 90) * 1000, "completed") for n in range(10)]


@pytest.fixture
def mounted(tmp_path):
    """Return a function that mounts a small disk, which only root can do."""
    made: list[Path] = []

    def mount(*options: str) -> Path:
        place = tmp_path / f"disk{len(made)}"
        place.mkdir()
        command = ["mount", "-t", "tmpfs", "-o", ",".join(options), "none", str(place)]
        can = bool(shutil.which("mount")) and subprocess.run(command, capture_output=True)
        required(bool(can) and can.returncode == 0, "a file system can be mounted")
        made.append(place)
        return place

    yield mount
    for place in made:
        subprocess.run(["umount", "-l", str(place)], check=True)


def walk(environment, home: Path, *arguments: str) -> subprocess.CompletedProcess:
    command = [*RETROWALK, *arguments, "--lead-in", "0", "--rehearse", "3600", "--sound", "off"]
    return subprocess.run(
        command,
        env=environment,
        cwd=home,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=60,
    )


def test_on_a_full_disk_the_walk_continues_and_the_summary_says_so(
    recording_rehearsals, home, mounted
):
    disk = mounted("size=1m")
    recording_rehearsals["XDG_DATA_HOME"] = str(disk)
    assert walk(recording_rehearsals, home, "run", "2f 1b").returncode == 0
    fill(disk / "ballast")
    done = walk(recording_rehearsals, home, "run", "3f 2b")
    assert done.returncode == 0
    assert "2 of 2 segments finished" in done.stdout
    assert "This walk could not be saved in the history" in done.stderr
    assert "full" in done.stderr
    (disk / "ballast").unlink()
    path = disk / "retrowalk" / "history.db"
    assert rows(path, "PRAGMA integrity_check") == [("ok",)]
    assert rows(path, "SELECT walked FROM walks WHERE outcome = 'completed'")[0] == (180_000,)


def fill(path: Path) -> None:
    """Fill a disk."""
    with path.open("wb", buffering=0) as ballast:
        try:
            while ballast.write(b"x" * 4096):
                pass
        except OSError:
            pass


def test_a_long_walk_takes_little_disk_space(recording_rehearsals, home, mounted):
    disk = mounted("size=1m")
    recording_rehearsals["XDG_DATA_HOME"] = str(disk)
    done = walk(recording_rehearsals, home, "run", "20x(1f 30s b)")
    assert "history" not in done.stdout
    found = rows(disk / "retrowalk" / "history.db", "SELECT walked, outcome FROM walks")
    assert found == [(1_800_000, "completed")]


def test_the_walk_continues_if_nothing_can_be_written(recording_rehearsals, home, mounted):
    disk = mounted("ro", "size=1m")
    recording_rehearsals["XDG_DATA_HOME"] = str(disk)
    done = walk(recording_rehearsals, home, "run", "2f 1b")
    assert done.returncode == 0
    assert "2 of 2 segments finished" in done.stdout
    assert "This walk could not be saved in the history" in done.stderr
    assert "Read-only file system" in done.stderr


def test_rehearsals_and_unrecorded_walks_leave_no_trace(world, recording_rehearsals, home):
    for environment, flags in ((world, ()), (recording_rehearsals, ("--no-history",))):
        assert walk(environment, home, "run", "2f 1b", *flags).returncode == 0
        assert not history(home).exists()
    (home / "config" / "retrowalk" / "config.toml").write_text("history = false\n")
    assert walk(recording_rehearsals, home, "run", "2f 1b").returncode == 0
    assert not history(home).exists()
