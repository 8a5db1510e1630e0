"""The cookbook runs: each example with the real program."""

from __future__ import annotations

import http.server
import json
import os
import re
import shutil
import subprocess
import sys
import threading
from pathlib import Path

import pytest

import retrowalk as rw
from tests.conftest import ROOT

EXAMPLES = ROOT / "examples"
pytestmark = pytest.mark.slow


class Cook:
    """Runs an example in the user's folders, with the program on the path."""

    def __init__(self, environment: dict[str, str], home: Path) -> None:
        self.environment, self.home = environment, home

    def __call__(self, *command: str, text: str | None = None) -> str:
        first = EXAMPLES / command[0]
        runner = [sys.executable] if first.suffix == ".py" else ["sh"]
        done = subprocess.run(
            [*runner, str(first), *command[1:]],
            env=self.environment,
            cwd=self.home,
            input=text,
            capture_output=True,
            text=True,
            timeout=60,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout


@pytest.fixture
def cook(world: dict[str, str], home: Path) -> Cook:
    binary = home / "bin"
    binary.mkdir()
    program = binary / "retrowalk"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m retrowalk "$@"\n')
    program.chmod(0o755)
    world["RETROWALK_TEST_KEEP_REHEARSALS"] = "1"
    return Cook({**world, "PATH": f"{binary}{os.pathsep}{world['PATH']}"}, home)


def walked(run) -> None:
    """Record a walk with six seconds backward."""
    done = run("run", "2s f 6s b", "--lead-in", "0", "--rehearse", "20")
    assert done.returncode == 0, done.stderr


def test_every_example_is_in_the_list_and_in_a_test():
    listed = set(re.findall(r"\]\(([\w.]+)\)", (EXAMPLES / "README.md").read_text()))
    there = {path.name for path in EXAMPLES.iterdir() if path.suffix in (".py", ".sh", ".ipynb")}
    assert there == listed
    assert len(there) >= 10
    tests = Path(__file__).read_text(encoding="utf-8")
    assert all(name in tests for name in there)


def test_a_group_starts_together(cook, home):
    asked = home / "asked"
    (home / "bin" / "retrowalk").write_text(f'#!/bin/sh\necho "$@" > "{asked}"\n')
    cook("start_together.sh", "18:30", "2x(5f 1b)")
    assert asked.read_text() == "run 2x(5f 1b) --start-at 18:30\n"


def test_the_status_line_follows_a_walk(cook, run):
    events = run("run", "6s f 6s b", "--events", "-", "--rehearse", "20", "--lead-in", "0").stdout
    shown = cook("status_line.py", "--format", "waybar", text=events)
    classes = [json.loads(line)["class"] for line in shown.splitlines()]
    assert classes == ["forward", "backward", "idle"]
    assert "▼ backward 6 s" in cook("status_line.py", text=events)


def test_the_hook_reaches_a_webhook(cook):
    got: list[bytes] = []

    class Webhook(http.server.BaseHTTPRequestHandler):
        def do_POST(self):
            got.append(self.rfile.read(int(self.headers["Content-Length"])))
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_):
            pass

    server = http.server.HTTPServer(("127.0.0.1", 0), Webhook)
    threading.Thread(target=server.handle_request, daemon=True).start()
    cook("home_assistant_hook.py", f"http://127.0.0.1:{server.server_port}/", "backward")
    server.server_close()
    assert json.loads(got[0]) == {"direction": "backward"}


def test_the_week_is_planned_for_cron_and_systemd(cook):
    line = cook("week_plan.py", "start-small", "--days", "mon,fri", "--at", "9:05")
    assert line == "5 9 * * mon,fri DISPLAY=:0 x-terminal-emulator -e retrowalk run start-small\n"
    timer = cook("week_plan.py", "intervals", "--systemd", "--at", "18:30")
    assert "OnCalendar=Mon,Wed,Fri 18:30:00" in timer
    if shutil.which("systemd-analyze"):
        calendar = ["systemd-analyze", "calendar", "Mon,Wed,Fri 18:30:00"]
        assert subprocess.run(calendar, capture_output=True).returncode == 0


def test_the_notebook_runs(cook, run, monkeypatch):
    walked(run)
    notebook = json.loads((EXAMPLES / "history.ipynb").read_text(encoding="utf-8"))
    for name, value in cook.environment.items():
        monkeypatch.setenv(name, value)
    names: dict[str, object] = {}
    code = ["".join(c["source"]) for c in notebook["cells"] if c["cell_type"] == "code"]
    for cell in code[:-1]:
        exec(cell, names)
    *body, last = code[-1].rsplit("\n\n\n", 1)
    exec(body[0], names)
    shown = eval(last, names)
    assert "0.1 min" in shown._repr_html_()


def test_a_class_gets_a_session_for_each_group(cook, home):
    cook("class_plan.py", str(home / "class"))
    files = sorted((home / "class").glob("*.yaml"))
    assert len(files) == 3
    assert {rw.load(file).total for file in files} == {rw.load(files[0]).total}
    assert all(file.with_suffix(".html").exists() for file in files)


def test_another_language_is_spoken(cook, home):
    text = cook("other_language.py")
    (home / "gehen.yaml").write_text(text, encoding="utf-8")
    session = rw.load(home / "gehen.yaml")
    assert session.total == rw.preset("start-small").total
    assert {segment.say for segment in session.segments} >= {"Stehen bleiben."}


def test_a_table_of_speeds_becomes_a_treadmill_session(cook, home):
    table = "direction,minutes,km/h\n\nForward ,2,3\nforward,1,3\nbackward,1,1\nforward,2,3\n"
    text = cook("treadmill_from_csv.py", text=table)
    (home / "day.yaml").write_text(text, encoding="utf-8")
    session = rw.load(home / "day.yaml")
    assert [str(s.direction) for s in session.segments] == [
        *("forward", "forward", "stand", "backward", "stand", "forward")
    ]
    assert session.segments[3].speed_kmh == 1


def test_a_walk_is_controlled_from_another_program(cook):
    shown = cook(
        "remote_control.py", "6s f 6s b", "--lead-in", "0", "--mute", "--rehearse", "4"
    ).split()
    assert shown.index("pause") < shown.index("resume") < shown.index("session-end")


def test_every_day_has_its_own_session_within_the_limits(cook):
    days = [f"2026-11-{day:02}" for day in (1, 2, 3)]
    lines = [cook("surprise.py", day).strip() for day in days]
    assert len(set(lines)) > 1
    assert cook("surprise.py", days[0]).strip() == lines[0]
    for line in lines:
        assert rw.parse(line).time(rw.Direction.BACKWARD).total_seconds() <= 360


def test_every_cue_is_listed_without_waiting(cook):
    shown = cook("read_aloud.py", "2x(5f 1b)")
    assert re.search(r"^  5:00  start +backward$", shown, re.MULTILINE)


def test_the_weeks_backward_minutes_are_summed(cook, run):
    walked(run)
    assert cook("weekly_total.py") == "0.1\n"
    assert cook("weekly_total.py", "2020-01-01") == "0.0\n"
