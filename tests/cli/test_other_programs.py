"""Files of other programs, through the command line: convert, share, history export."""

from __future__ import annotations

import json
import signal
import subprocess
import urllib.request

import pytest

from tests.conftest import RETROWALK, required
from tests.converters.test_formats import CSV, ICU, JAWT, OPENHIIT, QINTERVALS, RUNNERUP, ZWO
from tests.exports import browser

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


def test_activities_of_the_history_are_written(run, world, home):
    world["RETROWALK_TEST_KEEP_REHEARSALS"] = "1"
    for _ in range(2):
        run("run", "6s f 6s b", "--lead-in", "0", "--rehearse", "20")
    assert run("history", "export", "1", "--to", "walk.fit").stdout == "Wrote walk.fit\n"
    assert (home / "walk.fit").read_bytes()[8:12] == b".FIT"
    assert run("history", "export", "1", "--to", "walk.fit").returncode == 5
    written = run("history", "export", "--since", "1d", "--to", "all.tcx").stdout
    assert written.count("Wrote all/") == 2
    assert run("history", "export", "1").returncode == 2
    assert run("history", "export", "9", "--to", "x.md").returncode == 2


def test_a_page_is_shared_until_ctrl_c(world, home):
    command = [*RETROWALK, "share", "intervals", "--address", "127.0.0.1"]
    with subprocess.Popen(
        command, env=world, cwd=home, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as server:
        assert server.stdout is not None
        address = next(line for line in server.stdout if line.startswith("http")).strip()
        with urllib.request.urlopen(address, timeout=10) as answer:
            assert b"Intervals" in answer.read()
        server.send_signal(signal.SIGINT)
        assert server.wait(10) == 0


def test_a_browser_opens_the_shared_page(world, home):
    required(browser.installed(), "chromium and chromedriver are not installed")
    command = [*RETROWALK, "share", "3x(1m f 30s b)", "--address", "127.0.0.1"]
    with subprocess.Popen(
        command, env=world, cwd=home, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as server:
        assert server.stdout is not None
        address = next(line for line in server.stdout if line.startswith("http")).strip()
        with browser.chromium() as page:
            page.driver.get(address)
            page.click("start")
            assert page.view == "walk"
        server.send_signal(signal.SIGINT)
        assert server.wait(10) == 0


def test_the_one_line_notation_is_shared_as_a_code(run):
    done = run("share", "3x(5f 1b)", "--qr-only")
    assert done.returncode == 0
    assert done.stdout.endswith("3x(5m forward, 1m backward)\n")
