import json
import sys
from pathlib import Path

import pytest

from retrowalk.presets.library import shipped_folder


def test_retrowalk_alone_opens_a_menu_with_every_preset_and_its_totals(terminal):
    program = terminal()
    shown = program.wait("choose a session")
    for path in Path(shipped_folder()).glob("*.yaml"):
        assert path.stem in shown
    assert "3:10" in shown
    assert "20:00" in shown
    for text in ("Why:", "Source:", "Start", "Plan", "Export"):
        assert text in shown
    program.send("q")
    assert program.end() == 0
    assert program.modes == program.modes_before
    assert not program.alternate


def test_a_digit_chooses_and_enter_starts(terminal):
    program = terminal()
    program.wait("choose a session")
    program.send("2")
    program.wait("20:00 in all, 17:00 forward")
    program.send("\r")
    program.wait("GET READY")
    program.send("qq")
    assert program.end() == 3


@pytest.mark.parametrize("size", [(120, 40), (50, 15), (30, 8), (20, 5), (10, 2)])
def test_every_size_shows_the_chosen_entry(terminal, size):
    program = terminal(size=size)
    program.wait(lambda shown: "> start-" in shown or "> 1 start-" in shown)
    program.resize(80, 24)
    program.wait("choose a session")
    program.send("q")
    assert program.end() == 0


def test_the_session_used_last_comes_first_the_next_time(terminal, run):
    assert run("treadmill", "--rehearse", "3600", "--lead-in", "0").returncode == 0
    assert run("two-one", "--rehearse", "3600", "--lead-in", "0").returncode == 0
    shown = terminal().wait("> 1 two-one")
    assert "2 treadmill" in shown
    assert "3 start-small" in shown


@pytest.mark.parametrize("broken", ["folder", "text"])
def test_recent_presets_that_cannot_be_saved_are_ignored(run, home, broken):
    record = home / "data" / "retrowalk" / "last-used"
    if broken == "folder":
        record.mkdir()
    else:
        record.write_bytes(b"\xff\xfe")
    done = run("start-small", "--rehearse", "3600", "--lead-in", "0")
    assert (done.returncode, done.stderr) == (0, "")


def test_without_a_data_folder_the_walk_still_runs(run, home, world):
    (home / "in-the-way").write_text("a file")
    world["XDG_DATA_HOME"] = str(home / "in-the-way")
    done = run("start-small", "--rehearse", "3600", "--lead-in", "0")
    assert done.returncode == 0
    assert "Traceback" not in done.stderr
    assert "7 of 7 segments finished" in done.stdout


@pytest.mark.parametrize("ending", [".yaml", ".json"])
def test_a_session_is_exported_with_its_changed_options(terminal, run, home, ending):
    program = terminal(shell=f"cd {home} && {sys.executable} -m retrowalk")
    program.wait("choose a session")
    program.send("2\x1b[C\x1b[D")
    program.wait("4:30 min")
    program.send("e")
    program.wait("Export to: intervals.html_")
    program.send("\x7f" * 5 + ending + "\r")
    program.wait("wrote")
    program.send("e" + "\x7f" * 5 + ending + "\r")
    program.wait("exists: choose another name")
    if ending == ".json":
        written = (home / "intervals.json").read_text()
    else:
        written = run("plan", "intervals.yaml", "--json").stdout
    assert json.loads(written)["forward_seconds"] == 930


def test_an_unsupported_suffix_is_reported(terminal):
    program = terminal()
    program.wait("choose a session")
    program.send("2\x1b[Ce" + "\x7f" * 5 + ".doc\r")
    program.wait("unsupported format '.doc'")


def test_options_that_are_set_are_in_the_menu(terminal, home):
    (home / "config/retrowalk/config.toml").write_text('[presets.intervals]\nforward = "4m"\n')
    program = terminal()
    program.wait("choose a session")
    program.send("2")
    program.wait("4 min")


def test_ctrl_c_leaves_with_its_code(terminal):
    program = terminal()
    program.wait("choose a session")
    program.send("\x03")
    assert program.end() == 130


def test_without_a_terminal_there_is_help(run):
    done = run()
    assert done.returncode == 0
    assert "Presets:" in done.stdout
